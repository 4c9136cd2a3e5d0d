import type { Answer } from '../answers.ts'
import type { SocketPeer, SocketSession } from './sockets.ts'
import type { SocketUpgrade } from './upgrade.ts'

/** Asks the gateway for a socket: how it is answered, and what joins the client if it may come in. */
export type Connect = (
  upgrade: SocketUpgrade,
) => Promise<Answer | ((peer: SocketPeer) => SocketSession)>

type Listener = ((event: object) => void) | { handleEvent(event: object): void }

const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3] as const

/** Makes a `WebSocket` whose other end is a gateway in this memory: the same constructor, events and states. */
export const createWebSocket = (connect: Connect): typeof globalThis.WebSocket => {
  class MockWebSocket {
    static readonly CONNECTING = CONNECTING
    static readonly OPEN = OPEN
    static readonly CLOSING = CLOSING
    static readonly CLOSED = CLOSED
    readonly CONNECTING = CONNECTING
    readonly OPEN = OPEN
    readonly CLOSING = CLOSING
    readonly CLOSED = CLOSED
    readonly url: string
    readonly protocol = ''
    readonly extensions = ''
    readonly bufferedAmount = 0
    binaryType = 'blob'
    readyState: number = CONNECTING
    onopen: Listener | null = null
    onmessage: Listener | null = null
    onerror: Listener | null = null
    onclose: Listener | null = null
    #session: SocketSession | undefined
    readonly #listeners = new Map<string, Set<Listener>>()

    constructor(url: string | URL) {
      this.url = String(url)
      if (!/^wss?:/i.test(this.url)) {
        throw Object.assign(new Error('The URL of a WebSocket begins with ws: or wss:'), {
          name: 'SyntaxError',
        })
      }
      void this.#open()
    }

    async #open(): Promise<void> {
      const answer = await connect({ url: this.url }).catch(() => undefined)
      if (this.readyState !== CONNECTING) return
      if (typeof answer !== 'function') return this.#end(1006, true)
      this.readyState = OPEN
      this.#session = answer({
        send: (data) =>
          queueMicrotask(() => this.readyState === OPEN && this.#tell({ type: 'message', data })),
        close: (code) => queueMicrotask(() => this.#end(code)),
        terminate: () => queueMicrotask(() => this.#end(1006)),
      })
      this.#tell({ type: 'open' })
    }

    #end(code: number, isFailed = false): void {
      if (this.readyState === CLOSED) return
      this.readyState = CLOSED
      this.#session?.closed(code)
      if (isFailed) this.#tell({ type: 'error' })
      this.#tell({ type: 'close', code, reason: '', wasClean: code !== 1006 })
    }

    #tell(event: { readonly type: string; readonly [field: string]: unknown }): void {
      const own = this[`on${event.type}` as 'onopen']
      const told = { ...event, target: this, currentTarget: this }
      for (const listener of [own, ...(this.#listeners.get(event.type) ?? [])]) {
        if (typeof listener === 'function') listener.call(this, told)
        else listener?.handleEvent(told)
      }
    }

    addEventListener(type: string, listener: Listener): void {
      this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener))
    }

    removeEventListener(type: string, listener: Listener): void {
      this.#listeners.get(type)?.delete(listener)
    }

    send(data: unknown): void {
      if (this.readyState === CONNECTING) {
        throw Object.assign(new Error('The WebSocket is still connecting'), {
          name: 'InvalidStateError',
        })
      }
      if (this.readyState === OPEN) this.#session?.receive(String(data))
    }

    close(code = 1005): void {
      if (this.readyState >= CLOSING) return
      this.readyState = CLOSING
      queueMicrotask(() => this.#end(code))
    }
  }
  return MockWebSocket as unknown as typeof globalThis.WebSocket
}
