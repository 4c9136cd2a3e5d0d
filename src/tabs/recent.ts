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
  const kept = new Map<string, readonly Recent[]>()
  const of = (id: string) =>
    (kept.get(id) ?? []).filter(({ at }) => now() - at < KEPT_MS).slice(-MAX_KEPT)

  return {
    of,
    note: (event: RealtimeEvent, id: string): void => {
      kept.set(id, [...of(id), { at: now(), event }])
    },
    clear: (): void => kept.clear(),
  }
}

/** The events that came lately. */
export type RecentEvents = ReturnType<typeof createRecentEvents>
