import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { isRecord } from '../casing.ts'
import type { Outcome } from '../errors.ts'
import { aborted } from '../errors.ts'
import type { Scope } from '../secrets/redaction.ts'
import { redactDeep } from '../secrets/redaction.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'
import type { Runtime, StartedRequest } from './runtime.ts'
import type { Session, SessionSource } from './session.ts'
import { claimVetted } from './session.ts'

/** What the guard looks at in an action of one of the api's calls. */
interface CallMeta {
  readonly requestId: string
  readonly requestStatus: 'pending' | 'fulfilled' | 'rejected'
  readonly arg: Record<string, unknown>
  readonly baseQueryMeta?: unknown
  readonly aborted?: boolean
  readonly rejectedWithValue?: boolean
}

type Passing = UnknownAction & { meta?: unknown; error?: unknown }

const isAction = (value: unknown): value is Passing =>
  isRecord(value) && typeof value.type === 'string'

/** The meta of an action of the api's own calls; a thunk of the app's may well begin with the same words. */
const callMeta = (reducerPath: string, { type, meta }: Passing): CallMeta | undefined =>
  [`${reducerPath}/executeQuery/`, `${reducerPath}/executeMutation/`].some((prefix) =>
    type.startsWith(prefix),
  ) &&
  isRecord(meta) &&
  isRecord(meta.arg)
    ? (meta as unknown as CallMeta)
    : undefined

/** What the guard works with, in one store. */
export interface GuardParts {
  readonly reducerPath: string
  readonly runtime: Runtime
  readonly sessions: SessionSource
  /** Called with each action of the api's calls as the reducers saw it, after they did. */
  onCall(action: UnknownAction): void
}

/**
 * Stands before RTK Query's own middleware and sees each of the api's actions before any reducer does. It takes secrets
 * out of them, keeps answers of an earlier session out of the state, and gives aborted calls a typed error.
 */
export const guardActions =
  (parts: GuardParts) =>
  (next: ReturnType<ReturnType<Middleware>>) =>
  (action: unknown): unknown => {
    const { reducerPath, sessions } = parts
    if (!isAction(action) || !action.type.startsWith(`${reducerPath}/`)) return next(action)
    const meta = callMeta(reducerPath, action)
    if (!meta) {
      const session = sessions.current()
      return next(session ? withoutSecrets(action, session, clean(action.meta, session)) : action)
    }
    const passed =
      meta.requestStatus === 'pending' ? start(action, meta, parts) : settle(action, meta, parts)
    const result = next(passed)
    if (meta.requestStatus === 'pending') offer(meta.requestId, parts.runtime)
    parts.onCall(passed)
    return result
  }

const clean = <T>(data: T, session: Session): T =>
  redactDeep(data, session.secrets, 'known', (part) => claimVetted(session, part))

const withoutSecrets = (action: Passing, session: Session, meta: unknown): Passing => {
  const payload = clean(action.payload, session)
  const error = clean(action.error, session)
  return payload === action.payload && error === action.error && meta === action.meta
    ? action
    : { ...action, payload, error, meta }
}

/** Parts of `meta.arg` that RTK Query sets itself. All others are the app's, and may hold a secret. */
const ownParts: ReadonlySet<string> = new Set(['type', 'endpointName'])

/** Functions are no data of the app's: of the options only RTK Query's may be one, `pollingInterval`. */
const scopeOf = (part: string): Scope => (part === 'subscriptionOptions' ? 'known' : 'all')

const withoutSecretArg = (
  arg: CallMeta['arg'],
  secrets: SecretFinder | undefined,
): CallMeta['arg'] => {
  if (!secrets) return arg
  const redacted = Object.entries(arg)
    .filter(([part]) => !ownParts.has(part))
    .map(([part, value]) => [part, redactDeep(value, secrets, scopeOf(part)), value] as const)
    .filter(([, clean, value]) => clean !== value)
  // A spread keeps the symbol keys too, which are RTK Query's own.
  return redacted.length === 0 ? arg : { ...arg, ...Object.fromEntries(redacted) }
}

const start = (action: Passing, meta: CallMeta, { runtime, sessions }: GuardParts): Passing => {
  const session = sessions.current()
  const arg = withoutSecretArg(meta.arg, session?.secrets)
  runtime.requests.set(meta.requestId, {
    requestId: meta.requestId,
    epoch: session?.epoch,
    arg,
    hasSecret: arg !== meta.arg,
    isClaimed: false,
    sent: false,
  })
  return arg === meta.arg ? action : { ...action, meta: { ...meta, arg } }
}

/**
 * `createAsyncThunk` calls the base query in the same turn as it dispatched `pending`, once that has been dealt with:
 * whatever reducers, lifecycles and subscribers started meanwhile has come and gone.
 */
const offer = (requestId: string, runtime: Runtime): void => {
  const request = runtime.requests.get(requestId)
  runtime.starting = request
  queueMicrotask(() => {
    // An endpoint with a queryFn took no notice of it.
    if (runtime.starting === request) runtime.starting = undefined
  })
}

const settle = (action: Passing, meta: CallMeta, { runtime, sessions }: GuardParts): Passing => {
  const request = runtime.requests.get(meta.requestId)
  runtime.requests.delete(meta.requestId)
  const session = sessions.current()
  // An argument that was blacked out at the start stays so: the session that knew the secret may be gone. Calls that RTK
  // Query skips, because the same one is in flight, have no `pending`.
  const arg = request?.arg ?? withoutSecretArg(meta.arg, session?.secrets)
  const outcome = abortOutcome(request)
  const isAborted = meta.aborted === true && !meta.rejectedWithValue
  // The caller's promise gives this very object, so it is completed in place.
  if (isAborted && isRecord(action.error)) Object.assign(action.error, aborted(outcome))
  if (request && request.epoch !== session?.epoch) {
    return asRejected(action, { ...meta, arg }, outcome, 'The session ended before the answer')
  }
  if (isAborted) return asRejected(action, { ...meta, arg }, outcome)
  const baseQueryMeta = session ? clean(meta.baseQueryMeta, session) : meta.baseQueryMeta
  const isClean = arg === meta.arg && baseQueryMeta === meta.baseQueryMeta
  const cleanMeta = isClean ? meta : { ...meta, arg, baseQueryMeta }
  if (session) return withoutSecrets(action, session, cleanMeta)
  return isClean ? action : { ...action, meta: cleanMeta }
}

/** A request that never came to the base query (a `queryFn` that was still busy) may have been sent by other means. */
const abortOutcome = (request: StartedRequest | undefined): Outcome =>
  request && (request.sent || !request.isClaimed) ? 'unknown' : 'not-sent'

/**
 * The end of a call whose answer does not count any more, as a rejection with a value: RTK Query then keeps the typed
 * error, and invalidates the tags of a mutation that may have been carried out.
 */
const asRejected = (
  { type }: Passing,
  meta: CallMeta,
  outcome: Outcome,
  message?: string,
): Passing => ({
  type: type.replace(/\/fulfilled$/, '/rejected'),
  payload: aborted(outcome, message),
  error: { message: 'Rejected' },
  meta: {
    ...meta,
    baseQueryMeta: undefined,
    requestStatus: 'rejected',
    rejectedWithValue: true,
    condition: false,
  },
})
