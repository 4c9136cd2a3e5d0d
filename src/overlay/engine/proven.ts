import type { SettledOperation } from '../operations/operation.ts'
import { TOLD } from '../recipes/schema.ts'
import { changeRows } from './fold.ts'
import type { Transaction } from './transaction.ts'
import { rowsInEntry } from './transaction.ts'

/** An entry's data without an operation, and with it. */
interface Folded {
  /** Those that took effect after it, and may be on the data already. */
  readonly newer: readonly SettledOperation[]
  /** What was answered; the data without it unless said. */
  readonly data?: unknown
  readonly before: unknown
  readonly next: unknown
}

/**
 * An operation on whole entries, or what a push told, became part of a value that may have it already. Rows whose version
 * proves that they have a newer operation on them have this one, too: they stay as they were.
 */
export const keepProven = (
  tx: Transaction,
  key: string,
  { endpointName }: SettledOperation,
  { newer, before, next, data = before }: Folded,
): unknown => {
  const isOfMany = endpointName === TOLD || tx.schema.recipeOf(endpointName)?.changesEntries
  if (next === before || !isOfMany) return next
  let value = next
  for (const one of newer) {
    const { row } = one
    if (!row) continue
    const place = rowsInEntry(tx, key, row.type)
    const find = (from: unknown) => place?.get(from).find((other) => place.idOf(other) === row.id)
    const answered = find(data)
    if (!place || !answered || !tx.rowPlayer.isIn(answered, one)) continue
    value = changeRows(place, value, row.id, () => find(before))
  }
  return value
}
