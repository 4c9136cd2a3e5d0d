import type { Observable } from 'rxjs'
import { Subject } from 'rxjs'
import type { VZapsError } from '../errors.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { redactText } from '../secrets/redaction.ts'
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
export type Activity = StartActivity | RetryActivity | SettleActivity | RefreshActivity

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
  /** `undefined` while nobody listens. */
  trace(
    call: Pick<StartActivity, 'endpoint' | 'method' | 'route'>,
    secrets: SecretFinder,
  ): Trace | undefined
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

/** Makes the log of one api. */
export const createActivityLog = (now: () => number): ActivityLog => {
  const activities$ = new Subject<Activity>()
  let lastId = 0

  return {
    activity$: activities$.asObservable(),
    trace: ({ endpoint, method, route }, secrets) => {
      if (!activities$.observed) return undefined
      const startedAt = now()
      const common = { id: ++lastId, endpoint, method, route: secrets.redact(route) }
      let tries = 0
      let last: HttpAnswer | undefined
      return {
        sent: ({ headers, body }) => {
          tries += 1
          activities$.next({
            ...common,
            type: 'start',
            at: now(),
            tries,
            headers: visibleHeaders(headers, secrets),
            requestBytes: bytesOf(body ?? ''),
          })
        },
        answered: (answer) => {
          last = answer
        },
        retrying: (delayMs, error) =>
          activities$.next({ ...common, type: 'retry', at: now(), tries, delayMs, error }),
        settled: (error) =>
          activities$.next({
            ...common,
            type: 'settle',
            at: now(),
            tries,
            durationMs: now() - startedAt,
            ...(last && {
              status: last.status,
              headers: visibleHeaders(last.headers, secrets),
              responseBytes: bytesOf(last.body),
            }),
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
