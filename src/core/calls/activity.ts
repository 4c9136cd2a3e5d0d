import type { Observable } from 'rxjs'
import { Subject } from 'rxjs'
import type { VZapsError } from '../errors.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { textOf } from '../http/transport.ts'
import { redactText, vetJson } from '../secrets/redaction.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'
import { REDACTED } from '../secrets/secret-finder.ts'
import { secretsInHeader } from '../secrets/unknown-secrets.ts'

interface ActivityOf<Type extends string> {
  readonly type: Type
  /** Epoch ms. */
  readonly at: number
}

interface CallActivity<Type extends string> extends ActivityOf<Type> {
  /** The same for all activities of one call. */
  readonly id: number
  /** The endpoint's name; `vzaps.request` for a call outside Redux. */
  readonly endpoint: string
  readonly method: string
  /** The path's template, e.g. `/instances/{id}`: without ids, so that it can be counted by. */
  readonly route: string
  /** When it was called, in epoch ms: it may wait before it is sent. */
  readonly calledAt: number
}

/** A try of a call was handed to fetch. */
export interface StartActivity extends CallActivity<'start'> {
  /** 1 for the first. */
  readonly tries: number
  /** Secrets are blacked out. */
  readonly headers: Readonly<Record<string, string>>
  /** Of the body, in bytes. */
  readonly requestBytes: number
}

/** A try was answered, whatever the answer says: one that refuses the JWT is followed by another try. */
export interface AnswerActivity extends CallActivity<'answer'> {
  readonly tries: number
  readonly status: number
  /** Secrets are blacked out. */
  readonly headers: Readonly<Record<string, string>>
  /** Of the body, in bytes. */
  readonly responseBytes: number
}

/** A read failed and is tried again after `delayMs`. */
export interface RetryActivity extends CallActivity<'retry'> {
  readonly tries: number
  readonly delayMs: number
  readonly error: VZapsError
}

/** A call ended. `tries` is 0 when it was never sent. Calls that were refused as invalid are not reported. */
export interface SettleActivity extends CallActivity<'settle'> {
  readonly tries: number
  /** From the call to its end, in ms. */
  readonly durationMs: number
  readonly status?: number | undefined
  /** Of the last answer; secrets are blacked out. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Of the last answer's body, in bytes. */
  readonly responseBytes?: number | undefined
  /** Absent when the call succeeded. */
  readonly error?: VZapsError | undefined
}

/** A new JWT was asked for. */
export interface RefreshActivity extends ActivityOf<'refresh'> {
  readonly durationMs: number
  /** Absent when there is a new one. */
  readonly error?: VZapsError | undefined
}

/** What goes on between the api and the server: for an inspector, or an app's telemetry. Never holds a secret. */
export type Activity =
  | StartActivity
  | AnswerActivity
  | RetryActivity
  | SettleActivity
  | RefreshActivity

/** What is too much, or too private, for telemetry: ids, phone numbers, names. It holds no secret either. */
export interface ActivityDetails {
  /** As it is asked for: with ids, and its query. */
  readonly path: string
  /** What a start sent, or an answer brought: parsed JSON, else text; `undefined` where that is empty. */
  readonly body: unknown
}

/** A call, as its trace begins. */
interface TracedCall extends Pick<StartActivity, 'endpoint' | 'method' | 'route'> {
  readonly path: string
}

/** One call, as it is traced. */
export interface Trace {
  sent(request: HttpRequest): void
  answered(answer: HttpAnswer): void
  retrying(delayMs: number, error: VZapsError): void
  settled(error: VZapsError | undefined): void
}

/** Where calls report what they do. Costs nothing while nobody listens. */
export interface ActivityLog {
  readonly activity$: Observable<Activity>
  /**
   * What else is known of a start or an answer; `undefined` of the others, of what `activity$` did not give, and of a
   * session that has ended.
   */
  detailsOf(activity: Activity): ActivityDetails | undefined
  /** `undefined` while nobody listens. */
  trace(call: TracedCall, secrets: SecretFinder): Trace | undefined
  refreshed(startedAt: number, error: VZapsError | undefined): void
  complete(): void
}

const visibleHeaders = (headers: Headers, secrets: SecretFinder): Record<string, string> => {
  const visible: Record<string, string> = {}
  headers.forEach((value, name) => {
    visible[name] = secretsInHeader(name, value).length > 0 ? REDACTED : redactText(value, secrets)
  })
  return visible
}

const bytesOf = (body: HttpAnswer['body']): number =>
  (typeof body === 'string' ? new TextEncoder().encode(body) : body).length

/** Characters of a body that are read for people; JSON that was cut off is none. */
const MAX_BODY = 200_000

/** What links a phone while it is shown. */
const CODE = /^(?:qr|linking|pair)_?code$/i

const visibleBody = (body: HttpAnswer['body'], secrets: SecretFinder): unknown => {
  const text = textOf({ body })
  if (text === '') return undefined
  if (text.length > MAX_BODY) return `${text.length} characters, too long to be shown`
  const hide = (name: string, value: unknown) =>
    typeof value === 'string' && (CODE.test(name) || secretsInHeader(name, '').length > 0)
      ? REDACTED
      : value
  try {
    // Pieces of secrets too: a server may have cut what it echoes.
    const { value } = vetJson((part) => redactText(part, secrets))
    return value(JSON.parse(text, hide))
  } catch {
    return redactText(text, secrets)
  }
}

/** Makes the log of one api. */
export const createActivityLog = (now: () => number): ActivityLog => {
  const activities$ = new Subject<Activity>()
  const details = new WeakMap<Activity, () => ActivityDetails | undefined>()
  let lastId = 0

  return {
    activity$: activities$.asObservable(),
    detailsOf: (activity) => details.get(activity)?.(),
    trace: ({ endpoint, method, route, path }, secrets) => {
      if (!activities$.observed) return undefined
      const calledAt = now()
      const common = {
        id: ++lastId,
        endpoint,
        method,
        route: secrets.redact(route),
        calledAt,
      }
      let tries = 0
      let last: Pick<AnswerActivity, 'status' | 'headers' | 'responseBytes'> | undefined
      const tell = (activity: StartActivity | AnswerActivity, body: HttpAnswer['body']) => {
        details.set(activity, () =>
          // Without the secrets, nothing could be taken out.
          secrets.isCleared
            ? undefined
            : { path: redactText(path, secrets), body: visibleBody(body, secrets) },
        )
        activities$.next(activity)
      }
      return {
        sent: ({ headers, body = '' }) => {
          tries += 1
          const visible = visibleHeaders(headers, secrets)
          const requestBytes = bytesOf(body)
          tell({ ...common, type: 'start', at: now(), tries, headers: visible, requestBytes }, body)
        },
        answered: ({ status, headers, body }) => {
          last = { status, headers: visibleHeaders(headers, secrets), responseBytes: bytesOf(body) }
          tell({ ...common, type: 'answer', at: now(), tries, ...last }, body)
        },
        retrying: (delayMs, error) =>
          activities$.next({ ...common, type: 'retry', at: now(), tries, delayMs, error }),
        settled: (error) =>
          activities$.next({
            ...common,
            type: 'settle',
            at: now(),
            tries,
            durationMs: now() - calledAt,
            ...last,
            ...(error && { error }),
          }),
      }
    },
    refreshed: (startedAt, error) => {
      if (!activities$.observed) return
      const at = now()
      activities$.next({ type: 'refresh', at, durationMs: at - startedAt, ...(error && { error }) })
    },
    complete: () => activities$.complete(),
  }
}
