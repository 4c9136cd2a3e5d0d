import type { Aborter } from './abort.ts'
import { linkedController, untilAbort } from './abort.ts'
import type { VZapsError } from './errors.ts'
import { aborted, invalid } from './errors.ts'
import type { Platform } from './platform.ts'

/** A whole answer: the body has been read. */
export interface HttpAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly text: string
}

/** One HTTP request that has every header it needs. */
export interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  /** JSON text. */
  readonly body: string | undefined
  readonly credentials: RequestCredentials
}

/** What one try of one request came to. */
export type Exchange =
  | { readonly answer: HttpAnswer; readonly error?: undefined }
  | { readonly answer?: undefined; readonly error: VZapsError }

/** Sends one request once and reads its whole answer; never throws, never outlives its timeout. */
export type Transport = (
  request: HttpRequest,
  options: {
    /** The caller's signal, the session's end. */
    readonly aborters: readonly (Aborter | undefined)[]
    /** Called at the moment the request is handed to fetch. */
    onSend?(): void
  },
) => Promise<Exchange>

const isAborted = (aborters: readonly (Aborter | undefined)[]): boolean =>
  aborters.some((aborter) => aborter?.aborted)

/** Makes the transport. `timeoutMs` covers the body too (decisions.md, "client timeout"). */
export const createTransport =
  (platform: Platform, timeoutMs: number, baseUrl: string): Transport =>
  async (request, { aborters, onSend }) => {
    if (isAborted(aborters)) return { error: aborted('not-sent') }
    // The paths were checked before; this is what makes sure of it (I9).
    if (!isSameOrigin(request.url, baseUrl)) return { error: invalid('The call leaves baseUrl') }
    const { controller, release } = linkedController(aborters)
    const { signal } = controller
    let timedOut = false
    const timer = platform.setTimeout(() => {
      timedOut = true
      controller.abort()
    }, timeoutMs)
    try {
      const built = buildRequest(request, signal)
      onSend?.()
      const response = await untilAbort(Promise.resolve(platform.fetch(built)), signal)
      const text = await untilAbort(response.text(), signal)
      const { status, statusText, headers } = response
      return { answer: { status, statusText, headers, text } }
    } catch {
      // What fetch threw is dropped: engines put URLs and internals into it, and it says no more than these do.
      if (timedOut) return { error: timeout(timeoutMs) }
      return { error: isAborted(aborters) ? aborted('unknown') : noConnection() }
    } finally {
      platform.clearTimeout(timer)
      release()
    }
  }

const isSameOrigin = (url: string, baseUrl: string): boolean => {
  try {
    return new URL(url).origin === new URL(baseUrl).origin
  } catch {
    return false
  }
}

const buildRequest = (request: HttpRequest, signal: AbortSignal): Request =>
  new Request(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    credentials: request.credentials,
    // A redirect could carry the credentials to another place, so none is followed (decisions.md, "redirects").
    redirect: 'manual',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  })

const timeout = (timeoutMs: number): VZapsError => ({
  kind: 'timeout',
  outcome: 'unknown',
  message: `No answer within ${timeoutMs / 1000} s`,
})

const noConnection = (): VZapsError => ({
  kind: 'network',
  outcome: 'unknown',
  message: 'No connection to the VZaps API, or it broke before the answer was complete',
})
