import { landRows } from './landing.ts'
import { createdRow, dropOperations, releaseSettled, writeAlias } from './lifecycle.ts'
import type { Operation } from './operations.ts'
import { temporaryId } from './operations.ts'
import { rowKey } from './row-index.ts'
import type { Schema } from './schema.ts'
import type { Transaction } from './transaction.ts'

/** A read leaves. */
export const startRead = (
  tx: Transaction,
  requestId: string,
  read: { readonly queryCacheKey: string; readonly endpointName: string },
): void => {
  const startedAt = tx.overlay.clock
  tx.overlay.inflight = { ...tx.overlay.inflight, [requestId]: { ...read, startedAt } }
}

/** A read is over, with an answer or without. */
export const endRead = (tx: Transaction, requestId: string): void => {
  if (!Object.hasOwn(tx.overlay.inflight, requestId)) return
  const { [requestId]: _ended, ...others } = tx.overlay.inflight
  tx.overlay.inflight = others
}

/**
 * An answer lands on an entry. It is taken as it is but for what it cannot know: operations that settled after it was
 * asked for, and rows that another answer brought since.
 *
 * @param sentAt the overlay's clock when the request left.
 */
export const landAnswer = (
  tx: Transaction,
  schema: Schema,
  queryCacheKey: string,
  answer: unknown,
  sentAt: number,
): void => {
  const answered = tx.overlay.operations.filter(
    (operation) =>
      operation.status === 'unknown' &&
      operation.endedAt <= sentAt &&
      // Before and after: the row may have left the entry, or come to it.
      (tx.concerns(operation, queryCacheKey) ||
        comesWith(tx, schema, operation, queryCacheKey, answer)),
  )
  tx.land(queryCacheKey)
  aliasShown(tx, schema, queryCacheKey, answer)
  // Before the answer is written: what waited behind them is older than it.
  dropOperations(tx, answered)
  if (answered.length > 0) releaseSettled(tx, schema)
  let value = answer
  for (const operation of tx.overlay.settled) {
    if (operation.endedAt <= sentAt) continue
    const folding = { isWhole: false, created: createdRow(tx, schema, operation) }
    value = tx.fold(queryCacheKey, value, operation, folding)
  }
  const news = { writtenAt: sentAt, onlyChanged: false }
  tx.write(queryCacheKey, landRows(tx, schema, queryCacheKey, value, sentAt), news)
}

const comesWith = (
  tx: Transaction,
  schema: Schema,
  { row }: Operation,
  queryCacheKey: string,
  answer: unknown,
): boolean => {
  const lens = row && schema.lensOf(tx.entry(queryCacheKey)?.endpointName ?? '', row.type)
  return lens?.get(answer).some((other) => lens.idOf(other) === row?.id) ?? false
}

/** The user wrote the entry: that is a server value like any other, and the newest. */
export const landWrite = (
  tx: Transaction,
  schema: Schema,
  queryCacheKey: string,
  value: unknown,
): void => {
  const { clock } = tx.overlay
  const news = { writtenAt: clock, onlyChanged: true }
  tx.write(queryCacheKey, landRows(tx, schema, queryCacheKey, value, clock), news)
  tx.land(queryCacheKey)
  aliasShown(tx, schema, queryCacheKey, value)
}

/** An answer may show a row that is still being made: it takes the place, and the React key, of the one that stood in. */
const aliasShown = (
  tx: Transaction,
  schema: Schema,
  queryCacheKey: string,
  value: unknown,
): void => {
  const endpointName = tx.entry(queryCacheKey)?.endpointName ?? ''
  for (const operation of tx.overlay.operations) {
    const insert = schema.recipeOf(operation.endpointName)?.insert
    const lens = insert && schema.lensOf(endpointName, insert.type)
    if (!insert?.isSame || !lens || operation.startedAt >= tx.landedAt(queryCacheKey)) continue
    if (!tx.concerns(operation, queryCacheKey)) continue
    const row = lens.get(value).find((row) => isSameSafely(insert.isSame, row, operation.arg))
    if (row) writeAlias(tx, rowKey(lens.type, lens.idOf(row)), temporaryId(operation.requestId))
  }
}

const isSameSafely = (
  isSame: ((row: object, arg: unknown) => boolean) | undefined,
  row: object,
  arg: unknown,
): boolean => {
  try {
    return isSame?.(row, arg) ?? false
  } catch {
    return false
  }
}
