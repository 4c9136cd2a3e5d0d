import { toHttpError } from '../answers/http-errors.ts'
import type { VZapsError } from '../errors.ts'
import { aborted } from '../errors.ts'
import type { Aborter } from '../http/abort.ts'
import { untilAbort } from '../http/abort.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpAnswer, Transport } from '../http/transport.ts'
import type { Result } from '../result.ts'
import { failure } from '../result.ts'
import type { Plan } from './plan.ts'
import { checkUrl } from './plan.ts'
import { relayHeader } from './relay-header.ts'
import type { Session } from './session.ts'

/** A good answer, or the error; `final` when repeating the call cannot help (its token was refused). */
export type Exchanged =
  | { readonly ok: true; readonly answer: HttpAnswer }
  | { readonly ok: false; readonly error: VZapsError; readonly final: boolean }

/** What one exchange needs besides the plan. */
export interface ExchangeOptions {
  readonly signal: Aborter | undefined
  /** A read may go once more without an instance token that was refused. */
  readonly isRead: boolean
  onSend(request: HttpRequest): void
  onAnswer(answer: HttpAnswer): void
}

interface Proof {
  readonly headers: Headers
  readonly credentials: RequestCredentials
  /** Drops the token that was sent; absent where a relay holds it. */
  refuse?(): void
}

/** What was tried so far. */
interface Tried {
  /** The JWT was refused once, and a new one obtained. */
  readonly refreshed: boolean
  readonly withInstanceToken: boolean
}

/** Sends a planned call with the session's credentials. */
export type SendCall = (
  plan: Plan,
  session: Session,
  options: ExchangeOptions,
) => Promise<Exchanged>

interface ExchangeParts {
  readonly transport: Transport
  readonly baseUrl: string
  now(): number
}

/** Makes {@link SendCall}: after a 401 the call goes out once more, with a new token. */
export const createExchange =
  (parts: ExchangeParts): SendCall =>
  (plan, session, options) =>
    exchange(parts, plan, session, options, {
      refreshed: false,
      withInstanceToken: plan.sendsInstanceToken,
    })

const exchange = async (
  parts: ExchangeParts,
  plan: Plan,
  session: Session,
  options: ExchangeOptions,
  tried: Tried,
): Promise<Exchanged> => {
  const { signal } = options
  const proof = await prove(session, signal)
  if (!proof.ok) {
    // The call itself was not sent, whatever became of the request for its token.
    const outcome = tried.refreshed ? 'rejected' : 'not-sent'
    return { ok: false, error: { ...proof.error, outcome }, final: true }
  }
  // Checked here, because only now the newest JWT is known.
  const told = checkUrl(plan.path, session.secrets)
  if (told) return { ok: false, error: told, final: true }
  const { headers, credentials, refuse } = proof.value
  const instanceToken = tried.withInstanceToken ? instanceTokenFor(plan, session) : undefined
  addHeaders(headers, plan, instanceToken)
  const { method, body } = plan
  const request = { url: parts.baseUrl + plan.path, method, headers, body, credentials }
  const { answer, error } = await parts.transport(request, {
    aborters: [signal, session.ending],
    onSend: () => options.onSend(request),
  })
  if (!answer) return { ok: false, error, final: false }
  options.onAnswer(answer)
  const { status } = answer
  if (status >= 200 && status < 300) return { ok: true, answer }
  if (status === 401 && refuse && !tried.refreshed) {
    refuse()
    return exchange(parts, plan, session, options, { ...tried, refreshed: true })
  }
  if (forgetInstanceToken(status, plan, session, instanceToken) && options.isRead) {
    return exchange(parts, plan, session, options, { ...tried, withInstanceToken: false })
  }
  const final = isRefusal(status)
  return { ok: false, error: toHttpError(answer, session.secrets, parts.now()), final }
}

const isRefusal = (status: number): boolean => status === 401 || status === 403

/** An instance token that was refused is forgotten, so that it is not sent again. */
const forgetInstanceToken = (
  status: number,
  { instanceId }: Plan,
  { tokens }: Session,
  sent: string | undefined,
): boolean => {
  if (!isRefusal(status) || instanceId === undefined || sent === undefined) return false
  tokens.forget(instanceId, sent)
  return true
}

const addHeaders = (headers: Headers, plan: Plan, instanceToken: string | undefined): void => {
  if (instanceToken !== undefined) headers.set('X-Instance-Token', instanceToken)
  headers.set('Accept', 'application/json')
  if (plan.body !== undefined) headers.set('Content-Type', 'application/json')
}

/** The server takes an instance token only together with a client token. */
const instanceTokenFor = ({ instanceId }: Plan, { access, tokens }: Session): string | undefined =>
  instanceId !== undefined && access.kind === 'bearer' && access.clientToken !== undefined
    ? tokens.get(instanceId)
    : undefined

const prove = async (
  { access, ending }: Session,
  callerSignal: Aborter | undefined,
): Promise<Result<Proof>> => {
  const wait = async <T>(promise: Promise<Result<T>>): Promise<Result<T>> => {
    try {
      const shared = untilAbort(promise, ending)
      return await (callerSignal ? untilAbort(shared, callerSignal) : shared)
    } catch {
      return failure(aborted('not-sent'))
    }
  }
  if (access.kind === 'proxy') {
    const headers = await wait(access.headers())
    if (!headers.ok) return headers
    headers.value.set(relayHeader, '1')
    return { ok: true, value: { headers: headers.value, credentials: access.credentials } }
  }
  const fresh = access.fresh()
  const bearer = fresh ? { ok: true as const, value: fresh } : await wait(access.bearer())
  if (!bearer.ok) return bearer
  const { accessToken, generation } = bearer.value
  const headers = new Headers({ Authorization: `Bearer ${accessToken}` })
  if (access.clientToken !== undefined) headers.set('X-Client-Token', access.clientToken)
  const value: Proof = { headers, credentials: 'omit', refuse: () => access.refuse(generation) }
  return { ok: true, value }
}
