import { isRecord } from '../casing.ts'
import type { Field, RowsRead } from './reading.ts'
import { MISFIT, misfit, readPart } from './reading.ts'

/** Deeper than any row is nested. Comparing gives up there, so that it cannot overflow the stack. */
const MAX_DEPTH = 32

/** Is it the same JSON, its fields in the same order? */
const isSame = (one: unknown, other: unknown, depth = 0): boolean => {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (depth > MAX_DEPTH || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  const others = Object.keys(other)
  if (keys.length !== others.length) return false
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as keyof typeof one
    if (key !== others[at] || !isSame(one[key], other[key], depth + 1)) return false
  }
  return true
}

const idOf = (raw: unknown): unknown => (isRecord(raw) ? raw.id : undefined)

/** Finds a row in the answer before: mostly it is at the same index. */
const finderOf = ({ raw }: RowsRead) => {
  let places: Map<unknown, number> | undefined
  return (row: unknown, at: number): number => {
    const id = idOf(row)
    if (idOf(raw[at]) === id) return at
    places ??= new Map(raw.map((other, place) => [idOf(other), place]))
    return places.get(id) ?? -1
  }
}

/**
 * Reads a list of rows; one that does not fit fails the list. A row whose JSON is as in the answer before keeps its object,
 * and so does the list when all of them do. It keeps its JSON of before, too: what lives from one poll to the next is what
 * garbage collection costs.
 */
export const rows =
  <T>(read: Field<T>): Field<readonly T[]> =>
  (raw, reading) => {
    if (!Array.isArray(raw)) return misfit(reading, 'a list')
    const { before } = reading
    const find = before && finderOf(before)
    let isAsBefore = before?.raw.length === raw.length
    const found: { raw: unknown[]; rows: T[] } = { raw: [], rows: [] }
    for (let at = 0; at < raw.length; at++) {
      const place = find ? find(raw[at], at) : -1
      if (before && place >= 0 && isSame(before.raw[place], raw[at])) {
        found.raw.push(before.raw[place])
        found.rows.push(before.rows[place] as T)
        isAsBefore &&= place === at
        continue
      }
      isAsBefore = false
      const row = readPart(read, raw[at], at, reading)
      if (row === MISFIT) {
        reading.fatal ??= reading.issues.at(-1)
        return MISFIT
      }
      found.raw.push(raw[at])
      found.rows.push(row)
    }
    reading.rows = before && isAsBefore ? before : found
    return reading.rows.rows as readonly T[]
  }
