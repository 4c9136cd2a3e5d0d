import type { Account } from '../account/account.ts'
import type { Fault } from '../faults/faults.ts'
import type { FaultStore } from '../faults/store.ts'
import { onAbort, throwIfAborted, wait } from './aborts.ts'
import type { Answer } from './answers.ts'
import { refuseWith } from './answers.ts'
import type { RequestLog } from './request-log.ts'
import { toResponse } from './responses.ts'
import type { Incoming } from './router.ts'
import { answer } from './router.ts'
import { parseJson } from './shapes.ts'

/** What answering takes. */
export interface FetchParts {
  readonly account: Account
  readonly faults: FaultStore
  readonly log: RequestLog
  readonly basePath: string
  readonly isStrict: boolean
  /** The value of the next `X-Request-Id`. */
  createRequestId(): string
  /** Epoch milliseconds. */
  now(): number
}

/**
 * Makes the gateway's `fetch`: record, fault, half of the latency, the route, the other half, the
 * response.
 */
export const createFetch = (parts: FetchParts): ((request: Request) => Promise<Response>) => {
  // A request that nobody else holds is collected together with its signal, which then never fires
  // (the signal of a Request follows the caller's through a weak reference).
  const stalled = new Set<Request>()
  return async (request) => {
    const { signal, method, url } = request
    throwIfAborted(signal)
    const pathname = pathnameOf(url)
    const isInside = pathname.startsWith(`${parts.basePath}/`)
    const path = isInside ? pathname.slice(parts.basePath.length) : pathname
    const fault = parts.faults.pick(method, path)
    const complete = parts.log.add({
      at: parts.now(),
      method,
      url,
      path,
      headers: toRecord(request.headers),
      body: undefined,
      status: null,
      fault: fault?.kind ?? null,
    })
    const requestId = parts.createRequestId()
    if (fault?.kind === 'offline') throw createNetworkError()

    const latency = fault?.kind === 'latency' ? fault.ms : parts.faults.drawLatency()
    const text = await request.text()
    complete({ body: text === '' ? undefined : (parseJson(text) ?? text) })
    await wait(latency / 2, signal)
    const incoming = { method, path, headers: request.headers, text }
    const given = answerUnder(fault, isInside ? incoming : undefined, parts)
    complete({ status: given.status })
    await wait(latency / 2, signal)
    if (fault?.kind === 'dropAnswer') throw createNetworkError()
    return toResponse(given, fault, requestId, (listener) => {
      stalled.add(request)
      onAbort(signal, (reason) => {
        stalled.delete(request)
        listener(reason)
      })
    })
  }
}

/** What is answered, and done unless the fault comes before it; nothing is there outside the base path. */
const answerUnder = (
  fault: Fault | undefined,
  incoming: Incoming | undefined,
  { account, isStrict, now }: FetchParts,
): Answer => {
  const isFailed = fault?.kind === 'status'
  const given =
    incoming && !(isFailed && !fault.isApplied)
      ? answer(account, incoming, now(), isStrict)
      : refuseWith(404)
  return isFailed ? refuseWith(fault.status) : given
}

/** By hand, because React Native's own `URL` does not know its path. */
const pathnameOf = (url: string): string =>
  /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1] || '/'

/** Names are lower case. */
const toRecord = (headers: Headers): Readonly<Record<string, string>> => {
  const record: Record<string, string> = {}
  headers.forEach((value, name) => {
    record[name.toLowerCase()] = value
  })
  return record
}

/** The words are Chrome's. */
const createNetworkError = (): TypeError => new TypeError('Failed to fetch')
