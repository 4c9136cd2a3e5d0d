import { isRecord } from '../../core/casing.ts'

/** The last event of each instance that a stream has carried; empty: none yet. */
export type Positions = ReadonlyMap<string, string>

/** Of a cursor, in characters: more than any server takes in a header. */
const MAX_CURSOR = 16_384
/** Of an event's id. */
const MAX_ID = 200

/** Can a cursor say that this was the last event? */
export const isPosition = (id: string): boolean => id.length <= MAX_ID

/** The positions as one word that fits into a header. */
export const toCursor = (positions: Positions): string => {
  const json = JSON.stringify(Object.fromEntries(positions))
  const ascii = json.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads a cursor; `undefined` for a word that is none. */
export const fromCursor = (cursor: string): Positions | undefined => {
  if (cursor.length > MAX_CURSOR) return undefined
  try {
    const json: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    if (!isRecord(json)) return undefined
    const entries = Object.entries(json)
    const areIds = entries.every(([, id]) => typeof id === 'string' && isPosition(id))
    return areIds ? new Map(entries as [string, string][]) : undefined
  } catch {
    return undefined
  }
}
