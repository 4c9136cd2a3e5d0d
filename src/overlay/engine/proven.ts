import type { Operation, SettledOperation } from '../operations/operation.ts'
import { changeRows } from './fold.ts'
import type { Transaction } from './transaction.ts'
import { rowsInEntry } from './transaction.ts'

/** An entry's data without an operation, and with it. */
interface Folded {
  /** Those that may be on it already. */
  readonly others: readonly Operation[]
  /** What was answered; the data without it unless said. */
  readonly data?: unknown
  readonly before: unknown
  readonly next: unknown
}

/**
 * An operation on whole entries became part of a value that may have it already. Rows whose version proves that they have
 * a newer operation on them have this one, too: they stay as they were.
 */
export const keepProven = (
  tx: Transaction,
  key: string,
  { startedAt, endpointName }: SettledOperation,
  { others, before, next, data = before }: Folded,
): unknown => {
  if (next === before || !tx.schema.recipeOf(endpointName)?.changesEntries) return next
  let value = next
  for (const newer of others) {
    const { row } = newer
    if (newer.status !== 'settled' || !row || newer.startedAt <= startedAt) continue
    const place = rowsInEntry(tx, key, row.type)
    const find = (from: unknown) => place?.get(from).find((one) => place.idOf(one) === row.id)
    const answered = find(data)
    if (!place || !answered || !tx.rowPlayer.isIn(answered, newer)) continue
    value = changeRows(place, value, row.id, () => find(before))
  }
  return value
}
