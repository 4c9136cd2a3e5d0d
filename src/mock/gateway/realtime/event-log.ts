/** An event as it is on the wire, and whether a client has acknowledged it. */
export interface LoggedEvent {
  readonly id: string
  readonly type: string
  readonly text: string
  isAcked: boolean
}

/** The events of one instance that were pushed lately. */
export interface EventLog {
  add(event: Omit<LoggedEvent, 'isAcked'>): LoggedEvent
  ack(id: string): void
  /**
   * A client connects: those that are to be sent to it. Where one went away without a close, what it did not acknowledge
   * is: the cursor is a hint only, because some clients repeat their first one for ever. Else, what came after the cursor.
   */
  resume(cursor: string | undefined): readonly LoggedEvent[]
  /** The last client said good-bye: what it did not acknowledge is of no interest to the next. */
  release(): void
}

const maxEvents = 1_000

/** Makes an empty log. */
export const createEventLog = (): EventLog => {
  let events: LoggedEvent[] = []
  let isHeld = false
  return {
    add: (event) => {
      const logged = { ...event, isAcked: false }
      events.push(logged)
      if (events.length > maxEvents) events = events.slice(-maxEvents)
      return logged
    },
    ack: (id) => {
      for (const event of events) if (event.id === id) event.isAcked = true
    },
    resume: (cursor) => {
      if (!isHeld) {
        const at = events.findIndex(({ id }) => id === cursor)
        const known = at < 0 ? events : events.slice(0, at + 1)
        for (const event of known) event.isAcked = true
      }
      isHeld = true
      return events.filter(({ isAcked }) => !isAcked)
    },
    release: () => {
      isHeld = false
    },
  }
}
