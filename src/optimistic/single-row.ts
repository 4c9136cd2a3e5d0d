import type { Lens } from './lens.ts'
import type { Operation, RowRef } from './operations.ts'
import { SEVERAL } from './row-index.ts'
import { isShownIn } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, lensOn, serverValue, touchRow } from './transaction.ts'

// Most operations change one row, and it stays where it is: that needs no walk over the others.

/** Where a row stands in a server value. */
interface Place {
  readonly lens: Lens
  /** Its position; `SEVERAL` where it may stand there more than once. */
  readonly at: number
  readonly value: unknown
  readonly rows: readonly object[]
  readonly row: object
}

const placeOf = (tx: Transaction, key: string, { type, id }: RowRef): Place | undefined => {
  const at = tx.index.placesOf(type, id)?.positions.get(key)
  const lens = lensOn(tx, key, type)
  if (!lens || at === undefined) return undefined
  const value = serverValue(tx, key)
  const rows = lens.get(value)
  const row = at === SEVERAL ? rows.find((other) => lens.idOf(other) === id) : rows[at]
  return row && { lens, at, value, rows, row }
}

/** What the server last said of a row, in one of the entries that hold it. */
export const serverRow = (tx: Transaction, key: string, ref: RowRef): object | undefined =>
  placeOf(tx, key, ref)?.row

/**
 * Writes one row of a server value, where it stands: nothing else changes, and nothing has to be learned.
 *
 * @returns false where that cannot be: it does not stand there once, or it goes.
 */
export const writeRow = (
  tx: Transaction,
  key: string,
  ref: RowRef,
  change: (row: object) => object | undefined,
): boolean => {
  const place = placeOf(tx, key, ref)
  const next = place && place.at !== SEVERAL && change(place.row)
  if (!next || place.lens.idOf(next) !== ref.id) return false
  const { lens, at, value, rows, row } = place
  if (next !== row) {
    const shown = lens.get(tx.queries[key]?.data)
    // With nothing else pending, all but this row is shown as it is; unless that has to be made again yet.
    const isShown =
      shown[at] === next &&
      !tx.touched.has(key) &&
      !tx.overlay.operations.some((open) => isShownIn(tx, open, key))
    tx.server.set(key, lens.set(value, isShown ? shown : withRow(rows, at, next)))
  }
  touchRow(tx, key, ref)
  return true
}

/**
 * Shows what operations on one row make of it, in what an entry shows by now.
 *
 * @returns `undefined` where they may have changed more than that row.
 */
export const showRow = (tx: Transaction, key: string, ref: RowRef, shown: unknown): unknown => {
  const place = placeOf(tx, key, ref)
  if (!place || place.at === SEVERAL || isChangedWhole(tx, key)) return undefined
  const { lens } = place
  const next = tx.rowPlayer.show(place.row, changesOf(tx, ref))
  const rows = lens.get(shown)
  const at = findAt(rows, lens, ref.id, place.at)
  if (!next || at < 0) return undefined
  return rows[at] === next ? shown : lens.set(shown, withRow(rows, at, next))
}

/** Does an open operation change all of the entry? */
const isChangedWhole = (tx: Transaction, key: string): boolean => {
  const changers = tx.schema.changersOf(entryOf(tx, key)?.endpointName)
  return changers.size > 0 && tx.overlay.operations.some((open) => changers.has(open.endpointName))
}

/** The open operations that change a row. */
const changesOf = ({ schema, overlay }: Transaction, { type, id }: RowRef): readonly Operation[] =>
  overlay.operations
    .filter(({ row }) => row?.id === id && row.type === type)
    .filter(({ endpointName }) => schema.recipeOf(endpointName).changesRow)

/** What is shown may have fewer rows than the server value, or more: they may stand elsewhere. */
const findAt = (rows: readonly object[], lens: Lens, id: string, at: number): number => {
  const row = rows[at]
  return row && lens.idOf(row) === id ? at : rows.findIndex((other) => lens.idOf(other) === id)
}

/** The rows with another one at a position. */
const withRow = (rows: readonly object[], at: number, row: object): readonly object[] => {
  const next = rows.slice()
  next[at] = row
  return next
}
