import type { Operation } from '../operations/operation.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { showAll } from './all-rows.ts'
import { showTouched } from './touched-rows.ts'
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
  const showing = { tx, key, place, value }
  const shown = (touched && showTouched(showing, touched)) ?? showAll(showing)
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
