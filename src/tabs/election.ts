import type { Platform, PlatformLocks } from '../core/platform.ts'
import type { Duty } from './messages.ts'

/**
 * What a tab is for one duty (to ask, or to hold the sockets), as one lock decides it.
 *
 * ```
 *   stopped --enter--> electing --the lock is free---------------> leading
 *     ^                    |                                       |  ^
 *     |                    '--it is not--> following <---stolen----'  |
 *     |                                       '--its turn, or the one |
 *     |                                          before fell silent---'
 *     '--- leave, from any; and `alone`, to stay, where locks are refused
 * ```
 */
export type Role =
  | { readonly status: 'stopped' }
  | { readonly status: 'electing' }
  | { readonly status: 'leading'; release(): void }
  | {
      readonly status: 'following'
      /** Leaves the queue. */
      withdraw(): void
    }
  | { readonly status: 'alone' }

/** What an election is made of. */
export interface ElectionParts {
  readonly platform: Platform
  readonly locks: PlatformLocks
  readonly name: string
  /** Would it be noticed here if nobody did it? Timers of hidden tabs are of no use for that. */
  isMissed(): boolean
  /** Asks the one who leads for a sign of life. */
  ping(): void
  onChange(role: Role): void
}

/** ms between signs of life, and without one until the leader counts as frozen: both together less than 5 s. */
const PING_MS = 1_000
const SILENT_MS = 3_500

/** Makes one tab's side of an election. */
export const createElection = (parts: ElectionParts) => {
  const { platform, locks, name } = parts
  let role: Role = { status: 'stopped' }
  let heardAt = 0
  let tickedAt = 0
  let timer: ReturnType<Platform['setTimeout']> | undefined
  let waiting: (() => void)[] = []

  const change = (next: Role) => {
    const wakened = waiting
    waiting = []
    role = next
    look()
    parts.onChange(next)
    for (const wake of wakened) wake()
  }

  /** Asks for the lock; what comes of it counts as long as the role is the one that asked. */
  const request = (options: Parameters<PlatformLocks['request']>[1], refused: () => void) => {
    const mine = role
    let held: Role | undefined
    const isMine = () => role === mine || role === held
    const hold = (lock: object | null) => {
      if (!isMine()) return
      if (!lock) return refused()
      return new Promise<void>((release) => {
        held = { status: 'leading', release }
        change(held)
      })
    }
    // Some engines throw where the page may have no locks.
    const asked = new Promise((done) => done(locks.request(name, options, hold as never)))
    asked.catch(() => {
      if (!isMine()) return
      // Another tab took it: this one was frozen, or too busy to answer.
      if (held) follow()
      else change({ status: 'alone' })
    })
  }

  const follow = () => {
    const queue = new AbortController()
    heardAt = platform.now()
    change({ status: 'following', withdraw: () => queue.abort() })
    request({ signal: queue.signal }, () => {})
  }

  const elect = (options: Parameters<PlatformLocks['request']>[1]) => {
    change({ status: 'electing' })
    request(options, follow)
  }

  const watch = () => {
    timer = undefined
    const now = platform.now()
    // This tab itself may have been asleep.
    if (now - tickedAt > 2 * PING_MS) heardAt = now
    tickedAt = now
    if (now - heardAt < SILENT_MS) {
      parts.ping()
      timer = platform.setTimeout(watch, PING_MS)
      return
    }
    quit()
    elect({ steal: true })
  }

  /** Leaves whatever place it has; the role is about to be another one. */
  const quit = () => {
    const last = role
    role = { status: 'stopped' }
    if (last.status === 'leading') last.release()
    if (last.status === 'following') last.withdraw()
  }

  /** Watches the one who leads, or not any more. */
  const look = () => {
    const isWatching = role.status === 'following' && parts.isMissed()
    if (isWatching && timer === undefined) {
      heardAt = tickedAt = platform.now()
      watch()
    } else if (!isWatching && timer !== undefined) {
      platform.clearTimeout(timer)
      timer = undefined
    }
  }

  return {
    status: () => role.status,
    enter: () => {
      if (role.status === 'stopped') elect({ ifAvailable: true })
    },
    leave: () => {
      if (role.status === 'stopped' || role.status === 'alone') return
      quit()
      change({ status: 'stopped' })
    },
    look,
    /** The one who leads is alive. */
    hear: () => {
      heardAt = platform.now()
    },
    changed: () => new Promise<void>((wake) => waiting.push(wake)),
  }
}

/** Makes this tab's side of the election for a duty. */
export type Elect = (
  duty: Duty,
  isMissed: () => boolean,
  onChange: (isLeading: boolean) => void,
) => Election

/** One tab's side of an election. */
export type Election = ReturnType<typeof createElection>
