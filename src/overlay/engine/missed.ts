import type { Operation, RowRef, SettledOperation } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import { createdRow } from './created-rows.ts'
import { changeRows } from './fold.ts'
import { foldValue } from './settled.ts'
import { withTarget } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, rowsInEntry } from './transaction.ts'

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
    value = keepProven(tx, key, operation, { sentAt, data, before, next })
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

interface Refolded {
  readonly sentAt: number
  /** What was answered. */
  readonly data: unknown
  /** Without the operation, and with it. */
  readonly before: unknown
  readonly next: unknown
}

/**
 * An operation on whole entries was given to an answer that may lack it. Rows whose version proves that they have a newer
 * operation on them have this one, too.
 */
const keepProven = (
  tx: Transaction,
  key: string,
  { startedAt, endpointName }: SettledOperation,
  { sentAt, data, before, next }: Refolded,
): unknown => {
  if (next === before || !tx.schema.recipeOf(endpointName)?.changesEntries) return next
  return tx.overlay.settled.reduce((value, newer) => {
    const { row } = newer
    if (!row || newer.startedAt <= startedAt || newer.endedAt <= sentAt) return value
    const place = rowsInEntry(tx, key, row.type)
    const find = (from: unknown) => place?.get(from).find((one) => place.idOf(one) === row.id)
    const answered = find(data)
    if (!place || !answered || !tx.rowPlayer.isIn(answered, newer)) return value
    return changeRows(place, value, row.id, () => find(before))
  }, next)
}
