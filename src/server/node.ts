import type { RequestHandler } from './relay.ts'

/** What is needed of Node's `IncomingMessage`, or of what Express makes of it. */
export interface NodeIncoming extends AsyncIterable<unknown> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** The whole path where a router has cut `url`. */
  readonly originalUrl?: string | undefined
  readonly rawHeaders: readonly string[]
  readonly httpVersionMajor: number
  readonly complete: boolean
  readonly readableEnded: boolean
  /** Parsed by somebody before, as `express.json()` does. */
  readonly body?: unknown
  readonly socket: object
}

/** What is needed of Node's `ServerResponse`. */
export interface NodeOutgoing {
  statusCode: number
  readonly writableFinished: boolean
  readonly destroyed: boolean
  setHeader(name: string, value: string | readonly string[]): unknown
  write(chunk: Uint8Array): boolean
  end(): unknown
  destroy(): unknown
  once(event: 'close' | 'drain', listener: () => void): unknown
  removeListener(event: 'close' | 'drain', listener: () => void): unknown
}

/** Makes a listener of `node:http` (and `node:https`, Express, Fastify's `raw`) of a web-standard handler. */
export const toNodeListener =
  (handler: RequestHandler) =>
  (incoming: NodeIncoming, outgoing: NodeOutgoing): void => {
    const gone = new AbortController()
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort()
    })
    const answer = async () => {
      const request = toRequest(incoming, gone.signal)
      await send(request ? await handler(request) : badRequest(), incoming, outgoing)
    }
    // What breaks once the answer has begun can only be told by cutting it off.
    answer().catch(() => outgoing.destroy())
  }

const badRequest = (): Response => new Response('Bad Request', { status: 400 })

/** `undefined` for what no `Request` can hold: an absolute target, a Host that is none, TRACE. */
const toRequest = (incoming: NodeIncoming, signal: AbortSignal): Request | undefined => {
  const { method = 'GET', rawHeaders, socket } = incoming
  const target = incoming.originalUrl ?? incoming.url ?? ''
  const headers = new Headers()
  let hosts = 0
  try {
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const name = rawHeaders[at] ?? ''
      // HTTP/2 has headers of its own, which no Headers takes.
      if (name.startsWith(':')) continue
      if (name.toLowerCase() === 'host') hosts += 1
      headers.append(name, rawHeaders[at + 1] ?? '')
    }
    const host = headers.get('Host') ?? authorityIn(rawHeaders) ?? ''
    // Of any other text the parser could take a path for a host, or the other way round.
    if (hosts > 1 || !/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)) return undefined
    if (!target.startsWith('/')) return undefined
    const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http'
    const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(incoming)
    // Of a stream, Node's fetch must be told that the answer may come before its end.
    const init: RequestInit & { duplex?: 'half' } = { method, headers, signal }
    if (body !== undefined) Object.assign(init, { body, duplex: 'half' })
    return new Request(`${scheme}://${host}${target}`, init)
  } catch {
    return undefined
  }
}

const authorityIn = (rawHeaders: readonly string[]): string | undefined => {
  const at = rawHeaders.indexOf(':authority')
  return at < 0 ? undefined : rawHeaders[at + 1]
}

/** The body as it comes, or as somebody has parsed it before. */
const bodyOf = (incoming: NodeIncoming): BodyInit | undefined => {
  const { body, readableEnded } = incoming
  if (readableEnded && body !== undefined) {
    const isRaw = typeof body === 'string' || ArrayBuffer.isView(body)
    return isRaw ? (body as BodyInit) : JSON.stringify(body)
  }
  const chunks = incoming[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value as Uint8Array)
      },
      // Nothing is cancelled: ending the iterator would cut the connection, and the answer with it.
    },
    { highWaterMark: 0 },
  )
}

const send = async (response: Response, incoming: NodeIncoming, outgoing: NodeOutgoing) => {
  if (outgoing.destroyed) return
  outgoing.statusCode = response.status
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  })
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', cookies)
  // What is left of a body that was not read to its end is not to be waited for.
  if (!incoming.complete && incoming.httpVersionMajor < 2) outgoing.setHeader('Connection', 'close')
  const reader = response.body?.getReader()
  if (reader) await pump(reader, outgoing)
  outgoing.end()
}

const pump = async (
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: NodeOutgoing,
): Promise<void> => {
  const stop = () => void reader.cancel().catch(() => {})
  outgoing.once('close', stop)
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!outgoing.write(part.value)) await drained(outgoing)
  }
  outgoing.removeListener('close', stop)
}

/** There is room again, or nobody there any more. */
const drained = (outgoing: NodeOutgoing): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      outgoing.removeListener('drain', done)
      outgoing.removeListener('close', done)
      resolve()
    }
    outgoing.once('drain', done)
    outgoing.once('close', done)
    if (outgoing.destroyed) done()
  })
