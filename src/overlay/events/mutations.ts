import { forgetGuess } from '../engine/created-rows.ts'
import { playOperation } from '../engine/fold.ts'
import { knownRow } from '../engine/server-values.ts'
import { releaseSettled, settleOpen, tellSettled, touchTargets } from '../engine/settled.ts'
import { keysOf, realRow, targetsOf } from '../engine/targets.ts'
import type { Transaction } from '../engine/transaction.ts'
import {
  closeOperation,
  openOperation,
  replaceOperation,
  serverValue,
} from '../engine/transaction.ts'
import { valuesIn } from '../operations/named-ids.ts'
import type { FailedOperation, Operation } from '../operations/operation.ts'
import { rowKey, standInId } from '../operations/operation.ts'
import type { MutationOutcome } from '../operations/outcome.ts'
import { whyUnfit } from '../operations/plain-data.ts'
import { temporaryNumber } from '../operations/temporary-ids.ts'
import { isId } from '../recipes/rows-in.ts'
import type { RowMade } from '../recipes/rows-made.ts'
import { rowsMade } from '../recipes/rows-made.ts'
import { isSame } from '../rows/identity.ts'
import type { Call } from '../rtk-query/actions.ts'

/** Failures nobody dismissed: the oldest go when there are more. */
const MAX_FAILURES = 100

/**
 * A mutation as an operation, and one more for each further row that it makes; none where there is no recipe, or its
 * argument fits none.
 */
const begin = (tx: Transaction, call: Call): readonly Operation[] => {
  const { requestId, endpointName, arg, startedTimeStamp } = call
  const recipe = tx.schema.recipeOf({ endpointName })
  if (!tx.schema.hasRecipe(endpointName)) return []
  let made: readonly RowMade[]
  let row: Operation['row']
  let scope: string | undefined
  try {
    const why = whyUnfit(arg)
    if (why) throw new Error(`Its argument cannot be kept, ${why}.`)
    const id = recipe.row?.id(arg)
    if (recipe.row && !isId(id)) throw new Error('The id of its row is no text or number.')
    row = recipe.row && realRow(tx, recipe.row.type, `${id}`)
    made = rowsMade(tx.schema, call)
    scope = recipe.scope ? recipe.scope(arg) : row && rowKey(row.type, row.id)
  } catch (error) {
    tx.schema.report(error, undefined, endpointName)
    return []
  }
  const common = {
    arg,
    startedTimeStamp,
    scope,
    startedAt: tx.overlay.clock,
    ...(valuesIn(arg).length > 0 && { namesTemporary: true as const }),
    status: 'pending' as const,
  }
  const further = made.filter((one) => one.requestId !== requestId)
  const parts = further.map((one) => ({ ...one, row: undefined, partOf: requestId }))
  const makesNone = recipe.insert && further.length === made.length
  const item = makesNone ? -1 : further.length > 0 ? 0 : undefined
  const own = { requestId, endpointName, row, ...(item !== undefined && { item }) }
  return [own, ...parts].map((part) => withKeys(tx, { ...common, ...part, keys: [] }))
}

/** The operation with the temporary id that it needs, and the entries that it is about. */
const withKeys = (tx: Transaction, operation: Operation): Operation => {
  const { requestId, endpointName } = operation
  const recipe = tx.schema.recipeOf({ endpointName })
  const { insert } = recipe
  const isNumber = insert && tx.schema.hasNumbers(insert.type)
  const keys = keysOf(tx, operation, recipe)
  return { ...operation, keys, ...(isNumber && { number: temporaryNumber(requestId) }) }
}

/** A mutation was called: it shows at once. */
export const startOperation = (tx: Transaction, call: Call): void => {
  for (const operation of begin(tx, call)) {
    openOperation(tx, operation)
    touchTargets(tx, operation)
  }
}

/** It waits to be sent, or leaves. */
export const markWaiting = (tx: Transaction, requestId: string, isWaiting: boolean): void => {
  for (const operation of find(tx, requestId)) {
    if (operation.status === 'pending') replaceOperation(tx, operation, { ...operation, isWaiting })
  }
}

/** Failures whose operation a later read shows to be done are no news any more. */
export const forgetDone = (tx: Transaction, ended: readonly Operation[]): void => {
  const done = new Set(ended.filter((one) => isDone(tx, one)).map(({ requestId }) => requestId))
  if (done.size === 0) return
  tx.overlay.failures = tx.overlay.failures.filter(
    ({ operation }) => !done.has(operation.requestId),
  )
}

/** What would change nothing is done. Of what is only seen as pending no read can tell. */
const isDone = (tx: Transaction, operation: Operation): boolean => {
  const { row, keys, madeId, endpointName } = operation
  const { rows } = tx.index
  const recipe = tx.schema.recipeOf({ endpointName })
  if (recipe.insert)
    return madeId !== undefined && rows.find(recipe.insert.type, madeId) !== undefined
  if (row && recipe.row?.update) {
    const known = knownRow(tx, row)
    return !known || tx.rowPlayer.play(known, operation, 'shown') === known
  }
  const play = (key: string, data: unknown) =>
    playOperation(tx, key, data, operation, 'shown', undefined)
  return (
    keys.length > 0 &&
    keys.every((key) => isSame(serverValue(tx, key), play(key, serverValue(tx, key))))
  )
}

/** Takes operations off what is shown, and what waited for them off the open ones. */
export const dropOperations = (tx: Transaction, dropped: readonly Operation[]): void => {
  if (dropped.length === 0) return
  for (const operation of dropped) {
    touchTargets(tx, operation)
    closeOperation(tx, operation)
  }
  releaseSettled(tx)
}

/** The operations of a request: one, and one for each further row that it makes. */
const find = (tx: Transaction, requestId: string): readonly Operation[] =>
  tx.overlay.operations.filter((open) => (open.partOf ?? open.requestId) === requestId)

/** The answer came. */
export const settleOperation = (tx: Transaction, requestId: string, result: unknown): void => {
  const [first, ...further] = find(tx, requestId)
  if (first) settleOpen(tx, first, result)
  for (const { requestId: one } of further) {
    // Another one that settled may have changed it.
    const operation = tx.overlay.operations.find((open) => open.requestId === one)
    if (operation) settleOpen(tx, operation, result)
  }
}

/** The mutation failed: what it showed goes, unless it may have been carried out. */
export const failOperation = (
  tx: Transaction,
  requestId: string,
  outcome: MutationOutcome,
  failure: { readonly error: unknown; readonly isAborted: boolean },
): void => {
  const operations = find(tx, requestId)
  // Taken back by its caller: that is no failure to tell of.
  const told = operations.find((one) => one.requestId === requestId)
  if (told && !failure.isAborted) addFailure(tx, { operation: told, error: failure.error })
  for (const operation of operations) failOne(tx, operation, outcome)
}

const failOne = (tx: Transaction, operation: Operation, outcome: MutationOutcome): void => {
  if (outcome === 'unknown' && !isEarly(tx, operation) && targetsOf(tx, operation).length > 0) {
    const { clock } = tx.overlay
    replaceOperation(tx, operation, { ...operation, status: 'unknown', endedAt: clock })
    return
  }
  forgetGuess(tx, operation)
  dropOperations(tx, [operation])
}

/** The server does not know the row yet: whatever was called on it cannot have been carried out. */
const isEarly = ({ index }: Transaction, { row }: Operation): boolean => {
  const maker = row && index.open.makerOf(row.type, row.id)
  return maker !== undefined && standInId(maker) === row?.id
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

/** Another client's mutation, told by a push. */
export const tellOperation = (tx: Transaction, call: Call, result: unknown): void => {
  for (const operation of begin(tx, call)) tellSettled(tx, operation, result)
}

/** Drops operations of unknown outcome that no entry is left to tell of. */
export const dropLost = (tx: Transaction): void => {
  const lost = tx.overlay.operations.filter(
    (operation) => operation.status === 'unknown' && targetsOf(tx, operation).length === 0,
  )
  dropOperations(tx, lost)
}
