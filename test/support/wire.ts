import type { Deferred } from './async.ts'
import { deferred } from './async.ts'

/** A request as it was handed to fetch. */
export interface Sent {
  readonly method: string
  /** With query. */
  readonly path: string
  readonly origin: string
  /** Names are lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, `undefined` without a body; there once the body was read. */
  readonly body: unknown
  readonly request: Request
}

type Answer = Response | ((sent: Sent) => Response | Promise<Response>)

/** A request that waits for the test. */
export interface Held {
  readonly arrived: Promise<Sent>
  /** Answers it; without an answer the backend does. */
  release(answer?: Response): void
  /** Breaks the connection. */
  break(): void
}

/** A fetch that records what goes out, and answers instead of the backend where a test says so. */
export interface Wire {
  fetch(this: void, request: Request): Promise<Response>
  /** In the order in which they were handed to fetch. */
  readonly sent: readonly Sent[]
  /** `sent` without the requests for a token. */
  calls(): readonly Sent[]
  /** The last of `calls`. */
  last(): Sent
  /** `METHOD /path` of each of `calls`. */
  lines(): readonly string[]
  tokens(): readonly Sent[]
  /** Answers the next requests that match, `METHOD /path` or any; a response serves once. */
  answer(match: string | RegExp, answer: Answer, times?: number): void
  /** Keeps the next request that matches; `deaf`: as a fetch that ignores its signal. */
  hold(match: string | RegExp, options?: { deaf?: boolean }): Held
}

interface Rule {
  readonly match: string | RegExp
  readonly answer: (sent: Sent) => Response | Promise<Response>
  left: number
}

const fits = (match: string | RegExp, line: string): boolean =>
  typeof match === 'string' ? match === line : match.test(line)

export const createWire = (backend: (request: Request) => Promise<Response>): Wire => {
  const sent: Sent[] = []
  const rules: Rule[] = []
  const calls = () => sent.filter(({ path }) => path !== '/token')

  const fetch = async (request: Request): Promise<Response> => {
    const { origin, pathname, search } = new URL(request.url)
    const path = pathname + search
    const record = {
      method: request.method,
      path,
      origin,
      headers: Object.fromEntries(request.headers),
      body: undefined as unknown,
      request,
    }
    sent.push(record)
    const line = `${request.method} ${path}`
    const rule = rules.find((candidate) => candidate.left > 0 && fits(candidate.match, line))
    if (rule) rule.left -= 1
    const text = await request.clone().text()
    record.body = text === '' ? undefined : JSON.parse(text)
    return rule ? rule.answer(record) : backend(request)
  }

  return {
    fetch,
    sent,
    calls,
    last: () => {
      const last = calls().at(-1)
      if (!last) throw new Error('Nothing was sent')
      return last
    },
    lines: () => calls().map(({ method, path }) => `${method} ${path}`),
    tokens: () => sent.filter(({ path }) => path === '/token'),
    answer: (match, answer, times = 1) => {
      rules.push({
        match,
        answer: typeof answer === 'function' ? answer : () => answer,
        left: times,
      })
    },
    hold: (match, { deaf = false } = {}) => {
      const arrived: Deferred<Sent> = deferred()
      const answered: Deferred<Response | undefined> = deferred()
      rules.push({
        match,
        left: 1,
        answer: async (record) => {
          arrived.resolve(record)
          const { signal } = record.request
          if (!deaf) {
            if (signal.aborted) answered.reject(signal.reason)
            signal.addEventListener('abort', () => answered.reject(signal.reason))
          }
          return (await answered.promise) ?? backend(record.request)
        },
      })
      return {
        arrived: arrived.promise,
        release: (answer) => answered.resolve(answer),
        break: () => answered.reject(new TypeError('Failed to fetch')),
      }
    },
  }
}

/** A JSON answer. */
export const json = (body: unknown, status = 200, headers: HeadersInit = {}): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers })

/** An enveloped answer, as session and webhook routes give it. */
export const enveloped = (data: unknown): Response => json({ code: 200, success: true, data })
