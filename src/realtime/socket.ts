import type { Signal } from './stream.ts'

/** The `ws` package tells of pings. */
interface WithPings {
  on?(event: 'ping', listener: () => void): unknown
}

/** What a close says: nobody will be back, or another connection follows. */
const [GOOD_BYE, TO_BE_BACK] = [1000, 3000] as const

/**
 * Opens a socket; returns the function that closes it. It never fails but by `closed`: what engines put
 * into errors is dropped, because the URL with its tokens is in some of it.
 */
export const openSocket = (
  WebSocket: typeof globalThis.WebSocket,
  url: string,
  tell: (signal: Signal<unknown>) => void,
): ((hasGoodBye: boolean) => void) => {
  let socket: WebSocket
  try {
    socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
  } catch {
    tell({ kind: 'closed' })
    return () => {}
  }
  const send = (text: string) => {
    try {
      socket.send(text)
    } catch {
      // It is closing: that is told of by itself.
    }
  }
  socket.onopen = () => tell({ kind: 'open', send })
  socket.onmessage = ({ data }) => tell({ kind: 'frame', data })
  socket.onclose = () => tell({ kind: 'closed' })
  // Without a listener the `ws` package would throw; a close follows.
  socket.onerror = () => {}
  ;(socket as WithPings).on?.('ping', () => tell({ kind: 'alive' }))
  return (hasGoodBye) => {
    socket.onopen = socket.onmessage = socket.onclose = null
    try {
      socket.close(hasGoodBye ? GOOD_BYE : TO_BE_BACK)
    } catch {
      // Some engines refuse to close what is still connecting.
    }
  }
}
