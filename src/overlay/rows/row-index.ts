import type { RowRef } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import type { Schema } from '../recipes/schema.ts'
import type { Writing } from './positions.ts'
import { SEVERAL, setPosition } from './positions.ts'
import type { RowRecord } from './row-record.ts'
import { dateRow } from './row-record.ts'

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
