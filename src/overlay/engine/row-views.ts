import type { Operation, RowRef } from '../operations/operation.ts'
import { standInId } from '../operations/operation.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { isSameList, shareStructure } from '../rows/identity.ts'
import { findNear, SEVERAL } from '../rows/row-index.ts'
import { madeBy } from './created-rows.ts'
import { stands } from './fold.ts'
import { idsOf } from './targets.ts'
import type { Touched, Transaction } from './transaction.ts'
import { placesIn } from './transaction.ts'

// Operations on single rows and new rows commute where they are about different rows: then only the rows that were
// touched are played, and the result is the same as if all were.

/**
 * What an entry shows, by playing only the rows that were touched.
 *
 * @returns `undefined` where the operations have to be played one by one.
 */
export const showRowByRow = (
  tx: Transaction,
  key: string,
  value: unknown,
  touched: Touched,
): unknown => {
  const place = onlyPlace(tx, key)
  if (!place) return undefined
  const shown = touched
    ? showTouched(tx, key, place, value, touched)
    : showAll(tx, key, place, value)
  return place.isPlain() ? shown : undefined
}

/**
 * How the entry shows rows, where only rows of one type are changed, one by one: then operations on different rows
 * commute.
 */
const onlyPlace = (tx: Transaction, key: string): RowsIn | undefined => {
  const { open } = tx.index
  if (open.onEntries.some(({ keys }) => keys.includes(key))) return undefined
  // The row that an answered one made has its place among those that older ones make.
  const isOrdered = ({ status, keys }: Operation) => status === 'settled' && keys.includes(key)
  if (open.waiting > 0 && open.inserts.some(isOrdered)) return undefined
  let only: RowsIn | undefined
  for (const place of placesIn(tx, key).values()) {
    const isChanged =
      open.byRow.has(place.type) ||
      open.inserts.some(
        ({ keys, endpointName }) =>
          keys.includes(key) && tx.schema.recipeOf({ endpointName }).insert?.type === place.type,
      )
    if (isChanged && only) return undefined
    if (isChanged) only = place
  }
  return only?.isPlain() ? only : undefined
}

/** All rows of the entry, with those that are being made around them; `undefined` where it has to be played. */
const showAll = (tx: Transaction, key: string, place: RowsIn, value: unknown): unknown => {
  const before = place.get(value)
  const rows = [...showRows(tx, key, place, before)]
  // An entry that is its only row cannot be without it.
  if (rows.length === 0 && before.length > 0) return undefined
  for (const operation of tx.index.open.inserts) {
    const made = madeRow(tx, key, place, operation)
    if (!made) continue
    if (made.isAtEnd) rows.push(made.row)
    else rows.unshift(made.row)
  }
  return isSameList(rows, before) ? value : setRows(tx, key, place, value, rows)
}

/** Rows within rows: those around the changed ones are new ones, too, and the others stay the objects that they were. */
const setRows = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  value: unknown,
  rows: readonly object[],
): unknown => {
  const next = place.set(value, rows)
  return placesIn(tx, key).size > 1 ? shareStructure(tx.queries[key]?.data, next) : next
}

const showRows = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  before: readonly object[],
): readonly object[] => {
  const { index, rowPlayer } = tx
  const { type } = place
  const byId = index.open.byRow.get(type)
  if (!byId) return before
  const rows: (object | undefined)[] = before.slice()
  const showAt = (at: number, id: string) => {
    const operations = index.open.operationsOn(type, id)
    if (operations.length > 0) rows[at] = rowPlayer.show(before[at] as object, operations)
  }
  const changed = [...byId.keys()].flatMap((id) => idsOf(tx, { type, id }))
  const positions = changed.map((id) => index.rows.find(type, id)?.positions.get(key))
  // With many of them a walk over all rows is shorter.
  if (changed.length * 4 > before.length || positions.includes(SEVERAL)) {
    for (const [at, row] of before.entries()) showAt(at, place.idOf(row))
  } else {
    for (const [i, id] of changed.entries()) {
      const position = positions[i]
      const at = position === undefined ? -1 : findNear(before, place, id, position)
      if (at >= 0) showAt(at, id)
    }
  }
  return rows.filter((row) => row !== undefined)
}

interface Made {
  readonly row: object
  readonly isAtEnd: boolean
}

/** The row that an operation makes in the entry; `undefined` where it is there already, or gone. */
const madeRow = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  operation: Operation,
): Made | undefined => {
  const { index, schema, rowPlayer } = tx
  const insert = schema.recipeOf(operation).insert
  if (insert?.type !== place.type || !stands(tx, key, operation, insert)) return undefined
  const made = madeBy(tx, operation)
  if (!made) return undefined
  const id = schema.ask('', () => place.idOf(made), operation)
  const isThere = (one: string) => index.rows.find(place.type, one)?.positions.has(key) === true
  if (id === '' || isThere(id)) return undefined
  if (operation.madeId !== undefined && isThere(operation.madeId)) return undefined
  const row = rowPlayer.show(made, index.open.operationsOn(place.type, id), true)
  return row && { row, isAtEnd: insert.at === 'end' }
}

/** The touched rows alone; `undefined` where more than those may be shown differently. */
const showTouched = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  value: unknown,
  touched: NonNullable<Touched>,
): unknown => {
  let rows: readonly object[] | undefined = place.get(tx.queries[key]?.data)
  for (const one of touched) {
    rows =
      rows &&
      ('requestId' in one
        ? one.status === 'settled'
          ? showSettled(tx, key, place, value, rows, one)
          : showMade(tx, key, place, rows, one)
        : showRow(tx, key, place, value, rows, one))
  }
  if (!rows) return showAll(tx, key, place, value)
  const before = place.get(value)
  if (rows.length === 0 && before.length > 0) return undefined
  if (isSameList(rows, before)) return value
  // Rows within rows: put into the server value, all that are shown differently would be in new rows again.
  const isNested = placesIn(tx, key).size > 1
  return setRows(tx, key, place, isNested ? tx.queries[key]?.data : value, rows)
}

const withRow = (
  rows: readonly object[],
  at: number,
  row: object | undefined,
): readonly object[] => {
  if (rows[at] === row) return rows
  const next = rows.slice()
  if (row) next[at] = row
  else next.splice(at, 1)
  return next
}

/** Shows what the operations on one row make of it, in what an entry shows by now. */
const showRow = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  value: unknown,
  shown: readonly object[],
  { type, id }: RowRef,
): readonly object[] | undefined => {
  const { index, rowPlayer } = tx
  if (type !== place.type) return undefined
  const operations = index.open.operationsOn(type, id)
  const position = index.rows.find(type, id)?.positions.get(key)
  if (position === SEVERAL) return undefined
  const maker = index.open.makerOf(type, id)
  // It may stand there under its real id already.
  if (maker?.madeId !== undefined) return undefined
  if (position === undefined) {
    // It is being made, or it is gone from what the server said: then nothing shows it.
    const made = maker && madeRow(tx, key, place, maker)
    const at = place.indexOf(shown, id)
    return at < 0 ? (made ? undefined : shown) : withRow(shown, at, made?.row)
  }
  const rows = place.get(value)
  const row = rows[findNear(rows, place, id, position)]
  if (!row) return undefined
  const next = rowPlayer.show(row, operations)
  const at = findNear(shown, place, id, position)
  if (at >= 0) return withRow(shown, at, next)
  return next ? undefined : shown
}

/** Shows the row that an operation makes, which began: it stands in front of all others, or behind them. */
const showMade = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  shown: readonly object[],
  operation: Operation,
): readonly object[] | undefined => {
  if (tx.index.open.inserts.at(-1) !== operation) return undefined
  const made = madeRow(tx, key, place, operation)
  if (!made) return shown
  const outermost = shown.at(made.isAtEnd ? -1 : 0)
  if (outermost && place.idOf(outermost) === standInId(operation)) return undefined
  return made.isAtEnd ? [...shown, made.row] : [made.row, ...shown]
}

/** The row that an operation made is the server's: it stands where its stand-in did, next to the server's other rows. */
const showSettled = (
  tx: Transaction,
  key: string,
  place: RowsIn,
  value: unknown,
  shown: readonly object[],
  operation: Operation,
): readonly object[] | undefined => {
  const { open, rows: index } = tx.index
  const { madeId = '', startedAt } = operation
  const older = open.inserts.find(({ keys }) => keys.includes(key))
  // The rows of older ones stood between.
  if (older && older.startedAt <= startedAt) return undefined
  const position = index.find(place.type, madeId)?.positions.get(key)
  if (position === undefined || position === SEVERAL) return undefined
  if (open.makerOf(place.type, madeId)) return undefined
  const rows = place.get(value)
  const row = rows[findNear(rows, place, madeId, position)]
  const inFront = position === 0 ? shown.length - rows.length : position
  const at = findNear(shown, place, standInId(operation), Math.max(0, inFront))
  if (!row || at < 0) return undefined
  return withRow(shown, at, tx.rowPlayer.show(row, open.operationsOn(place.type, madeId)))
}
