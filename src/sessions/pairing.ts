import type { VZapsError } from '../core/errors.ts'
import type { Platform, TimerHandle } from '../core/platform.ts'

/**
 * Where pairing an instance with a phone stands.
 *
 * ```
 *                   a code                    the next code in time
 *   preparing ----------------------> qr, code ---------------------> qr, code
 *    |     ^                             |
 *    |     `---- no next one in time ----+
 *    |                                   |
 *    `----------------+------------------'
 *                     |-- a phone is connected ----------> connected
 *                     |-- two minutes of showing it -----> expired
 *                     `-- a request failed --------------> failed
 *
 *   restart(): from any of the last five to preparing
 * ```
 */
export type InstancePairing = PairingState & {
  /** Begins anew, with two minutes. While it is preparing it does nothing. */
  restart(): void
}

/** {@link InstancePairing} without what can be done about it. */
export type PairingState =
  /** There is no code to show yet. */
  | { readonly status: 'preparing' }
  | QrShown
  | CodeShown
  /** A phone is paired and online. */
  | { readonly status: 'connected' }
  /** Nobody scanned or typed a code in two minutes. */
  | { readonly status: 'expired' }
  /** A request failed, or an argument was refused before anything was sent. */
  | { readonly status: 'failed'; readonly error: VZapsError }

/** There is a code to scan. */
export interface QrShown {
  readonly status: 'qr'
  /** A PNG data URL. */
  readonly qrCode: string
  /** Epoch ms; the next code comes before. */
  readonly expiresAt: number
}

/** There is a code to type into WhatsApp. */
export interface CodeShown {
  readonly status: 'code'
  /** E.g. `9H3J-H3J8`. */
  readonly linkingCode: string
  /** Epoch ms; the next code comes before. */
  readonly expiresAt: number
}

/** ms that a pairing may take. */
const LIMIT_MS = 120_000
/** ms from one look at the server to the next. */
export const POLL_MS = 3_000

/** One pairing, for any number of watchers. */
export interface Pairing {
  /** The same object while nothing changes. */
  get(): InstancePairing
  /** The first watcher begins it, the last one ends it; returns the unsubscribe function. */
  subscribe(watcher: () => void): () => void
}

/** What one look at the server found. */
export interface Found {
  readonly state: PairingState
  /** ms to the next look, where there is one. */
  readonly nextMs?: number
}

/** Looks at the server: it is told what is shown, and whether anybody still wants to know. Never rejects. */
export type Look = (shown: PairingState, isWanted: () => boolean) => Promise<Found>

/** Makes a pairing that has not begun; `onEnd` is called when its last watcher is gone. */
export const createPairing = (look: Look, platform: Platform, onEnd: () => void): Pairing => {
  const { now, visible } = platform
  const watchers = new Set<() => void>()
  // limit: the two minutes are over. next: the next look. stale: the code that is shown ran out, and no other came.
  const timers: Partial<Record<'limit' | 'next' | 'stale', TimerHandle>> = {}
  let hasBegun = false
  /** Changes with each start and stop: an answer that belongs to an earlier run is ignored. */
  let run = 0
  let isLooking = false
  let leftMs = 0
  /** Epoch ms; `undefined` while the page is hidden: no time passes then. */
  let seenSince: number | undefined
  let stopFollowing = () => {}

  const show = (next: PairingState) => {
    if (next === state || (next.status === 'preparing' && state.status === 'preparing')) return
    state = { ...next, restart }
    for (const watcher of watchers) watcher()
  }

  const clear = () => {
    for (const timer of Object.values(timers)) platform.clearTimeout(timer)
  }
  const later = (name: keyof typeof timers, ms: number, act: () => void) => {
    const before = timers[name]
    if (before !== undefined) platform.clearTimeout(before)
    timers[name] = platform.setTimeout(act, ms)
  }

  const stop = () => {
    run += 1
    isLooking = false
    seenSince = undefined
    clear()
    stopFollowing()
  }

  const begin = () => {
    stop()
    leftMs = LIMIT_MS
    show({ status: 'preparing' })
    stopFollowing = visible.subscribe(follow)
    follow()
  }

  /** Goes on when the page comes into sight, and pauses when it is hidden. */
  const follow = () => {
    if (visible.get() === (seenSince !== undefined)) return
    if (seenSince !== undefined) {
      // The clock may have been set meanwhile: never count a negative time, or more than is left.
      leftMs -= Math.min(leftMs, Math.max(0, now() - seenSince))
      seenSince = undefined
      clear()
      return
    }
    seenSince = now()
    later('limit', leftMs, () => {
      stop()
      show({ status: 'expired' })
    })
    if ('expiresAt' in state && state.expiresAt <= seenSince) show({ status: 'preparing' })
    if (!isLooking) void step()
  }

  const step = async () => {
    const mine = run
    isLooking = true
    const { state: next, nextMs } = await look(state, () => mine === run)
    if (mine !== run) return
    isLooking = false
    if (nextMs === undefined) stop()
    show(next)
    // Hidden meanwhile: the next look is due when the page is back.
    if (nextMs === undefined || seenSince === undefined) return
    later('next', nextMs, step)
    if (!('expiresAt' in next)) return
    // The next code should be there by then. If not, the old one is taken away: nobody should scan it in vain.
    later('stale', next.expiresAt - now() + POLL_MS, () => show({ status: 'preparing' }))
  }

  const restart = () => {
    if (watchers.size > 0 && state.status !== 'preparing') begin()
  }
  let state: InstancePairing = { status: 'preparing', restart }

  /** Runs after the current turn: StrictMode mounts, unmounts and mounts again within one, and that is no new pairing. */
  const settle = () => {
    const isWatched = watchers.size > 0
    if (isWatched === hasBegun) return
    hasBegun = isWatched
    if (isWatched) return begin()
    stop()
    onEnd()
  }

  return {
    get: () => state,
    subscribe: (watcher) => {
      watchers.add(watcher)
      queueMicrotask(settle)
      return () => {
        watchers.delete(watcher)
        queueMicrotask(settle)
      }
    },
  }
}
