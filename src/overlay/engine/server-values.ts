import type { Operation, RowRef } from '../operations/operation.ts'
import { changeRowsOf } from '../recipes/change-rows.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { isSameList } from '../rows/identity.ts'
import { findNear, SEVERAL } from '../rows/positions.ts'
import type { Dating } from '../rows/row-index.ts'
import { leaveTargets } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, placesIn, rowsInEntry, serverValue, touch, touchRow } from './transaction.ts'

/** Writes a server value, and how new its rows are, where it says anything of that. */
export const writeValue = (tx: Transaction, key: string, value: unknown, dating?: Dating): void => {
  const entry = entryOf(tx, key)
  if (!entry) return
  const before = serverValue(tx, key)
  if (value !== before || dating !== undefined) {
    tx.hasNewTargets = true
    const hidden = tx.index.rows.write(key, entry.endpointName, before, value, dating)
    ;(dating ? tx.omitted : tx.gone).push(...hidden)
  }
  tx.server.set(key, value)
  touch(tx, key)
}

/** Takes the server value of an entry away that RTK Query removed. */
export const removeValue = (tx: Transaction, key: string): void => {
  const entry = tx.queries[key]
  if (!entry) return
  tx.hasNewTargets = true
  const before = serverValue(tx, key)
  tx.omitted.push(...tx.index.rows.write(key, entry.endpointName, before, undefined))
  leaveTargets(tx, key)
  touch(tx, key)
}

/** Where a row stands in a server value. */
export interface Place {
  readonly place: RowsIn
  /** Its position; `SEVERAL` where it may stand there more than once. */
  readonly at: number
  readonly value: unknown
  readonly rows: readonly object[]
  readonly row: object
}

/** Finds a row in an entry's server value. */
const findRow = (tx: Transaction, key: string, { type, id }: RowRef): Place | undefined => {
  const position = tx.index.rows.find(type, id)?.positions.get(key)
  const place = rowsInEntry(tx, key, type)
  if (!place || position === undefined) return undefined
  const value = serverValue(tx, key)
  const rows = place.get(value)
  const at = position === SEVERAL ? place.indexOf(rows, id) : findNear(rows, place, id, position)
  const row = rows[at]
  return row && { place, at: position === SEVERAL ? SEVERAL : at, value, rows, row }
}

/** What the server last said of a row, in one of the entries that hold it. */
export const serverRow = (tx: Transaction, key: string, ref: RowRef): object | undefined =>
  findRow(tx, key, ref)?.row

/** The same, in whichever entry. */
export const knownRow = (tx: Transaction, ref: RowRef): object | undefined => {
  const [key] = tx.index.rows.holdersOf(ref)
  return key === undefined ? undefined : serverRow(tx, key, ref)
}

/** Holds the data the same rows of all other types as before, in the same places? One may be nested in another. */
const holdsOthers = (
  tx: Transaction,
  key: string,
  type: string,
  before: unknown,
  data: unknown,
): boolean =>
  [...placesIn(tx, key).values()].every((place) => {
    if (place.type === type) return true
    const [old, rows] = [place.get(before), place.get(data)]
    const isSame = (row: object, i: number) => {
      const was = old[i]
      return row === was || (was !== undefined && place.idOf(row) === place.idOf(was))
    }
    return old.length === rows.length && rows.every(isSame)
  })

/**
 * Writes one row of a server value, where it stands: nothing else changes, and no other row has to be looked at.
 *
 * @param change gives the row as it will be, or `undefined` when it goes.
 * @returns false where that cannot be done.
 */
export const writeRow = (
  tx: Transaction,
  key: string,
  ref: RowRef,
  change: (row: object) => object | undefined,
): boolean => {
  const found = findRow(tx, key, ref)
  if (!found || found.at === SEVERAL) return false
  const { place, at, value, rows, row } = found
  const next = change(row)
  if (next === row) {
    touchRow(tx, key, ref)
    return true
  }
  if (next && place.idOf(next) !== ref.id) return false
  const written = next ? withRow(rows, at, next) : rows.filter((_row, i) => i !== at)
  const data = place.set(value, written)
  if (!isSameList(place.get(data), written)) return false
  if (!holdsOthers(tx, key, ref.type, value, data)) return false
  if (!next) {
    tx.hasNewTargets = true
    if (tx.index.rows.remove(key, ref, row)) tx.gone.push(ref)
  }
  tx.server.set(key, data)
  touchRow(tx, key, ref)
  return true
}

/** Changes a row of a server value, wherever and however often it stands there. */
export const changeRow = (
  tx: Transaction,
  key: string,
  ref: RowRef,
  change: (row: object) => object | undefined,
): void => {
  if (writeRow(tx, key, ref, change)) return
  const place = rowsInEntry(tx, key, ref.type)
  if (place) writeValue(tx, key, changeRowsOf(place, serverValue(tx, key), [ref.id], change))
}

/**
 * Puts the row that an operation made into a server value.
 *
 * @returns false where that cannot be done without looking at the other rows.
 */
export const insertRow = (
  tx: Transaction,
  key: string,
  operation: Operation,
  row: object,
  isAtEnd: boolean,
): boolean => {
  const { insert } = tx.schema.recipeOf(operation)
  const place = insert && rowsInEntry(tx, key, insert.type)
  if (!place) return false
  const ref = { type: place.type, id: place.idOf(row) }
  if (tx.index.rows.find(ref.type, ref.id)?.positions.has(key)) {
    touch(tx, key)
    return true
  }
  const value = serverValue(tx, key)
  const rows = place.get(value)
  const written = isAtEnd ? [...rows, row] : [row, ...rows]
  const data = place.set(value, written)
  if (!isSameList(place.get(data), written)) return false
  if (!holdsOthers(tx, key, ref.type, value, data)) return false
  tx.index.rows.insert(key, ref, isAtEnd ? rows.length : 0)
  tx.hasNewTargets = true
  tx.server.set(key, data)
  touchRow(tx, key, operation)
  return true
}

/** The rows with another one at a position. */
const withRow = (rows: readonly object[], at: number, row: object): readonly object[] => {
  const next = rows.slice()
  next[at] = row
  return next
}
