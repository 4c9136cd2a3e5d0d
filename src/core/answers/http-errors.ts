import { isRecord } from '../casing.ts'
import type { Outcome, VZapsError } from '../errors.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { REDIRECTED, textOf } from '../http/transport.ts'
import { MAX_TIMER_MS } from '../platform.ts'
import { redactText, stripForPeople } from '../secrets/redaction.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'

/** Characters of an answer that an error keeps. */
const MAX_DETAILS = 4096
const MAX_MESSAGE = 500
const MAX_CODE = 100

/** JSON whatever the content type says, or the text itself; `undefined` for an empty body. */
export const parseBody = (text: string): unknown => {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const nonBlank = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/** First non-blank of `message`, `error`, `error.message`, `detail`, `errors[0].message`. */
const messageIn = (body: unknown): string | undefined => {
  if (!isRecord(body)) return undefined
  const { message, error, detail, errors } = body
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return (
    nonBlank(message) ??
    nonBlank(error) ??
    (isRecord(error) ? nonBlank(error.message) : undefined) ??
    nonBlank(detail) ??
    (isRecord(first) ? nonBlank(first.message) : undefined)
  )
}

const codeIn = (body: unknown): string | undefined => {
  if (!isRecord(body)) return undefined
  const code = [body.code, body.error_code].find(
    (value) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '',
  )
  return code === undefined ? undefined : String(code)
}

/** `Retry-After` in ms: seconds or an HTTP date (0 when it is past); `undefined` when absent or nonsense. */
const readRetryAfter = (headers: Headers, now: number): number | undefined => {
  const value = headers.get('Retry-After')?.trim()
  if (!value) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Math.round(Number(value) * 1000), MAX_TIMER_MS)
  // Only a text that begins with a weekday is a date; Date.parse alone would take "-5" for one. All three date formats of
  // HTTP are in GMT, and one of them does not say so.
  const isDate = /^[A-Za-z]{3}/.test(value)
  const at = isDate
    ? Date.parse(/GMT|UTC|[+-]\d\d/.test(value) ? value : `${value} GMT`)
    : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** An opaque redirect has status 0: browsers hide what it was. 304 leads nowhere. */
const isRedirect = (status: number): boolean =>
  status === 0 || (status >= 300 && status < 400 && status !== 304)

const outcomeOfStatus = (status: number): Outcome =>
  status === 408 || status >= 500 ? 'unknown' : 'rejected'

/** Maps an answer that is no success onto the error union. */
export const toHttpError = (answer: HttpAnswer, secrets: SecretFinder, now: number): VZapsError => {
  const { status, headers } = answer
  const json = parseBody(textOf(answer))
  // Cut only after secrets are taken out: a piece of one would not be recognised.
  const tell = (text: string, length: number) => redactText(text, secrets).slice(0, length)
  const code = codeIn(json)
  const requestId = headers.get('X-Request-Id')
  const body = stripForPeople(json, secrets)
  const details = typeof body === 'string' ? body : JSON.stringify(body)
  const message = messageIn(json) ?? (answer.statusText.trim() || `HTTP ${status}`)
  const common = {
    status,
    outcome: outcomeOfStatus(status),
    message: tell(message, MAX_MESSAGE),
    ...(code === undefined ? {} : { code: tell(code, MAX_CODE) }),
    ...(requestId ? { requestId: tell(requestId, MAX_MESSAGE) } : {}),
    ...(details === undefined ? {} : { details: tell(details, MAX_DETAILS) }),
  }
  const retryAfterMs = readRetryAfter(headers, now)
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
  if (isRedirect(status)) {
    return { ...common, kind: 'http', code: 'redirect', message: REDIRECTED }
  }
  if (status === 401) return { ...common, kind: 'auth', reason: 'expired' }
  if (status === 403) return { ...common, kind: 'auth', reason: 'forbidden' }
  if (status === 408) return { ...common, kind: 'timeout' }
  if (status === 429) return { ...common, kind: 'rate-limit', ...wait }
  return { ...common, kind: 'http', ...wait }
}
