import { Observable } from 'rxjs'

/** What one socket tells. */
export type SocketSignal =
  | { readonly kind: 'open'; send(text: string): void }
  | { readonly kind: 'frame'; readonly data: unknown }
  /** A heartbeat, where the runtime shows them: browsers do not. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'closed' }

/** The `ws` package tells of pings. */
interface WithPings {
  on?(event: 'ping', listener: () => void): unknown
}

/**
 * One connection: opened by subscribing, closed with code 1000 by unsubscribing. It never fails but by `closed`: what
 * engines put into errors is dropped, because the URL with its tokens is in some of it.
 */
export const openSocket = (
  WebSocket: typeof globalThis.WebSocket,
  url: string,
): Observable<SocketSignal> =>
  new Observable((out) => {
    const close = () => {
      out.next({ kind: 'closed' })
      out.complete()
    }
    let socket: WebSocket
    try {
      socket = new WebSocket(url)
      socket.binaryType = 'arraybuffer'
    } catch {
      return close()
    }
    const send = (text: string) => {
      try {
        socket.send(text)
      } catch {
        // It is closing: that is told of by itself.
      }
    }
    socket.onopen = () => out.next({ kind: 'open', send })
    socket.onmessage = ({ data }) => out.next({ kind: 'frame', data })
    socket.onclose = close
    // Without a listener the `ws` package would throw; a close follows.
    socket.onerror = () => {}
    ;(socket as WithPings).on?.('ping', () => out.next({ kind: 'alive' }))
    return () => {
      socket.onopen = socket.onmessage = socket.onclose = null
      try {
        socket.close(1000)
      } catch {
        // Some engines refuse to close what is still connecting.
      }
    }
  })
