import type { Operation, SettledOperation } from '../operations/operation.ts'
import { isSettled, settle } from '../operations/operation.ts'
import type { ReadInFlight } from '../operations/overlay.ts'
import { TOLD } from '../recipes/schema.ts'
import { isOnOlder } from './conflicts.ts'
import { foldSettled } from './fold-settled.ts'
import { areRelated } from './related.ts'
import { isRelative } from './relative.ts'
import { targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { closeOperation, land, replaceOperation, touch, touchRow } from './transaction.ts'

/**
 * The answer of an open operation came: it becomes part of the server values. As long as an older one is open that it
 * conflicts with it stays open, too: what that one shows is not to hide it.
 */
export const settleOpen = (tx: Transaction, operation: Operation, result: unknown): void => {
  const settled = settle(operation, tx.overlay.clock, result)
  if (isOnOlder(tx, operation) && !isRelative(tx, operation)) {
    replaceOperation(tx, operation, settled)
    const named = foldSettled(tx, settled)
    const open = tx.overlay.operations.find(({ requestId }) => requestId === named.requestId)
    if (open) touchTargets(tx, replaceOperation(tx, open, named))
  } else {
    closeOperation(tx, operation)
    foldSettled(tx, settled)
  }
  releaseSettled(tx)
}

/** Closes the answered operations that are on no older open one any more: nothing is shown differently for that. */
export const releaseSettled = (tx: Transaction): void => {
  if (tx.index.open.waiting === 0) return
  for (const operation of tx.overlay.operations) {
    if (!isSettled(operation) || isOnOlder(tx, operation)) continue
    touchTargets(tx, operation)
    closeOperation(tx, operation)
  }
}

/** What is shown of the entries that an operation is about has to be made again. */
export const touchTargets = (tx: Transaction, operation: Operation): void => {
  const { row, keys, status } = operation
  const isNewRow = status === 'pending' && !row && !tx.schema.recipeOf(operation).changesEntries
  for (const key of targetsOf(tx, operation)) {
    if (row && keys.length === 0) touchRow(tx, key, row)
    else if (isNewRow) touchRow(tx, key, operation)
    else touch(tx, key)
  }
}

/** Is a read in flight that started before the operation settled, and may land without knowing of it? */
const isAwaited = (tx: Transaction, { endpointName, endedAt, row }: SettledOperation): boolean => {
  const { overlay, schema, index } = tx
  const { queries } = schema.recipeOf({ endpointName })
  const mayMiss = (read: ReadInFlight) => endpointName === TOLD || queries.has(read.endpointName)
  for (const requestId in overlay.inflight) {
    const read = overlay.inflight[requestId]
    if (read && read.startedAt < endedAt && mayMiss(read)) return true
  }
  // The answer of a create is as old as the row, and may be the row that this operation is about.
  return (
    row !== undefined &&
    index.open.inserts.some(
      (open) => open.startedAt < endedAt && schema.recipeOf(open).insert?.type === row.type,
    )
  )
}

/** Another client's mutation, told by a push: settled from the start. */
export const tellSettled = (tx: Transaction, operation: Operation, result: unknown): void => {
  const settled = settle(operation, tx.overlay.clock, result)
  const keys = targetsOf(tx, settled)
  foldSettled(tx, settled)
  for (const key of keys) land(tx, key)
}

/** Forgets the settled operations that no read in flight can miss any more, nor one that they are on top of. */
export const forgetSettled = (tx: Transaction): void => {
  const { settled, operations } = tx.overlay
  if (settled.length === 0) return
  const waiting = tx.index.open.waiting > 0 ? operations.filter(isSettled) : []
  const open = new Set(waiting.map(({ requestId }) => requestId))
  const kept: SettledOperation[] = []
  for (const operation of settled) {
    const isOnTop = () =>
      kept.some((older) => older.endedAt > operation.endedAt && areRelated(tx, older, operation))
    if (open.has(operation.requestId) || isAwaited(tx, operation) || isOnTop()) kept.push(operation)
  }
  if (kept.length < settled.length) tx.overlay.settled = kept
}
