import type { Operation, RowRef } from '../operations/operation.ts'
import { standInId } from '../operations/operation.ts'
import { isSameList } from '../rows/identity.ts'
import { findNear, SEVERAL } from '../rows/positions.ts'
import type { Showing } from './all-rows.ts'
import { madeRow } from './all-rows.ts'
import type { Touched } from './transaction.ts'
import { placesIn } from './transaction.ts'

/** The touched rows alone; `undefined` where more than those may be shown differently. */
export const showTouched = (showing: Showing, touched: NonNullable<Touched>): unknown => {
  const { tx, key, place, value } = showing
  let rows: readonly object[] | undefined = place.get(tx.queries[key]?.data)
  for (const one of touched) {
    rows = rows && showOne(showing, rows, one)
  }
  if (!rows) return undefined
  const before = place.get(value)
  if (rows.length === 0 && before.length > 0) return undefined
  if (isSameList(rows, before)) return value
  // With rows within rows, `set` on the server value would make a new outer row around each that is shown differently.
  const isNested = placesIn(tx, key).size > 1
  return place.set(isNested ? tx.queries[key]?.data : value, rows)
}

const showOne = (showing: Showing, shown: readonly object[], one: RowRef | Operation) => {
  if (!('requestId' in one)) return showRow(showing, shown, one)
  return one.status === 'settled' ? showSettled(showing, shown, one) : showMade(showing, shown, one)
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
  showing: Showing,
  shown: readonly object[],
  { type, id }: RowRef,
): readonly object[] | undefined => {
  const { tx, key, place, value } = showing
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
    const made = maker && madeRow(showing, maker)
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
  showing: Showing,
  shown: readonly object[],
  operation: Operation,
): readonly object[] | undefined => {
  const { tx, place } = showing
  if (tx.index.open.inserts.at(-1) !== operation) return undefined
  const made = madeRow(showing, operation)
  if (!made) return shown
  const outermost = shown.at(made.isAtEnd ? -1 : 0)
  if (outermost && place.idOf(outermost) === standInId(operation)) return undefined
  return made.isAtEnd ? [...shown, made.row] : [made.row, ...shown]
}

/** The row that an operation made is the server's: it stands where its stand-in did, next to the server's other rows. */
const showSettled = (
  { tx, key, place, value }: Showing,
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
