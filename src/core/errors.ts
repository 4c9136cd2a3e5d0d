import type { LibraryCode } from './error-codes.ts'

/**
 * What is known of the server's side when a call failed: `not-sent` (nothing left), `rejected` (the server
 * refused it) or `unknown` (it was sent, and may have been carried out).
 */
export type Outcome = 'not-sent' | 'rejected' | 'unknown'

/** Why a call failed as `auth`: nobody signed in, bad credentials, a refused token, no right, a bad token provider. */
export type AuthReason = 'signed-out' | 'credentials' | 'expired' | 'forbidden' | 'provider'

interface Failure<Kind extends string> {
  readonly kind: Kind
  /** For people: one sentence, without secrets. */
  readonly message: string
  readonly outcome: Outcome
  /** The server's or the library's machine-readable code, e.g. `in-flight`, `redirect`, `secret-in-argument`. */
  readonly code?: string | undefined
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined
  /** The answer's `X-Request-Id`. */
  readonly requestId?: string | undefined
  /** The answer's body as text: redacted, at most 4,096 characters. Never the request body. */
  readonly details?: string | undefined
}

/** Nobody is signed in, or the server refused the credentials. */
export interface AuthError extends Failure<'auth'> {
  readonly reason: AuthReason
}

/** 429: slow down. */
export interface RateLimitError extends Failure<'rate-limit'> {
  /** ms to wait, when the server said so. */
  readonly retryAfterMs?: number | undefined
}

/** No whole answer within `timeoutMs`, or the server's own 408 (then with `status`). */
export interface TimeoutError extends Failure<'timeout'> {}

/** No connection, or it broke. */
export interface NetworkError extends Failure<'network'> {}

/** Any other status that is no success. */
export interface HttpError extends Failure<'http'> {
  readonly status: number
  /** ms to wait, when the server said so (503). */
  readonly retryAfterMs?: number | undefined
}

/** A 2xx answer that does not fit the contract. */
export interface ParseError extends Failure<'parse'> {
  /** The field that did not fit, e.g. `content.3.id`; empty when the whole answer did not. */
  readonly path?: string | undefined
}

/** The call's input was refused before anything was sent. */
export interface ValidationError extends Failure<'validation'> {
  /** The argument's field that was refused, e.g. `pageSize`. */
  readonly field?: string | undefined
}

/** The call was cancelled: by its caller, or by the end of the session. */
export interface AbortedError extends Failure<'aborted'> {}

/** The api is set up wrongly; the message says which option and what to do. */
export interface ConfigError extends Failure<'config'> {
  /** The option that is wrong, e.g. `auth.clientToken`. */
  readonly field?: string | undefined
}

/** Every way a call can fail, told apart by `kind`: plain, serialisable data without secrets. */
export type VZapsError =
  | AuthError
  | RateLimitError
  | TimeoutError
  | NetworkError
  | HttpError
  | ParseError
  | ValidationError
  | AbortedError
  | ConfigError

const kinds: ReadonlySet<unknown> = new Set<VZapsError['kind']>([
  'auth',
  'rate-limit',
  'timeout',
  'network',
  'http',
  'parse',
  'validation',
  'aborted',
  'config',
])

/** Tells whether a value (a hook's `error`, something caught) is a {@link VZapsError}. */
export const isVZapsError = (value: unknown): value is VZapsError =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  kinds.has(value.kind) &&
  'message' in value &&
  'outcome' in value

const textOf = (value: unknown, key: 'name' | 'message'): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const text = (value as Record<string, unknown>)[key]
  return typeof text === 'string' ? text : undefined
}

/**
 * Maps whatever a hook or a promise gave as an error onto {@link VZapsError}: RTK Query's `SerializedError` and its
 * `AbortError` too. What had been sent is not in those, so their outcome is `unknown`.
 */
export const toVZapsError = (error: unknown): VZapsError => {
  if (isVZapsError(error)) return error instanceof Error ? plain(error) : error
  const message = textOf(error, 'message') ?? (typeof error === 'string' ? error : '')
  if (textOf(error, 'name') === 'AbortError' || error === 'Aborted') {
    return aborted('unknown', message === '' ? undefined : message)
  }
  return {
    kind: 'config',
    code: 'unexpected',
    outcome: 'unknown',
    message: message === '' ? 'The call failed in code outside the library' : message,
  }
}

/** A `validation` error: nothing was sent. */
export const invalid = (
  message: string,
  more: { field?: string; code?: LibraryCode } = {},
): ValidationError => ({ kind: 'validation', outcome: 'not-sent', message, ...more })

/** A `config` error that names the option. */
export const misconfigured = (message: string, field?: string): ConfigError => ({
  kind: 'config',
  outcome: 'not-sent',
  message,
  ...(field === undefined ? {} : { field }),
})

/** An `aborted` error; `outcome` says whether the request had left. */
export const aborted = (
  outcome: Outcome,
  message = 'The call was aborted by its caller',
): AbortedError => ({ kind: 'aborted', outcome, message })

/** The `auth` error of every call while nobody is signed in. */
export const signedOut = (): AuthError => ({
  kind: 'auth',
  reason: 'signed-out',
  outcome: 'not-sent',
  message: 'Nobody is signed in: call vzaps.auth.signIn(...) first',
})

/** The code of errors from the app's own `getToken` or `headers`: the next try may succeed. */
export const UNAVAILABLE = 'unavailable' satisfies LibraryCode

/** A real `Error` with the fields of a {@link VZapsError}, and that as plain data in `cause`. */
export type VZapsException<E extends VZapsError = VZapsError> = Error & E & { readonly cause: E }

/** The same data as a throwable `Error`, for promises and constructors outside Redux. */
export const throwable = <E extends VZapsError>(error: E): VZapsException<E> =>
  Object.assign(
    new Error(error.message, { cause: error }),
    { name: 'VZapsException' },
    error,
  ) as VZapsException<E>

/**
 * An `Error` to throw, for whatever a hook or a promise gave as an error: `unwrap()` rejects with plain data, which has
 * no stack and which loggers and error boundaries do not know.
 */
export const toVZapsException = (error: unknown): VZapsException =>
  error instanceof Error && isVZapsError(error.cause)
    ? (error as VZapsException)
    : throwable(toVZapsError(error))

/** The data of a thrown {@link VZapsException}, without its stack: fit for Redux. */
const plain = (error: Error & VZapsError): VZapsError => {
  const { name: _name, stack: _stack, ...data } = error
  return { ...data, message: error.message }
}
