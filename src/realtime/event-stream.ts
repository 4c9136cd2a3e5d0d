/** One event of a `text/event-stream`. */
export interface StreamEvent {
  /** `message` unless the server says. */
  readonly type: string
  readonly data: string
  /** Of this very event; absent where it has none. */
  readonly id: string | undefined
}

/** Takes the next piece of the text; false: an event is longer than it may be, and nothing more is read. */
export type EventParser = (piece: string) => boolean

/**
 * Makes a parser of `text/event-stream`. Lines end with CR, LF or CRLF, wherever the pieces are cut; what was not ended
 * by a blank line when the text stops is no event.
 *
 * @param maxLength of an event, in characters.
 */
export const createEventParser = (
  maxLength: number,
  onEvent: (event: StreamEvent) => void,
): EventParser => {
  let rest = ''
  let endedWithCr = false
  let type = ''
  let id: string | undefined
  let lines: string[] = []
  let length = 0

  const dispatch = () => {
    const event = { type: type || 'message', data: lines.join('\n'), id }
    const isEvent = lines.length > 0
    type = ''
    id = undefined
    lines = []
    length = 0
    if (isEvent) onEvent(event)
  }

  const take = (line: string) => {
    if (line === '') return dispatch()
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') {
      lines.push(value)
      length += value.length + 1
    } else if (field === 'event') type = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (piece) => {
    if (piece === '') return true
    let from = endedWithCr && piece.startsWith('\n') ? 1 : 0
    for (const { 0: end, index } of piece.matchAll(/\r\n?|\n/g)) {
      if (index < from) continue
      take(rest + piece.slice(from, index))
      rest = ''
      from = index + end.length
    }
    endedWithCr = piece.endsWith('\r')
    rest += piece.slice(from)
    return length + rest.length <= maxLength
  }
}
