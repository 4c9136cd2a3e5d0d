import type { RealtimeDoor } from '../realtime/door.ts'
import type { RealtimeEvent } from '../realtime/events.ts'

/** An event that came, and when. */
export interface RecordedEvent {
  readonly nr: number
  /** Epoch ms, by this device's clock. */
  readonly at: number
  readonly event: RealtimeEvent
}

/** The last events of a store's sockets, the newest first. */
export interface EventRecord {
  list(): readonly RecordedEvent[]
  clear(): void
  end(): void
}

const MAX = 200

/** Records the events that come for anybody, from now on. */
export const recordEvents = ({ passing$ }: Pick<RealtimeDoor, 'passing$'>): EventRecord => {
  let list: readonly RecordedEvent[] = []
  let nr = 0
  const subscription = passing$.subscribe((event) => {
    list = [{ nr: ++nr, at: Date.now(), event }, ...list].slice(0, MAX)
  })
  return {
    list: () => list,
    clear: () => {
      list = []
    },
    end: () => subscription.unsubscribe(),
  }
}
