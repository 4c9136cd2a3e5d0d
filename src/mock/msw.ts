import type { HttpHandler, WebSocketHandler, WebSocketHandlerConnection } from 'msw'
import { HttpResponse, http, ws } from 'msw'
import type { MockGateway } from './gateway/gateway.ts'
import type { SocketSession } from './gateway/realtime/sockets.ts'

/** Which requests the handlers take. */
export interface MswHandlerOptions {
  /** `https://api.vzaps.com` unless said; a path in it must be the gateway's `basePath`. */
  readonly baseUrl?: string | undefined
  /** `wss://realtime.vzaps.com` unless said. */
  readonly realtimeUrl?: string | undefined
}

/**
 * MSW 2 handlers that let a mock gateway answer, in Node and in browsers.
 *
 * @example
 * const server = setupServer(...createMswHandlers(createMockGateway()))
 */
export const createMswHandlers = (
  gateway: Pick<MockGateway, 'fetch' | 'connect'>,
  {
    baseUrl = 'https://api.vzaps.com',
    realtimeUrl = 'wss://realtime.vzaps.com',
  }: MswHandlerOptions = {},
): (HttpHandler | WebSocketHandler)[] => {
  return [
    http.all(`${baseUrl.replace(/\/+$/, '')}/*`, async ({ request }) => {
      try {
        return await gateway.fetch(request)
      } catch {
        // MSW turns any other exception into a 500, which a lost connection is not.
        return HttpResponse.error()
      }
    }),
    ws
      .link(`${realtimeUrl.replace(/\/+$/, '')}/events/ws`)
      .addEventListener('connection', (connection) => void join(gateway, connection)),
  ]
}

/** MSW lets everybody in, and cannot break a connection: what is refused or broken is closed with these codes. */
const REFUSED = 1008
const BROKEN = 1011

const join = async (
  { connect }: Pick<MockGateway, 'connect'>,
  { client }: WebSocketHandlerConnection,
): Promise<void> => {
  let session: SocketSession | undefined
  client.addEventListener('message', ({ data }) => session?.receive(String(data)))
  client.addEventListener('close', ({ code }) => session?.closed(code))
  const answer = await connect({ url: client.url.href })
  if (typeof answer !== 'function') return client.close(REFUSED)
  session = answer({
    send: (text) => client.send(text),
    close: (code) => client.close(code),
    terminate: () => client.close(BROKEN),
  })
}
