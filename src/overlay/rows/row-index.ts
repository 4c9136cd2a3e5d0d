import type { RowRef } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import type { Schema } from '../recipes/schema.ts'

/** Where a row is shown, and how new it is. */
export interface RowRecord {
  /** The overlay's clock when the request left whose answer wrote the row. */
  writtenAt: number
  /** The same, but of a mutation's answer: when that left. What is told as of before is older than all of the row. */
  since: number
  /** The entry that was the answer's: its row has what that said, and nothing older. */
  writtenBy: string | undefined
  /** Once the entry that wrote the row is evicted: the fields it carried. */
  writtenFields: readonly string[] | undefined
  /** A mutation took it away, and only an entry that cannot be without it goes on showing it. */
  isGone: boolean
  /** What mutations and tells did to it since, in the order of their effect: what is told as of before is given that again. */
  past: readonly Past[]
  /**
   * By the cache key of each entry whose server value holds it: about where it stands among the rows there, or `SEVERAL`
   * where it may occur more than once, as in overlapping pages.
   */
  readonly positions: Map<string, number>
}

/** What a mutation, or a tell, did to a row that had it at this clock. */
export interface Past {
  readonly at: number
  play(row: object): object | undefined
  /**
   * Of an operation on whole entries, or one that was given to an answer: when it was called, the row that it changed, and
   * the fields, as they were.
   */
  readonly startedAt?: number
  readonly row?: object
  readonly was?: object
}

/** Nothing is told as of before as many changes of one row. */
const MAX_PAST = 20

/**
 * Notes what was done to a row.
 *
 * @param newer when those had settled that took effect after it, though they were answered before.
 */
export const notePast = (
  record: RowRecord | undefined,
  past: Past,
  newer?: ReadonlySet<number>,
): void => {
  if (!record) return
  const isIt = (one: Past) => one.was !== undefined && one.at === past.at
  const was = past.was && { ...record.past.find(isIt)?.was, ...past.was }
  const next = was ? record.past.filter((one) => !isIt(one)) : record.past.slice()
  const found = next.findIndex(({ at }) => newer?.has(at))
  next.splice(found < 0 ? sinceIn(next, past.at) : found, 0, { ...past, ...(was && { was }) })
  record.past = next.slice(-MAX_PAST)
}

/** Where that begins which took effect after this clock: all before something that had settled by then had, too. */
export const sinceIn = (past: readonly Past[], clock: number): number =>
  past.findLastIndex(({ at }) => at <= clock) + 1

/** All of a row is as of this clock, or later. */
export const dateRow = (record: RowRecord, since: number): void => {
  record.since = since
  if (record.past.length > 0) record.past = record.past.filter(({ at }) => at > since)
}

/** The row may occur more than once in the entry. */
export const SEVERAL = -1

/** How new the rows of a written server value are. */
export interface Dating {
  /** The overlay's clock when the request left that brought them. */
  readonly writtenAt: number
  /** It tells only about rows that are other objects than before: the others were not looked at. */
  readonly onlyChanged: boolean
  /** Rows (`type/id`) where the cached version won: their age is unchanged. */
  readonly kept: ReadonlySet<string>
}

/**
 * Which entries hold which row, so that nothing ever searches the cache: made from the server values, and kept up to
 * date with each of them. It is not part of the state: it can always be made again from there.
 */
export interface RowIndex {
  find(type: string, id: string): RowRecord | undefined
  /** The keys of the entries that hold a row. */
  holdersOf(ref: RowRef): readonly string[]
  /** How new an entry itself is: {@link Dating.writtenAt} of what was last written into it. */
  writtenAt(queryCacheKey: string): number
  /** The keys of the entries that an endpoint has data in. */
  entriesOf(endpointName: string): ReadonlySet<string>
  /** How many rows are known: those that some entry holds. */
  size(): number
  /** Learns an entry's new rows, and how new they are. Returns the rows that no entry holds any more. */
  write(
    queryCacheKey: string,
    endpointName: string,
    before: unknown,
    after: unknown,
    dating?: Dating,
  ): readonly RowRef[]
  /** Learns that a row was added at this position: much less work than looking at all the others. */
  insert(queryCacheKey: string, ref: RowRef, position: number): void
  /** Learns that a row was taken out. Returns whether no entry holds it any more. */
  remove(queryCacheKey: string, ref: RowRef, row: object): boolean
}

/** One type's rows of an entry, before and after. */
interface Writing {
  readonly place: RowsIn
  readonly queryCacheKey: string
  readonly old: readonly object[]
  readonly next: readonly object[]
}

const nobody: ReadonlySet<string> = new Set()

/** Makes an empty index. */
export const createRowIndex = (schema: Schema): RowIndex => {
  const byType = new Map<string, Map<string, RowRecord>>()
  const entries = new Map<string, Set<string>>()
  const written = new Map<string, number>()
  // Entries in which rows moved without being looked at.
  const shifted = new Set<string>()

  const rowsOf = (type: string): Map<string, RowRecord> => {
    const known = byType.get(type)
    if (known) return known
    const made = new Map<string, RowRecord>()
    byType.set(type, made)
    return made
  }

  const trackEntry = (queryCacheKey: string, endpointName: string, hasData: boolean) => {
    const keys = entries.get(endpointName) ?? new Set()
    if (hasData) keys.add(queryCacheKey)
    else keys.delete(queryCacheKey)
    entries.set(endpointName, keys)
  }

  const add = (
    rows: Map<string, RowRecord>,
    id: string,
    queryCacheKey: string,
    position: number,
    writtenAt: number,
  ): RowRecord => {
    const positions = new Map([[queryCacheKey, position]])
    const record: RowRecord = {
      writtenAt,
      since: writtenAt,
      writtenBy: queryCacheKey,
      writtenFields: undefined,
      isGone: false,
      past: [],
      positions,
    }
    rows.set(id, record)
    return record
  }

  /** Notes an entry's rows, and how new they are; takes them off those that `left` it. */
  const enter = (writing: Writing, left: Set<string>, dating: Dating | undefined) => {
    const { place, queryCacheKey, old, next } = writing
    const rows = rowsOf(place.type)
    const dateOf = createDateOf(writing, dating)
    const seen = shifted.has(queryCacheKey) ? new Set<string>() : undefined
    for (let i = 0; i < next.length; i++) {
      const row = next[i] as object
      const isWhereItWas = !seen && row === old[i]
      if (isWhereItWas && !dating) continue
      const id = place.idOf(row)
      left.delete(id)
      const writtenAt = dateOf(row, id)
      const record = rows.get(id) ?? add(rows, id, queryCacheKey, i, writtenAt ?? 0)
      if (!isWhereItWas) setPosition(record, writing, id, i, seen?.has(id) === false)
      if (writtenAt !== undefined) markWritten(record, queryCacheKey, writtenAt)
      seen?.add(id)
    }
  }

  /** Takes an entry off a row that it does not hold any more. Returns whether nothing holds the row now. */
  const leave = (
    rows: Map<string, RowRecord>,
    id: string,
    queryCacheKey: string,
    row: object | undefined,
  ): boolean => {
    const record = rows.get(id)
    if (!record?.positions.delete(queryCacheKey)) return false
    if (row && record.writtenBy === queryCacheKey) {
      record.writtenBy = undefined
      record.writtenFields = Object.keys(row)
    }
    return record.positions.size === 0 && rows.delete(id)
  }

  const leaveAll = (
    { place, queryCacheKey, old, next }: Writing,
    left: Iterable<string>,
  ): readonly RowRef[] => {
    const rows = rowsOf(place.type)
    const hidden: RowRef[] = []
    for (const id of left) {
      const isIt = (row: object) => place.idOf(row) === id
      // One of several may have stayed where it was.
      if (rows.get(id)?.positions.get(queryCacheKey) === SEVERAL && next.some(isIt)) continue
      if (leave(rows, id, queryCacheKey, old.find(isIt))) hidden.push({ type: place.type, id })
    }
    return hidden
  }

  return {
    find: (type, id) => byType.get(type)?.get(id),
    holdersOf: ({ type, id }) => [...(byType.get(type)?.get(id)?.positions.keys() ?? [])],
    writtenAt: (queryCacheKey) => written.get(queryCacheKey) ?? 0,
    entriesOf: (endpointName) => entries.get(endpointName) ?? nobody,
    size: () => [...byType.values()].reduce((sum, rows) => sum + rows.size, 0),
    write: (queryCacheKey, endpointName, before, after, dating) => {
      trackEntry(queryCacheKey, endpointName, after !== undefined)
      if (after === undefined) written.delete(queryCacheKey)
      else if (dating) written.set(queryCacheKey, dating.writtenAt)
      const hidden: RowRef[] = []
      for (const place of schema.rowsIn(endpointName).values()) {
        const writing = { place, queryCacheKey, old: place.get(before), next: place.get(after) }
        if (writing.old === writing.next && !dating) continue
        const left = movedIds(writing)
        enter(writing, left, dating)
        hidden.push(...leaveAll(writing, left))
      }
      shifted.delete(queryCacheKey)
      return hidden
    },
    insert: (queryCacheKey, { type, id }, position) => {
      const rows = rowsOf(type)
      const record = rows.get(id)
      if (record) record.positions.set(queryCacheKey, position)
      else add(rows, id, queryCacheKey, position, 0)
      shifted.add(queryCacheKey)
    },
    remove: (queryCacheKey, { type, id }, row) => {
      shifted.add(queryCacheKey)
      return leave(rowsOf(type), id, queryCacheKey, row)
    },
  }
}

/** Notes where a row stands in an entry; `isFirst`: what is known of that is of before. */
const setPosition = (
  { positions }: RowRecord,
  { place, queryCacheKey, next }: Writing,
  id: string,
  position: number,
  isFirst: boolean,
) => {
  const known = positions.get(queryCacheKey)
  if (isFirst && known !== SEVERAL) {
    positions.set(queryCacheKey, position)
    return
  }
  if (known === position || known === SEVERAL) return
  const other = known === undefined ? undefined : next[known]
  const isTwice = other !== undefined && place.idOf(other) === id
  positions.set(queryCacheKey, isTwice ? SEVERAL : position)
}

const markWritten = (record: RowRecord, queryCacheKey: string, writtenAt: number) => {
  if (writtenAt < record.writtenAt) return
  record.writtenAt = writtenAt
  dateRow(record, writtenAt)
  record.isGone = false
  record.writtenBy = queryCacheKey
  record.writtenFields = undefined
}

/** The ids of rows that do not stand where they stood: most answers hold the rows of the last one, in its order. */
const movedIds = ({ place, old, next }: Writing): Set<string> => {
  const moved = new Set<string>()
  for (let i = 0; i < old.length; i++) {
    const row = old[i] as object
    const other = next[i]
    if (row === other) continue
    const id = place.idOf(row)
    if (other === undefined || place.idOf(other) !== id) moved.add(id)
  }
  return moved
}

/** Tells how new a row is by what is said of it; `undefined` where nothing is. */
const createDateOf = ({ place, old }: Writing, dating: Dating | undefined) => {
  const same = dating?.onlyChanged ? new Set(old) : undefined
  const kept = dating && dating.kept.size > 0 ? dating.kept : undefined
  return (row: object, id: string): number | undefined =>
    same?.has(row) || kept?.has(rowKey(place.type, id)) ? undefined : dating?.writtenAt
}

/** Finds a row by its id near where it is known to stand: rows in front of it may have come or gone. */
export const findNear = (
  rows: readonly object[],
  place: RowsIn,
  id: string,
  position: number,
): number => {
  for (let step = 0; step < rows.length || step <= position; step++) {
    const [after, before] = [rows[position + step], rows[position - step]]
    if (after && place.idOf(after) === id) return position + step
    if (before && place.idOf(before) === id) return position - step
    if (position - step < 0 && position + step >= rows.length) return -1
  }
  return -1
}
