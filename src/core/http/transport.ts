import type { VZapsError } from '../errors.ts'
import { aborted, invalid } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Aborter } from './abort.ts'
import { linkedController, untilAbort } from './abort.ts'
import type { HttpRequest } from './request.ts'
import { absolute, buildRequest, noPage, wasRedirected } from './request.ts'

/** A whole answer: the body has been read. */
export interface HttpAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  /** As it came; texts are from a fetch without streams. */
  readonly body: Uint8Array | string
}

/** What an error says of a redirect. */
export const REDIRECTED =
  'The server answered with a redirect, which is never followed: check baseUrl'

/** The text of an answer. */
export const textOf = ({ body }: Pick<HttpAnswer, 'body'>): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body)

/** What one try of one request came to. */
export type Sent =
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
) => Promise<Sent>

const isAborted = (aborters: readonly (Aborter | undefined)[]): boolean =>
  aborters.some((aborter) => aborter?.aborted)

/** What every request of an api has in common. */
export interface TransportParts {
  readonly platform: Platform
  /** ms from sending until the whole body is there. */
  readonly timeoutMs: number
  /** Of an answer's body, in bytes. */
  readonly maxAnswerBytes: number
  readonly baseUrl: string
}

/** Makes the transport. */
export const createTransport = ({
  platform,
  timeoutMs,
  maxAnswerBytes,
  baseUrl,
}: TransportParts): Transport => {
  // A path belongs to the page's origin. Whether there is a page is only known when something is sent.
  const fixed = baseUrl.startsWith('/') ? undefined : absolute(baseUrl)

  return async (request, { aborters, onSend }) => {
    if (isAborted(aborters)) return { error: aborted('not-sent') }
    const base = fixed ?? absolute(baseUrl)
    if (!base) return { error: noPage(baseUrl) }
    const { origin } = base
    const { controller, release } = linkedController(aborters)
    const { signal } = controller
    let timedOut = false
    const timer = platform.setTimeout(() => {
      timedOut = true
      controller.abort()
    }, timeoutMs)

    const send = async (): Promise<Sent> => {
      const url = request.url.startsWith('/') ? origin + request.url : request.url
      const built = buildRequest({ ...request, url }, signal)
      // Paths were checked before; this is the last line of defence.
      if (!built.url.startsWith(`${origin}/`)) return { error: invalid('The call leaves baseUrl') }
      onSend?.()
      const response = await platform.fetch(built)
      return wasRedirected(response, built)
        ? { error: redirected(response) }
        : await receive(response, maxAnswerBytes)
    }
    try {
      return await untilAbort(send(), signal)
    } catch {
      // What fetch threw is dropped: it may quote the URL, and it says no more than these errors do.
      if (timedOut) return { error: timeout(timeoutMs) }
      return { error: isAborted(aborters) ? aborted('unknown') : noConnection() }
    } finally {
      platform.clearTimeout(timer)
      release()
    }
  }
}

const cancel = ({ body }: Response): void => {
  body?.cancel?.().catch(() => {})
}

/** Reads an answer to its end. */
export const receive = async (response: Response, maxBytes: number): Promise<Sent> => {
  const { status, statusText, headers, ok } = response
  const body = await readBody(response, maxBytes)
  if (body === undefined && ok) return { error: tooLarge(status, maxBytes) }
  return { answer: { status, statusText, headers, body: body ?? '' } }
}

/** The body; `undefined` when it is longer than `maxBytes`, and then no more of it is read. */
const readBody = async (
  response: Response,
  maxBytes: number,
): Promise<HttpAnswer['body'] | undefined> => {
  const reader = response.body?.getReader?.()
  if (!reader) {
    // React Native has no streams.
    const text = await response.text()
    return text.length > maxBytes ? undefined : text
  }
  const parts: Uint8Array[] = []
  let bytes = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {})
      return undefined
    }
    parts.push(part.value)
  }
  // In one piece: engines are much slower at decoding streams.
  const [only = new Uint8Array()] = parts
  if (parts.length < 2) return only
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A fetch that ignores `redirect: 'manual'` has followed it: nobody knows what the other server did. */
const redirected = (response: Response): VZapsError => {
  cancel(response)
  const { status } = response
  return { kind: 'http', code: 'redirect', outcome: 'unknown', status, message: REDIRECTED }
}

const tooLarge = (status: number, maxAnswerBytes: number): VZapsError => ({
  kind: 'parse',
  code: 'too-large',
  outcome: 'unknown',
  status,
  message: `The answer is longer than maxAnswerBytes, ${maxAnswerBytes} bytes`,
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
