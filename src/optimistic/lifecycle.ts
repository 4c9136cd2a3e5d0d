import { beginOperation, settledNow } from './begin.ts'
import type { FailedOperation, Operation } from './operations.ts'
import type { MutationOutcome } from './outcome.ts'
import type { CacheEvent } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'
import { foldOperation, releaseSettled } from './settled.ts'
import type { Transaction } from './transaction.ts'

/** Failures nobody dismissed: the oldest go when there are more. */
const MAX_FAILURES = 100

/** A mutation was called: it shows at once. */
export const startOperation = (
  tx: Transaction,
  schema: Schema,
  started: Extract<CacheEvent, { kind: 'mutation-started' }>,
): void => {
  const operation = beginOperation(started, tx.overlay.clock, schema)
  if (!operation) return
  tx.overlay.operations = [...tx.overlay.operations, operation]
  tx.showNewest(operation)
}

const replace = (tx: Transaction, operation: Operation): void => {
  tx.overlay.operations = tx.overlay.operations.map((open) =>
    open.requestId === operation.requestId ? operation : open,
  )
}

/** Takes operations off what is shown. */
export const dropOperations = (tx: Transaction, dropped: readonly Operation[]): void => {
  if (dropped.length === 0) return
  for (const operation of dropped) tx.showAgain(operation)
  tx.overlay.operations = tx.overlay.operations.filter((open) => !dropped.includes(open))
}

const find = (tx: Transaction, requestId: string): Operation | undefined =>
  tx.overlay.operations.find((open) => open.requestId === requestId)

const isSameScope = ({ scope }: Operation, other: Operation): boolean =>
  scope !== undefined && scope === other.scope

/** The answer came: the operation becomes part of the server values, unless an older one of its scope is open. */
export const settleOperation = (
  tx: Transaction,
  schema: Schema,
  requestId: string,
  result: unknown,
): void => {
  const operation = find(tx, requestId)
  if (!operation) return
  const { operations, clock } = tx.overlay
  const settled = settledNow(operation, clock, result)
  const others = operations.filter((open) => open !== operation && isSameScope(open, operation))
  if (others.length === 0) {
    tx.overlay.operations = operations.filter((open) => open !== operation)
    foldOperation(tx, schema, settled)
    return
  }
  tx.overlay.operations = operations.map((open) => {
    if (open === operation) return settled
    return others.includes(open) ? { ...open, isOverlapped: true } : open
  })
  releaseSettled(tx, schema)
  // It waits for an older one of its scope: what its answer says shows all the same.
  if (tx.overlay.operations.includes(settled)) tx.showAgain(settled)
}

/** The mutation failed: what it showed goes, unless it may have been carried out. */
export const failOperation = (
  tx: Transaction,
  schema: Schema,
  requestId: string,
  outcome: MutationOutcome,
  failure: { readonly error: unknown; readonly isAborted: boolean },
): void => {
  const operation = find(tx, requestId)
  if (!operation) return
  // Taken back by its caller: that is no failure to tell of.
  if (!failure.isAborted) addFailure(tx, { operation, error: failure.error })
  if (outcome === 'unknown' && tx.targetsOf(operation).length > 0) {
    replace(tx, { ...operation, status: 'unknown', endedAt: tx.overlay.clock })
    return
  }
  dropOperations(tx, [operation])
  releaseSettled(tx, schema)
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
export const dropLost = (tx: Transaction, schema: Schema): void => {
  const lost = tx.overlay.operations.filter(
    (operation) => operation.status === 'unknown' && tx.targetsOf(operation).length === 0,
  )
  if (lost.length === 0) return
  dropOperations(tx, lost)
  releaseSettled(tx, schema)
}
