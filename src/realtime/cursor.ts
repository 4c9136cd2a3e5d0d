/** An event that came, and where the stream stood then. */
interface Position {
  readonly cursor: string
  /** Absent where there is nothing to handle. */
  readonly event: CursorEvent | undefined
  isHandled: boolean
}

interface CursorEvent {
  readonly instanceId: string
  readonly id: string
}

/** As many events may wait to be handled. */
const MOST = 2_000

/**
 * Makes the memory of how far a stream was handled. Its cursors say where all instances stand, so one counts only when
 * every event that came before it was handled too: what was not comes again with the next connection.
 */
export const createCursor = () => {
  let positions: Position[] = []
  let cursor: string | undefined

  const advance = () => {
    let done = 0
    for (const { isHandled, cursor: at } of positions) {
      if (!isHandled && positions.length - done <= MOST) break
      cursor = at
      done += 1
    }
    if (done > 0) positions = positions.slice(done)
  }

  const settle = (isMeant: (event: CursorEvent) => boolean) => {
    for (const position of positions) {
      if (position.event && isMeant(position.event)) position.isHandled = true
    }
    advance()
  }

  return {
    get: () => cursor,
    /** The stream stood here. */
    add: (at: string, event?: CursorEvent | undefined) => {
      positions.push({ cursor: at, event, isHandled: event === undefined })
      advance()
    },
    /** An event was handled, as often as it came. */
    handled: (instanceId: string, id: string) =>
      settle((event) => event.id === id && event.instanceId === instanceId),
    /** Nobody waits for its events any more. */
    forget: (instanceId: string) => settle((event) => event.instanceId === instanceId),
    reset: () => {
      positions = []
      cursor = undefined
    },
  }
}
