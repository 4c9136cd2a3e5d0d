import type { Server as HttpServer } from 'node:http'
import type { Server, Socket } from 'node:net'
import { createServer } from 'node:net'

/** Who serves a connection, told by its first request. */
export interface FrontParts {
  readonly http: HttpServer
  /** Has a listener for upgrades. A server that has one gets every request that offers any upgrade, HTTP/2 too. */
  readonly sockets: HttpServer
}

/** A server that hands connections on. */
export interface Front {
  readonly server: Server
  /** Breaks what is open. */
  breakAll(): void
}

/** No client's first request has a longer head; in bytes. */
const maxHead = 65_536

const isSocketRequest = (head: string): boolean => /^upgrade:[ \t]*websocket[ \t]*$/im.test(head)

/** Makes what reads the head of a connection's first request and hands the connection on, as if nobody had. */
export const createFront = ({ http, sockets }: FrontParts): Front => {
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => open.delete(socket))
    let head = Buffer.alloc(0)
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0 && head.length < maxHead) return
      socket.off('data', read).off('end', leave).pause().unshift(head)
      const to = isSocketRequest(head.subarray(0, end).toString('latin1')) ? sockets : http
      to.emit('connection', socket)
      socket.resume()
    }
    const leave = () => socket.end()
    socket.on('data', read).on('end', leave)
  })
  return {
    server,
    breakAll: () => {
      for (const socket of open) socket.destroy()
    },
  }
}
