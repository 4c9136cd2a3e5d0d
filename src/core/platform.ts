/** A boolean that changes with the environment: online or not, visible or not. */
export interface PlatformSignal {
  get(): boolean
  /** Calls `listener` after each change; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void
}

/** Web Locks, as far as they are used here. Each tab that waits has its turn when the one before it lets go, or is gone. */
export interface PlatformLocks {
  request(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
    hold: (lock: object | null) => Promise<void> | undefined,
  ): Promise<unknown>
}

/** A BroadcastChannel, as far as it is used here. */
export interface PlatformChannel {
  addEventListener(type: 'message', listener: (message: { readonly data: unknown }) => void): void
  postMessage(message: string): void
  close(): void
}

/** What a timer function gave, to be handed back to `clearTimeout`. */
export type TimerHandle = ReturnType<typeof globalThis.setTimeout> | number

/** The longest that a timer can run, in ms; a longer one would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/** All that the library takes from its surroundings, so that a test or another runtime can replace each part. */
export interface Platform {
  fetch(request: Request): Promise<Response>
  /** Opens realtime sockets; absent where the runtime has none. */
  WebSocket: typeof globalThis.WebSocket | undefined
  /** Epoch ms. */
  now(): number
  setTimeout(callback: () => void, ms: number): TimerHandle
  clearTimeout(handle: TimerHandle): void
  /** 0 <= n < 1. */
  random(): number
  online: PlatformSignal
  visible: PlatformSignal
  /** Not while the page is frozen, or put away: then no timer runs, and nothing is heard. Absent: as the page itself tells. */
  awake: PlatformSignal | undefined
  /** Lets tabs take turns; absent where there are none. */
  locks: PlatformLocks | undefined
  /** Opens channels between tabs; absent where there are none. */
  BroadcastChannel: (new (name: string) => PlatformChannel) | undefined
}

/** React Native has a `window` without events, and no `document`: the signal then never changes. */
const listenTo = (
  target: Partial<EventTarget> | undefined,
  events: readonly string[],
  get: () => boolean,
): PlatformSignal => ({
  get,
  subscribe: (listener) => {
    for (const event of events) target?.addEventListener?.(event, listener)
    return () => {
      for (const event of events) target?.removeEventListener?.(event, listener)
    }
  },
})

/** The surroundings as they are: globals are looked up when used, so that fake timers and late polyfills count. */
export const defaultPlatform = (): Platform => ({
  fetch: (request) => globalThis.fetch(request),
  WebSocket: globalThis.WebSocket,
  now: () => Date.now(),
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (handle) => globalThis.clearTimeout(handle),
  random: () => Math.random(),
  online: listenTo(
    typeof window === 'undefined' ? undefined : window,
    ['online', 'offline'],
    // Node has a navigator without onLine; only an explicit false means offline.
    () => typeof navigator === 'undefined' || navigator.onLine !== false,
  ),
  visible: listenTo(
    typeof document === 'undefined' ? undefined : document,
    ['visibilitychange'],
    // Only `hidden` means hidden: a polyfilled document may have no `visibilityState`.
    () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
  ),
  awake: undefined,
  // Processes of a server are no tabs, though Node has both.
  locks: typeof document === 'undefined' ? undefined : globalThis.navigator?.locks,
  BroadcastChannel: typeof document === 'undefined' ? undefined : globalThis.BroadcastChannel,
})

/** Does this code run where its users are (a page, a worker of one, an app), so that a secret in it is given away? */
export const isClientSide = (): boolean => {
  if (typeof window !== 'undefined' && typeof window.document !== 'undefined') return true
  if (typeof navigator === 'undefined') return false
  if (navigator.product === 'ReactNative') return true
  // Cloudflare's servers call themselves workers too.
  return 'WorkerGlobalScope' in globalThis && navigator.userAgent !== 'Cloudflare-Workers'
}
