import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** The longest body that is read, in bytes; a mock needs no more. */
const maxBytes = 1_000_000

/**
 * A Node request as a `Request`; its signal fires when the client goes away before the answer ends.
 */
export async function readRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Request> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > maxBytes) throw new Error('The body is too long')
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one)
  }
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    signal: gone.signal,
    ...(size > 0 && { body: Buffer.concat(chunks) }),
  })
}

/** Sends a `Response`, chunk by chunk: a body that stalls stalls here too. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.flushHeaders()
  if (!response.body) return void outgoing.end()
  // Node and the DOM declare the same stream twice.
  await pipeline(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), outgoing)
}
