import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import type { Answer } from './gateway/answers.ts'
import type { MockGateway } from './gateway/gateway.ts'
import { createMockGateway } from './gateway/gateway.ts'
import type { MockGatewayOptions } from './gateway/options.ts'
import { answerCheckoutPage, checkoutPath } from './node/checkout-page.ts'
import { answerControl, isControlPath } from './node/control.ts'
import { createFront } from './node/front.ts'
import { readRequest, sendResponse } from './node/http.ts'
import { isLoopback } from './node/loopback.ts'
import { createSocketServer } from './node/sockets.ts'
import { refuseVisitor, writeCors } from './node/visitors.ts'

/** How a mock server is set up; the gateway's own options apply unless `gateway` is given. */
export interface MockServerOptions extends MockGatewayOptions {
  /** 0, a free port, unless said. */
  readonly port?: number | undefined
  /** A loopback address or `localhost`; `127.0.0.1` unless said. */
  readonly host?: string | undefined
  /** The gateway to serve; a new one unless said. */
  readonly gateway?: MockGateway | undefined
}

/** A mock gateway that listens on this machine only. */
export interface MockServer {
  /** The base URL, without a slash at the end. */
  readonly url: string
  /** The same for sockets, `ws://…`; they need the `ws` package. */
  readonly realtimeUrl: string
  readonly gateway: MockGateway
  /** What `x-mock-control` must say to reach the gateway's handles under `/__mock/`; new at every start. */
  readonly controlToken: string
  /** Ends open connections and stops listening. */
  close(): Promise<void>
}

/**
 * Serves a mock gateway over HTTP on loopback, for apps and clients outside this process. Its
 * checkouts lead to a page of the server, which can be paid.
 *
 * @example
 * const server = await startMockServer({ port: 8787 })
 */
export const startMockServer = async (options: MockServerOptions = {}): Promise<MockServer> => {
  const { port = 0, host = '127.0.0.1', gateway = createMockGateway(options) } = options
  if (!isLoopback(host)) throw new Error(`The mock server listens on loopback only, not on ${host}`)
  // Not from the seed: unlike all else here it guards something.
  const controlToken = randomBytes(24).toString('base64url')

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === checkoutPath) return answerCheckoutPage(gateway, request)
    return isControlPath(pathname)
      ? toResponse(await answerControl(gateway, controlToken, request))
      : gateway.fetch(request)
  }

  const server = createServer(async (incoming, outgoing) => {
    const refusal = refuseVisitor(incoming)
    if (refusal) return sendResponse(toResponse(refusal), outgoing)
    if (writeCors(incoming, outgoing)) return
    // Kept: Node takes it away from a request whose body is not read to the end.
    const { socket } = incoming
    try {
      await sendResponse(await answer(await readRequest(incoming, outgoing)), outgoing)
    } catch {
      // What a fetch that fails looks like from outside: the connection goes.
      socket.destroy()
    }
  })
  // Without a listener, Node cuts the connection of whoever asks for a tunnel.
  server.on('connect', (_request, socket) => {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })

  const front = createFront({ http: server, sockets: createSocketServer(gateway) })
  await listen(front.server, port, host)
  const { address, family, port: bound } = front.server.address() as AddressInfo
  const authority = `${family === 'IPv6' ? `[${address}]` : address}:${bound}`
  const url = `http://${authority}`
  gateway.checkouts.servedAt(`${url}${checkoutPath}`)
  return {
    url,
    realtimeUrl: `ws://${authority}`,
    gateway,
    controlToken,
    close: () =>
      new Promise((resolve, reject) => {
        front.server.close((error) => (error ? reject(error) : resolve()))
        front.breakAll()
      }),
  }
}

const toResponse = ({ status, body }: Answer): Response => Response.json(body, { status })

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
