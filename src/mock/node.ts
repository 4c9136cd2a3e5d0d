import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMockGateway, type MockGateway, type MockGatewayOptions } from './gateway.ts'
import { answerControl, isControlPath } from './node/control.ts'
import { readRequest, sendResponse } from './node/http.ts'
import { isLoopback, refuseVisitor, writeCors } from './node/loopback.ts'

/** How a mock server is set up; the gateway's own options apply unless `gateway` is given. */
export interface MockServerOptions extends MockGatewayOptions {
  /** 0, a free port, unless said. */
  readonly port?: number
  /** A loopback address or `localhost`; `127.0.0.1` unless said. */
  readonly host?: string
  /** The gateway to serve; a new one unless said. */
  readonly gateway?: MockGateway
}

/** A mock gateway that listens on this machine only. */
export interface MockServer {
  /** The base URL, without a slash at the end. */
  readonly url: string
  readonly gateway: MockGateway
  /**
   * What `x-mock-control` must say to reach `/__mock/faults` and `/__mock/advance`; new at every
   * start.
   */
  readonly controlToken: string
  /** Ends open connections and stops listening. */
  close(): Promise<void>
}

/**
 * Serves a mock gateway over HTTP on loopback, for apps and clients outside this process.
 *
 * @example
 * const server = await startMockServer({ port: 8787 })
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 0, host = '127.0.0.1', gateway = createMockGateway(options) } = options
  if (!isLoopback(host)) throw new Error(`The mock server listens on loopback only, not on ${host}`)
  // Not from the seed: unlike all else here it guards something.
  const controlToken = randomBytes(24).toString('base64url')

  const server = createServer(async (incoming, outgoing) => {
    const status = refuseVisitor(incoming)
    if (status !== undefined) return void outgoing.writeHead(status).end()
    if (writeCors(incoming, outgoing)) return
    // Kept: Node takes it away from a request whose body is not read to the end.
    const { socket } = incoming
    try {
      const request = await readRequest(incoming, outgoing)
      const isControl = isControlPath(request)
      const response = isControl
        ? await answerControl(gateway, controlToken, request)
        : await gateway.fetch(request)
      await sendResponse(response, outgoing)
    } catch {
      // What a fetch that fails looks like from outside: the connection goes.
      socket.destroy()
    }
  })

  await listen(server, port, host)
  const { address, family, port: bound } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    gateway,
    controlToken,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
