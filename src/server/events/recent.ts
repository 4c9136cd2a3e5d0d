/** An event as it goes to pages: JSON without secrets. */
export interface RelayedEvent {
  readonly type: string
  readonly id: string | undefined
  readonly text: string
}

/** Of one instance: events, and characters of all of them. */
const MAX_EVENTS = 100
const MAX_LENGTH = 65_536

/**
 * Makes the memory of an instance's last events: what was written to a connection that broke was acknowledged, but may
 * not have arrived.
 */
export const createRecent = () => {
  const events: RelayedEvent[] = []
  let length = 0

  return {
    add: (event: RelayedEvent) => {
      if (event.id === undefined || events.some(({ id }) => id === event.id)) return
      events.push(event)
      length += event.text.length
      // The last one stays, however long it is: it tells where a listener begins.
      while (events.length > MAX_EVENTS || (length > MAX_LENGTH && events.length > 1)) {
        length -= events.shift()?.text.length ?? 0
      }
    },
    last: () => events.at(-1)?.id,
    /** What came after an event; all there is when that is not known any more. */
    after: (id: string): readonly RelayedEvent[] =>
      events.slice(events.findIndex((event) => event.id === id) + 1),
  }
}
