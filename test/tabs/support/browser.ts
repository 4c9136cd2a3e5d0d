import type { Platform, PlatformChannel, PlatformLocks } from 'vzaps-rtk'
import { createRandom } from '../../../src/mock/random.ts'
import { fakeSignal } from '../../status/support/virtual.ts'

// Several tabs of one origin in this memory, in virtual time: Web Locks and BroadcastChannel as browsers have them, and
// what happens to a tab. Whatever enters a frozen tab waits until it wakes up; nothing enters or leaves a crashed one.

/** A tab's door: what comes in runs now, later or never. */
export interface Gate {
  run(enter: () => void): void
}

interface Request {
  readonly name: string
  readonly owner: Tab
  readonly hold: (lock: object | null) => Promise<void> | undefined
  readonly reject: (error: unknown) => void
  readonly resolve: (value: unknown) => void
}

const aborted = () => new DOMException('The lock was taken', 'AbortError')

/** Makes an origin: its locks and channels. */
export const createBrowser = () => {
  const held = new Map<string, Request>()
  const queues = new Map<string, Request[]>()
  const random = createRandom('browser')
  const channels = new Set<{ name: string; owner: Tab; hear: (data: unknown) => void }>()
  /** All that was ever said. */
  const said: string[] = []

  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    return queue
  }

  const grant = (request: Request) => {
    held.set(request.name, request)
    const release = () => {
      if (held.get(request.name) !== request) return
      held.delete(request.name)
      next(request.name)
    }
    request.owner.enter(() => {
      const holding = Promise.resolve(request.hold({ name: request.name }))
      holding.then((value) => {
        release()
        request.resolve(value)
      }, release)
    })
  }

  const next = (name: string) => {
    const first = held.has(name) ? undefined : queueOf(name).shift()
    if (first) grant(first)
  }

  const locksOf = (owner: Tab): PlatformLocks => ({
    request: (name, { ifAvailable, steal, signal }, hold) =>
      new Promise((resolve, reject) => {
        const request: Request = { name, owner, hold, resolve, reject }
        if (signal?.aborted) return reject(aborted())
        signal?.addEventListener('abort', () => {
          const queue = queueOf(name)
          const at = queue.indexOf(request)
          if (at < 0) return
          queue.splice(at, 1)
          reject(aborted())
        })
        const decide = () => {
          if (signal?.aborted || owner.isGone()) return
          const other = held.get(name)
          if (steal || !other) {
            other?.owner.enter(() => other.reject(aborted()))
            grant(request)
          } else if (ifAvailable) owner.enter(() => resolve(hold(null)))
          else queueOf(name).push(request)
        }
        // The browser answers from another process.
        setTimeout(decide, 1)
      }),
  })

  const channelOf = (owner: Tab) =>
    class implements PlatformChannel {
      readonly own = { name: '', owner, hear: (_data: unknown) => {} }
      constructor(name: string) {
        this.own.name = name
        channels.add(this.own)
      }
      addEventListener(_type: 'message', listener: (message: { data: unknown }) => void) {
        this.own.hear = (data) => listener({ data })
      }
      postMessage(data: string) {
        if (!channels.has(this.own)) throw new DOMException('closed', 'InvalidStateError')
        if (owner.isGone()) return
        said.push(data)
        for (const other of channels) {
          if (other === this.own || other.name !== this.own.name) continue
          setTimeout(() => other.owner.enter(() => channels.has(other) && other.hear(data)), 1)
        }
      }
      close() {
        channels.delete(this.own)
      }
    }

  /** What it had is free. */
  const bury = (tab: Tab) => {
    for (const channel of [...channels]) if (channel.owner === tab) channels.delete(channel)
    for (const [name, queue] of queues) {
      queues.set(
        name,
        queue.filter(({ owner }) => owner !== tab),
      )
    }
    for (const [name, { owner }] of [...held]) {
      if (owner === tab) held.delete(name)
      if (owner === tab) next(name)
    }
  }

  const createTab = (): Tab => {
    const visible = fakeSignal()
    const awake = fakeSignal()
    const online = fakeSignal()
    let state: 'running' | 'frozen' | 'gone' = 'running'
    let waiting: (() => void)[] = []
    const sockets = new Set<WebSocket>()
    const cleared = new Set<unknown>()
    const tab: Tab = {
      visible,
      awake,
      online,
      isGone: () => state === 'gone',
      isRunning: () => state === 'running',
      enter: (run) => {
        if (state === 'running') run()
        else if (state === 'frozen') waiting.push(run)
      },
      platform: (fetch, WebSocket) => ({
        visible,
        awake,
        online,
        locks: locksOf(tab),
        BroadcastChannel: channelOf(tab),
        now: () => Date.now(),
        // A page that is not seen has its timers once a minute.
        setTimeout: (run, ms) => {
          const due = Date.now() + ms
          const at = visible.get() ? due : Math.ceil(due / 60_000) * 60_000
          const timer = setTimeout(
            () => tab.enter(() => cleared.has(timer) || run()),
            at - Date.now(),
          )
          return timer
        },
        // Also one that was due while the page was frozen, and did not run yet.
        clearTimeout: (timer) => {
          cleared.add(timer)
          clearTimeout(timer as ReturnType<typeof setTimeout>)
        },
        random: random.next,
        fetch: (request) =>
          new Promise((resolve, reject) => {
            if (state === 'gone') return
            fetch(request).then(
              (answer) => tab.enter(() => resolve(answer)),
              (error) => tab.enter(() => reject(error)),
            )
          }),
        WebSocket: gatedSocket(tab, WebSocket, sockets),
      }),
      show: () => tab.enter(() => visible.set(true)),
      hide: () => tab.enter(() => visible.set(false)),
      freeze: (isTold) => {
        if (state !== 'running') return
        if (isTold) awake.set(false)
        state = 'frozen'
      },
      thaw: () => {
        if (state !== 'frozen') return
        state = 'running'
        const missed = waiting
        waiting = []
        for (const run of missed) run()
        if (!awake.get()) awake.set(true)
      },
      crash: () => {
        state = 'gone'
        waiting = []
        for (const socket of [...sockets]) socket.close()
        bury(tab)
      },
    }
    return tab
  }

  return {
    createTab,
    said,
    /** The names of the locks that are held or wanted. */
    locks: () => [...held.keys(), ...[...queues].flatMap(([name, queue]) => queue.map(() => name))],
    channels: () => channels.size,
    /** Says something as a page of the origin that is none of ours. */
    say: (name: string, data: unknown) => {
      for (const other of channels)
        if (other.name === name) other.owner.enter(() => other.hear(data))
    },
    channelName: () => [...channels][0]?.name ?? '',
  }
}

/** Sockets of a tab: what they say waits while it is frozen. */
const gatedSocket = (tab: Tab, Inner: typeof WebSocket, sockets: Set<WebSocket>) =>
  function (this: unknown, url: string) {
    const socket = new Inner(url)
    sockets.add(socket)
    // What was under way when the page crashed.
    if (tab.isGone()) socket.close()
    const gated = {
      url,
      binaryType: 'blob',
      onopen: null as null | (() => void),
      onmessage: null as null | ((message: unknown) => void),
      onclose: null as null | (() => void),
      onerror: null,
      send: (text: string) => socket.send(text),
      close: (code?: number) => socket.close(code),
    }
    socket.onopen = () => tab.enter(() => gated.onopen?.())
    socket.onmessage = (message) => tab.enter(() => gated.onmessage?.(message))
    socket.onclose = () => {
      sockets.delete(socket)
      tab.enter(() => gated.onclose?.())
    }
    return gated
  } as unknown as typeof WebSocket

/** A tab, and what can happen to it. */
export interface Tab {
  readonly visible: ReturnType<typeof fakeSignal>
  readonly awake: ReturnType<typeof fakeSignal>
  readonly online: ReturnType<typeof fakeSignal>
  isGone(): boolean
  isRunning(): boolean
  enter(run: () => void): void
  platform(fetch: Platform['fetch'], WebSocket: typeof globalThis.WebSocket): Platform
  show(): void
  hide(): void
  /** `isTold`: it hears of it before. */
  freeze(isTold: boolean): void
  thaw(): void
  crash(): void
}
