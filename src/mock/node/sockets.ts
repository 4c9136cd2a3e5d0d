import type { IncomingMessage, Server } from 'node:http'
import { createServer, STATUS_CODES } from 'node:http'
import { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Answer } from '../gateway/answers.ts'
import { refuse } from '../gateway/answers.ts'
import type { MockGateway } from '../gateway/gateway.ts'
import type { SocketPeer, SocketSession } from '../gateway/realtime/sockets.ts'
import { createMask } from './mask.ts'
import { refuseVisitor } from './visitors.ts'

/** What of the `ws` package is needed. */
type Ws = Pick<typeof import('ws'), 'WebSocketServer'>

const loadWs = (): Promise<Ws> => import('ws')

const noWs = refuse(
  501,
  'ws_missing',
  'Real sockets need the ws package next to the mock server: npm install --save-dev ws',
)

/** Acks are short; in bytes. */
const maxPayload = 1_048_576

/** Answers an upgrade as HTTP, and ends the connection. */
const answerUpgrade = ({ status, body }: Answer, socket: Duplex): void => {
  const text = JSON.stringify(body ?? null)
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: close',
      '',
      text,
    ].join('\r\n'),
  )
}

const headersOf = ({ headersDistinct }: IncomingMessage): Headers => {
  const headers = new Headers()
  for (const [name, values] of Object.entries(headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}

/** Joins a client that may come in. */
const join = (client: WebSocket, accept: (peer: SocketPeer) => SocketSession): void => {
  const session = accept({
    send: (text) => client.send(text),
    ping: () => client.ping(),
    close: (code) => client.close(code),
    terminate: () => client.terminate(),
  })
  // What it says that is no frame is told by the close that follows.
  client.on('error', () => {})
  client.on('message', (data) => session.receive(String(data)))
  client.on('close', (code) => session.closed(code))
}

/** Makes the HTTP server that sockets are opened at. It needs the `ws` package, and says so to clients where it is not. */
export const createSocketServer = (
  gateway: Pick<MockGateway, 'connect'>,
  load: () => Promise<Ws> = loadWs,
): Server => {
  const wanted = load().then(
    ({ WebSocketServer }) =>
      new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload }),
    () => undefined,
  )
  const server = createServer()
  server.on('upgrade', async (request, raw, first) => {
    raw.on('error', () => raw.destroy())
    const refusal = refuseVisitor(request)
    if (refusal) return answerUpgrade(refusal, raw)
    const ws = await wanted
    if (!ws) return answerUpgrade(noWs, raw)
    const { url = '/' } = request
    const answer = await gateway.connect({ url, headers: headersOf(request) })
    if (typeof answer !== 'function') return answerUpgrade(answer, raw)
    const mask = createMask()
    mask.write(first)
    const socket = Duplex.from({ readable: raw.pipe(mask), writable: raw })
    socket.on('error', () => raw.destroy()).on('close', () => raw.destroy())
    ws.handleUpgrade(request, socket, Buffer.alloc(0), (client) => join(client, answer))
  })
  return server
}
