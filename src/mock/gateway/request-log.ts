/** A request that the gateway saw, and what became of it: what tests assert on. */
export interface RecordedRequest {
  /** The gateway's clock in epoch milliseconds. */
  readonly at: number
  readonly method: string
  readonly url: string
  /** Without the gateway's base path, the query and the host. */
  readonly path: string
  /** Names are lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed when it is JSON, else the text; undefined when there is none. */
  readonly body: unknown
  /** What was answered; null when nothing was, yet or ever. */
  readonly status: number | null
  /** The fault that the call met, if any. */
  readonly fault: string | null
}

/** The list of requests, and how it grows. */
export interface RequestLog {
  readonly list: readonly RecordedRequest[]
  /** Adds one, in the order of the calls, and gives the way to complete it. */
  add(request: RecordedRequest): (rest: Partial<RecordedRequest>) => void
  clear(): void
}

/** So that a playground that polls for days does not grow without end. */
const maxRequests = 10_000

/** Makes an empty log; the oldest requests beyond 10 000 are dropped. */
export const createRequestLog = (): RequestLog => {
  const list: RecordedRequest[] = []
  return {
    list,
    add: (request) => {
      list.push(request)
      if (list.length > maxRequests) list.shift()
      return (rest) => {
        Object.assign(request, rest)
      }
    },
    clear: () => {
      list.length = 0
    },
  }
}
