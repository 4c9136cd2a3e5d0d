import { refuseWith } from './answers.ts'
import type { FaultStore } from './faults.ts'
import type { RequestLog } from './requests.ts'
import { toResponse } from './responses.ts'
import { parseJson, route } from './router.ts'
import type { World } from './routes/route.ts'

/** What answering takes, beside the world. */
export interface FetchParts {
  readonly world: World
  readonly faults: FaultStore
  /** The value of the next `X-Request-Id`. */
  requestId(): string
  /** Epoch milliseconds. */
  now(): number
  readonly log: RequestLog
  readonly basePath: string
}

/**
 * Makes the gateway's `fetch`: record, fault, half of the latency, the route, the other half, the
 * response.
 */
export function createFetch(parts: FetchParts): (request: Request) => Promise<Response> {
  // A request that nobody else holds is collected together with its signal, which then never fires
  // (the signal of a Request follows the caller's through a weak reference).
  const stalled = new Set<Request>()
  return async (request) => {
    const { signal, method, url } = request
    signal.throwIfAborted()
    const { pathname } = new URL(url)
    const isInside = pathname.startsWith(`${parts.basePath}/`)
    const path = isInside ? pathname.slice(parts.basePath.length) : pathname
    const fault = parts.faults.pick(method, path)
    const complete = parts.log.add({
      at: parts.now(),
      method,
      url,
      path,
      headers: Object.fromEntries(request.headers),
      body: undefined,
      status: null,
      fault: fault?.kind ?? null,
    })
    const requestId = parts.requestId()
    if (fault?.kind === 'offline') throw failedToFetch()

    const latency = fault?.kind === 'latency' ? fault.ms : parts.faults.drawLatency()
    const text = await request.text()
    complete({ body: text === '' ? undefined : (parseJson(text) ?? text) })
    await wait(latency / 2, signal)
    const incoming = { method, path, headers: request.headers, text }
    const answer =
      fault?.kind === 'status'
        ? refuseWith(fault.status)
        : isInside
          ? route(parts.world, incoming, parts.now())
          : refuseWith(404)
    complete({ status: answer.status })
    await wait(latency / 2, signal)
    if (fault?.kind === 'dropAnswer') throw failedToFetch()
    return toResponse(answer, fault, requestId, (listener) => {
      stalled.add(request)
      onAbort(request.signal, (reason) => {
        stalled.delete(request)
        listener(reason)
      })
    })
  }
}

function onAbort(signal: AbortSignal, listener: (reason: unknown) => void): void {
  if (signal.aborted) listener(signal.reason)
  else signal.addEventListener('abort', () => listener(signal.reason), { once: true })
}

/** The words are Chrome's. */
function failedToFetch(): TypeError {
  return new TypeError('Failed to fetch')
}

/**
 * The timer is looked up at call time so that fake timers work; an abort ends the wait with its
 * reason.
 */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      globalThis.clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = ms > 0 ? globalThis.setTimeout(finish, ms) : undefined
    function finish() {
      signal.removeEventListener('abort', abort)
      resolve()
    }
    if (signal.aborted) abort()
    else if (timer === undefined) finish()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
