import type { Operation, RowRef, SettledOperation } from '../operations/operation.ts'
import { isRow, rowKey } from '../operations/operation.ts'
import { changeRows } from '../recipes/change-rows.ts'
import { mergeRow } from '../rows/identity.ts'
import type { Mode } from '../rows/player.ts'
import { byId } from './answered.ts'
import { rowsOf } from './conflicts.ts'
import type { Transaction } from './transaction.ts'
import { placesIn } from './transaction.ts'

// A row whose version proves that it has an operation has all older ones, too.

/** By `type/id`: which is the last of some operations that a row has. */
export type Proven = ReadonlyMap<string, number>

/** What the rows of an entry's data prove. */
export const provenIn = (
  tx: Transaction,
  key: string,
  data: unknown,
  operations: readonly SettledOperation[],
): Proven => {
  const proven = new Map<string, number>()
  if (operations.length === 0) return proven
  const places = [...placesIn(tx, key)]
  const rows = new Map(places.map(([type, place]) => [type, byId(place, place.get(data))]))
  for (const [at, one] of operations.entries()) {
    for (const ref of rowsOf(tx, one)) {
      const row = rows.get(ref.type)?.get(ref.id)
      if (row && tx.rowPlayer.isIn(ref, row, one)) proven.set(rowKey(ref.type, ref.id), at)
    }
  }
  return proven
}

/** An entry's data with one of the operations played on it: rows that have a newer one stay as they were before. */
export const keepProven = (
  tx: Transaction,
  key: string,
  operation: Operation,
  proven: Proven,
  { at, before, next }: { readonly at: number; readonly before: unknown; readonly next: unknown },
): unknown => {
  const recipe = tx.schema.recipeOf(operation)
  // Where its own answer has the row, that tells whether it has to be played.
  if (next === before || proven.size === 0 || recipe.row?.answer) return next
  // What it does to one row it does within others, too.
  const rows = rowsOf(tx, operation)
  let value = next
  for (const [type, place] of placesIn(tx, key)) {
    const was = byId(place, place.get(before))
    const isNewer = (id: string) =>
      (proven.get(rowKey(type, id)) ?? -1) > at &&
      (recipe.changesEntries || rows.some(isRow({ type, id })))
    value = changeRows(place, value, (row, id) => (isNewer(id) ? was.get(id) : row))
  }
  return value
}

/**
 * A row with an operation on it. One that proves to have it already goes without those older ones that it was given since
 * by mistake.
 */
export const playRow = (
  tx: Transaction,
  { type, id }: RowRef,
  row: object,
  operation: Operation,
  mode: Mode,
): object | undefined => {
  const { rowPlayer, index, schema } = tx
  let next = rowPlayer.play(row, operation, mode)
  if (mode === 'shown' || mode === 'missed' || operation.status !== 'settled') return next
  if (!rowPlayer.isIn({ type, id }, row, operation)) return next
  for (const past of [...(index.rows.find(type, id)?.past ?? [])].reverse()) {
    const { was, startedAt = Infinity } = past
    if (!next || !was || startedAt > operation.startedAt) break
    // Another row may have come since: that was not given it.
    if (schema.compare(type, past.row ?? was, row) !== 0) break
    next = mergeRow(next, was)
  }
  return next
}
