import type { Operation, RowRef } from '../operations/operation.ts'
import { isRow, standInId } from '../operations/operation.ts'
import { TOLD } from '../recipes/schema.ts'
import { idsOf, isTarget, targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'

// Operations that do not commute take effect in the order of their calls, whatever that of their answers. Those of one
// scope or one row do not, nor do two of which one changes a whole entry in which the other has an effect.

/** Is an older operation open that it conflicts with, and not answered? */
export const isOnOlder = (tx: Transaction, operation: Operation): boolean => {
  const { open } = tx.index
  const { row, scope, startedAt } = operation
  const isOlder = (one?: Operation) =>
    one !== undefined && one.status !== 'settled' && one.startedAt < startedAt
  const onRow = row && open.operationsOn(row.type, row.id)
  const inScope = scope === undefined ? undefined : open.byScope.get(scope)
  if (onRow?.some(isOlder) || inScope?.some(isOlder)) return true
  if (isOlder(row && open.makerOf(row.type, row.id))) return true
  if (open.onEntries.length === 0) return false
  return tx.overlay.operations.some(
    (one) => isOlder(one) && (reaches(tx, one, operation) || reaches(tx, operation, one)),
  )
}

/** The rows that an operation changes, or makes, or that it is told of. */
export const rowsOf = ({ schema }: Transaction, operation: Operation): readonly RowRef[] => {
  const { row, arg, endpointName, madeId = standInId(operation) } = operation
  if (endpointName === TOLD) return arg as readonly RowRef[]
  const { insert } = schema.recipeOf({ endpointName })
  return [...(row ? [row] : []), ...(insert ? [{ type: insert.type, id: madeId }] : [])]
}

/** Is one of the rows told that an operation changes, or makes, by any of its ids? */
export const isTold = (
  tx: Transaction,
  operation: Operation,
  isIn: (ref: RowRef) => boolean,
): boolean => rowsOf(tx, operation).some((ref) => idsOf(tx, ref).some((id) => isIn({ ...ref, id })))

/** Does it change a row by itself, and not only one within that? */
export const isAbout = (tx: Transaction, operation: Operation, ref: RowRef): boolean =>
  tx.schema.recipeOf(operation).changesEntries || isTold(tx, operation, isRow(ref))

/** Do two have an effect on entries of the same endpoint? */
export const meet = ({ schema }: Transaction, one: Operation, other: Operation): boolean => {
  const { queries } = schema.recipeOf(other)
  return [...schema.recipeOf(one).queries].some((name) => queries.has(name))
}

/**
 * Does one change a whole entry in which the other has an effect? As long as one of them is in no entry, that is asked of
 * the endpoints: the entry may come back.
 */
const reaches = (tx: Transaction, whole: Operation, other: Operation): boolean => {
  if (!tx.schema.recipeOf(whole).changesEntries) return false
  if (whole.keys.some((key) => isTarget(tx, other, key))) return true
  if (whole.keys.length > 0 && targetsOf(tx, other).length > 0) return false
  return meet(tx, whole, other)
}
