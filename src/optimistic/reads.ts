import { aliasShown, createdRow } from './created-rows.ts'
import { landRows } from './landing.ts'
import { dropOperations } from './lifecycle.ts'
import type { Operation } from './operations.ts'
import { foldEntry } from './replay.ts'
import { writeValue } from './server-values.ts'
import { releaseSettled } from './settled.ts'
import { isTarget } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { land, lensOn } from './transaction.ts'

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
  queryCacheKey: string,
  answer: unknown,
  sentAt: number,
): void => {
  const answered = tx.overlay.operations.filter(
    (operation) =>
      operation.status === 'unknown' &&
      operation.endedAt <= sentAt &&
      // Before and after: the row may have left the entry, or come to it.
      (isTarget(tx, operation, queryCacheKey) || comesWith(tx, operation, queryCacheKey, answer)),
  )
  const open = tx.overlay.operations
  land(tx, queryCacheKey)
  // Before the answer is written: what waited behind them is older than it.
  dropOperations(tx, answered)
  releaseSettled(tx)
  let value = answer
  for (const operation of tx.overlay.settled) {
    if (operation.endedAt <= sentAt) continue
    const { insert } = tx.schema.recipeOf(operation.endpointName)
    const created = insert && createdRow(tx, insert, operation)
    value = foldEntry(tx, queryCacheKey, value, operation, { isWhole: false, created })
  }
  const landed = landRows(tx, queryCacheKey, value, sentAt)
  const news = { writtenAt: sentAt, onlyChanged: false, kept: landed.kept }
  aliasShown(tx, queryCacheKey, landed.value, open)
  writeValue(tx, queryCacheKey, landed.value, news)
}

const comesWith = (
  tx: Transaction,
  { row }: Operation,
  queryCacheKey: string,
  answer: unknown,
): boolean => {
  const lens = row && lensOn(tx, queryCacheKey, row.type)
  return lens?.get(answer).some((other) => lens.idOf(other) === row?.id) ?? false
}

/** The user wrote the entry: that is a server value like any other, and the newest. */
export const landWrite = (tx: Transaction, queryCacheKey: string, value: unknown): void => {
  const { clock } = tx.overlay
  const landed = landRows(tx, queryCacheKey, value, clock)
  aliasShown(tx, queryCacheKey, landed.value, tx.overlay.operations)
  writeValue(tx, queryCacheKey, landed.value, {
    writtenAt: clock,
    onlyChanged: true,
    kept: landed.kept,
  })
  land(tx, queryCacheKey)
}
