import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { maxBodyBytes } from '../gateway/body-limit.ts'

/** The methods whose body, should there be one, a `Request` refuses to hold. */
const bodyless: readonly (string | undefined)[] = ['GET', 'HEAD']

/**
 * A Node request as a `Request`; its signal fires when the client goes away before the answer ends.
 * A body beyond the limit is read to its end, so that the client hears the answer, and kept up to
 * one byte more than is allowed, which is all that the gateway must see to refuse it.
 */
export const readRequest = async (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Request> => {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const chunks: Uint8Array[] = []
  let room = maxBodyBytes + 1
  for await (const chunk of incoming) {
    if (room > 0) chunks.push(chunk.subarray(0, room))
    room -= chunk.length
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one)
  }
  const hasBody = chunks.length > 0 && !bodyless.includes(incoming.method)
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    signal: gone.signal,
    ...(hasBody && { body: Buffer.concat(chunks) }),
  })
}

/** Sends a `Response`, chunk by chunk: a body that stalls stalls here too. */
export const sendResponse = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.flushHeaders()
  if (!response.body) return void outgoing.end()
  // Node and the DOM declare the same stream twice.
  await pipeline(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), outgoing)
}
