import type { RealtimeEvent } from '../realtime/events.ts'

/** An event, and when it came; epoch ms. */
interface Recent {
  readonly at: number
  readonly event: RealtimeEvent
}

/** Who attaches again, because the one who held the sockets is gone, has missed no more than this; ms, and events. */
const KEPT_MS = 15_000
const MAX_KEPT = 500

/**
 * Makes the memory of the events that came lately, by whatever way: who holds the sockets from now on has seen them as a
 * follower, and a tab that was asleep then has not.
 */
export const createRecentEvents = (now: () => number) => {
  const kept = new Map<string, Recent[]>()

  /** Those that are kept of an instance, the oldest first, without what is too old or too much. */
  const prune = (id: string): readonly Recent[] => {
    const events = kept.get(id) ?? []
    const from = now() - KEPT_MS
    const old = events.findIndex(({ at }) => at > from)
    events.splice(0, Math.max(old < 0 ? events.length : old, events.length - MAX_KEPT))
    return events
  }

  return {
    of: prune,
    note: (event: RealtimeEvent, id: string): void => {
      const events = kept.get(id) ?? []
      events.push({ at: now(), event })
      kept.set(id, events)
      // A flood is not searched for each of its events.
      if (events.length > 2 * MAX_KEPT) prune(id)
    },
    clear: (): void => kept.clear(),
  }
}

/** The events that came lately. */
export type RecentEvents = ReturnType<typeof createRecentEvents>
