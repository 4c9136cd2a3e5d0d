import { beginOperation, settledNow } from './begin.ts'
import type { FailedOperation, Operation } from './operations.ts'
import type { MutationOutcome } from './outcome.ts'
import type { CacheEvent } from './rtk-query-actions.ts'
import { foldOperation, releaseSettled } from './settled.ts'
import { targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { closeOperation, touch, touchRow } from './transaction.ts'
import { showOnTop } from './views.ts'

/** Failures nobody dismissed: the oldest go when there are more. */
const MAX_FAILURES = 100

/** A mutation was called: it shows at once. */
export const startOperation = (
  tx: Transaction,
  started: Extract<CacheEvent, { kind: 'mutation-started' }>,
): void => {
  const operation = beginOperation(started, tx.overlay.clock, tx.schema)
  if (!operation) return
  tx.overlay.operations = [...tx.overlay.operations, operation]
  showAgain(tx, operation, (key) => showOnTop(tx, key, operation))
}

/** What is shown of the rows and entries that an operation is about has to be made again. */
const showAgain = (
  tx: Transaction,
  operation: Operation,
  touchWhole = (key: string) => touch(tx, key),
): void => {
  const { row, endpointName } = operation
  const { isAboutRow } = tx.schema.recipeOf(endpointName)
  for (const key of targetsOf(tx, operation)) {
    if (row && isAboutRow) touchRow(tx, key, row)
    else touchWhole(key)
  }
}

const replace = (tx: Transaction, operation: Operation): void => {
  tx.overlay.operations = tx.overlay.operations.map((open) =>
    open.requestId === operation.requestId ? operation : open,
  )
}

/** Takes operations off what is shown. */
export const dropOperations = (tx: Transaction, dropped: readonly Operation[]): void => {
  for (const operation of dropped) {
    showAgain(tx, operation)
    closeOperation(tx, operation)
  }
}

const find = (tx: Transaction, requestId: string): Operation | undefined =>
  tx.overlay.operations.find((open) => open.requestId === requestId)

const isSameScope = ({ scope }: Operation, other: Operation): boolean =>
  scope !== undefined && scope === other.scope

/** The answer came: the operation becomes part of the server values, unless an older one of its scope is open. */
export const settleOperation = (tx: Transaction, requestId: string, result: unknown): void => {
  const operation = find(tx, requestId)
  if (!operation) return
  const { operations, clock } = tx.overlay
  const settled = settledNow(operation, clock, result)
  const others = operations.filter((open) => open !== operation && isSameScope(open, operation))
  if (others.length === 0) {
    closeOperation(tx, operation)
    foldOperation(tx, settled)
    return
  }
  tx.overlay.operations = operations.map((open) => {
    if (open === operation) return settled
    return others.includes(open) ? { ...open, isOverlapped: true } : open
  })
  releaseSettled(tx)
  // It waits for an older one of its scope: what its answer says shows all the same.
  if (tx.overlay.operations.includes(settled)) showAgain(tx, settled)
}

/** The mutation failed: what it showed goes, unless it may have been carried out. */
export const failOperation = (
  tx: Transaction,
  requestId: string,
  outcome: MutationOutcome,
  failure: { readonly error: unknown; readonly isAborted: boolean },
): void => {
  const operation = find(tx, requestId)
  if (!operation) return
  // Taken back by its caller: that is no failure to tell of.
  if (!failure.isAborted) addFailure(tx, { operation, error: failure.error })
  if (outcome === 'unknown' && targetsOf(tx, operation).length > 0) {
    replace(tx, { ...operation, status: 'unknown', endedAt: tx.overlay.clock })
    return
  }
  dropOperations(tx, [operation])
  releaseSettled(tx)
}

const addFailure = (tx: Transaction, failure: FailedOperation): void => {
  tx.overlay.failures = [...tx.overlay.failures, failure].slice(-MAX_FAILURES)
}

/** Its user has seen it, or it was tried again. */
export const dismissFailure = (tx: Transaction, requestId: string): void => {
  tx.overlay.failures = tx.overlay.failures.filter(
    ({ operation }) => operation.requestId !== requestId,
  )
}

/** Drops operations of unknown outcome that no entry is left to tell of. */
export const dropLost = (tx: Transaction): void => {
  const lost = tx.overlay.operations.filter(
    (operation) => operation.status === 'unknown' && targetsOf(tx, operation).length === 0,
  )
  if (lost.length === 0) return
  dropOperations(tx, lost)
  releaseSettled(tx)
}
