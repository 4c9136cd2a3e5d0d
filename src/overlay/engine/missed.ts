import type { Operation, RowRef } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import { createdRow } from './created-rows.ts'
import { keepProven } from './proven.ts'
import { foldValue } from './settled.ts'
import { withTarget } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf } from './transaction.ts'

/** An answer with the operations that settled after it was asked for. */
export const playMissed = (
  tx: Transaction,
  key: string,
  data: unknown,
  sentAt: number,
): unknown => {
  let value = data
  // The rows that these are about: what the answer has already goes on top of the older ones, there.
  const rows = new Map<string, RowRef>()
  for (const operation of tx.overlay.settled) {
    const { row, endpointName } = operation
    const isWhole = tx.schema.recipeOf(endpointName)?.changesEntries === true
    const isMissed = operation.endedAt > sentAt
    const only = isMissed ? undefined : ownOf(operation, isWhole, rows)
    if (only?.length === 0) continue
    const played = withTarget(tx, only ? { ...operation, only } : operation, key)
    const created = isMissed ? createdRow(tx, operation)?.row : undefined
    const before = value
    const next = foldValue(tx, key, before, played, 'folded', created)
    value = keepProven(tx, key, operation, { others: tx.overlay.settled, data, before, next })
    if (!isMissed) continue
    const changed = isWhole ? changedRows(tx, key, before, value) : []
    for (const ref of row ? [row, ...changed] : changed) rows.set(rowKey(ref.type, ref.id), ref)
  }
  return value
}

/** Those of the rows that an operation changes. */
const ownOf = (
  { row }: Operation,
  isWhole: boolean,
  rows: ReadonlyMap<string, RowRef>,
): readonly RowRef[] => {
  if (isWhole) return [...rows.values()]
  return row && rows.has(rowKey(row.type, row.id)) ? [row] : []
}

/** The rows of an entry that are others than before. */
const changedRows = (
  tx: Transaction,
  key: string,
  before: unknown,
  after: unknown,
): readonly RowRef[] =>
  [...tx.schema.rowsIn(entryOf(tx, key)?.endpointName)].flatMap(([type, place]) => {
    const same = new Set(place.get(before))
    const changed = place.get(after).filter((row) => !same.has(row))
    return changed.map((row) => ({ type, id: place.idOf(row) }))
  })
