import type { Fault } from '../faults/faults.ts'
import type { Answer } from './answers.ts'

/** Calls back with the reason when the request is aborted. */
export type OnAbort = (listener: (reason: unknown) => void) => void

/** The statuses that never have a body. */
const bodyless: readonly number[] = [204, 205, 304]

/** The `Response` of an answer, cut short or without an end when the fault says so. */
export const toResponse = (
  { status, body }: Answer,
  fault: Fault | undefined,
  requestId: string,
  onAbort: OnAbort,
): Response | Promise<Response> => {
  const headers = new Headers({ 'X-Request-Id': requestId })
  if (fault?.kind === 'status' && fault.retryAfter !== undefined && [429, 503].includes(status)) {
    headers.set('Retry-After', String(fault.retryAfter))
  }
  const isStalled = fault?.kind === 'stall'
  const isEmpty = body === undefined || bodyless.includes(status)
  // Without a body, or without streams, there is nothing to stall: the headers do not come either.
  if (isStalled && (isEmpty || typeof ReadableStream === 'undefined')) {
    return new Promise((_, reject) => onAbort(reject))
  }
  if (isEmpty) return new Response(null, { status, headers })
  headers.set('Content-Type', 'application/json')
  const text = JSON.stringify(body)
  const half = text.slice(0, Math.ceil(text.length / 2))
  if (isStalled) return new Response(stall(half, onAbort), { status, headers })
  return new Response(fault?.kind === 'invalidJson' ? half : text, { status, headers })
}

const stall = (text: string, onAbort: OnAbort): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text))
      onAbort((reason) => controller.error(reason))
    },
  })
