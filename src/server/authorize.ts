import { askApp } from '../auth/ask-app.ts'
import { isRecord } from '../core/casing.ts'
import type { RelayAccount } from './account.ts'
import type { RelayOperation } from './operations.ts'
import { billingOperations, relayOperations } from './operations.ts'
import { refusal } from './refusal.ts'

/** A call that a page asks for, as `authorize` sees it. */
export interface RelayCall {
  /** As it came, for its cookies and headers; its body was read. */
  readonly request: Request
  /** Which endpoint of the library it is. */
  readonly operation: RelayOperation
  /** The instance that it is about; `undefined` for lists, creates and listed paths without `{id}`. */
  readonly instanceId: string | undefined
  /** The JSON that would go to the VZaps API; `undefined` when there is none. */
  readonly body: unknown
}

/** What a caller may do. */
export interface RelayGrant {
  /** The instances that exist for this caller; `all`: each of the account's. */
  readonly instances: readonly string[] | 'all'
  /**
   * Only these. Absent: everything but `subscribeInstance`, `resumeSubscription` and `cancelInstance`, which are allowed
   * only when they stand here; and for a list of instances not `request` on paths without `{id}`.
   */
  readonly operations?: readonly RelayOperation[] | undefined
  /**
   * Who it is, for limits per user on streams of events. Absent: callers for whom the same instances exist count as one
   * user.
   */
  readonly user?: string | undefined
}

/**
 * May this call be made? `true` is `{ instances: 'all' }`: no right to spend money. `false` is answered with 403, a
 * `Response` as it is.
 */
export type RelayVerdict = boolean | Response | RelayGrant

/** The app's own word on each call. */
export type Authorize<Call> = (call: Call) => RelayVerdict | Promise<RelayVerdict>

/** The instances that a call may reach. */
export type Reach = 'all' | ReadonlySet<string>

const misuse = (what: string) => refusal(500, 'config', `authorize ${what}`)

/** Asks the app; what it throws says nothing to the page. */
export const askAuthorize = async <Call>(
  authorize: Authorize<Call>,
  call: Call,
  account: Pick<RelayAccount, 'ask'>,
): Promise<RelayVerdict> => {
  const asked = await askApp(() => authorize(call), account.ask)
  if (asked.kind === 'answered') return asked.value
  const why = asked.kind === 'threw' ? `threw: ${asked.message}` : 'gave no answer in time'
  throw refusal(500, 'authorize-failed', 'The app could not tell whether this may be done', { why })
}

/** Refuses what is not allowed; gives what the call may reach. */
export const reachOf = (
  verdict: Exclude<RelayVerdict, Response>,
  { operation, instanceId }: Pick<RelayCall, 'operation' | 'instanceId'>,
): Reach => {
  if (verdict === false) throw refusal(403, 'forbidden', 'The app does not allow this call')
  const { instances, operations } = readGrant(verdict)
  const isAll = instances === 'all'
  const isNamed = operations?.includes(operation) ?? false
  const isBilling = billingOperations.has(operation)
  // What is about no instance shows what the list of instances leaves out.
  const isWide = operation === 'request' && instanceId === undefined && !isAll
  if (!isNamed && (operations || isBilling || isWide)) {
    throw refusal(
      403,
      'operation-not-allowed',
      isBilling
        ? `${operation} is about money: authorize must name it in operations`
        : `The app does not allow ${operation}`,
    )
  }
  if (isAll) return 'all'
  const reach = new Set(instances)
  // As the VZaps API says it of what does not exist: a page that watches the instance then lets it go.
  if (instanceId !== undefined && !reach.has(instanceId)) {
    throw refusal(404, 'unknown-instance', 'There is no such instance for this user')
  }
  return reach
}

/** Whose streams count together. */
export const userIn = (verdict: Exclude<RelayVerdict, Response>): string => {
  const { user, instances } = readGrant(verdict)
  if (user !== undefined && typeof user !== 'string') throw misuse('must give user as a text')
  return JSON.stringify(user ?? (instances === 'all' ? 0 : [...instances].sort()))
}

const readGrant = (verdict: unknown): RelayGrant => {
  if (verdict === true) return { instances: 'all' }
  if (!isRecord(verdict)) throw misuse('must give true, false, a Response or { instances }')
  const { instances, operations } = verdict
  const isList = Array.isArray(instances) && instances.every((id) => typeof id === 'string')
  if (instances !== 'all' && !isList) {
    throw misuse('must give the ids of instances as a list of texts, or "all"')
  }
  const areKnown =
    Array.isArray(operations) && operations.every((name) => relayOperations.has(name))
  if (operations !== undefined && !areKnown) {
    throw misuse(`must name operations of these: ${[...relayOperations].join(', ')}`)
  }
  return verdict as unknown as RelayGrant
}
