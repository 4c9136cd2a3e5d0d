import type { Operation, RowRef } from '../operations/operation.ts'
import { standInId } from '../operations/operation.ts'
import { isTarget, targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'

// Operations that do not commute take effect in the order of their calls, whatever that of their answers. Those of one
// scope or one row do not, nor do two of which one changes a whole entry in which the other has an effect.

/** The open operations of the same row or scope, this one among them, in the order of their calls. */
const neighboursOf = ({ index }: Transaction, { row, scope }: Operation) => {
  const onRow = row && index.open.operationsOn(row.type, row.id)
  const inScope = scope === undefined ? undefined : index.open.byScope.get(scope)
  return [onRow, inScope]
}

/** Is an older operation open that it conflicts with, and not answered? */
export const isOnOlder = (tx: Transaction, operation: Operation): boolean => {
  const { open } = tx.index
  const isOlder = (one: Operation) => one !== operation && one.status !== 'settled'
  for (const list of neighboursOf(tx, operation)) {
    const at = list?.indexOf(operation) ?? -1
    for (let i = 0; i < at; i++) if (isOlder(list?.[i] as Operation)) return true
  }
  const maker = operation.row && open.makerOf(operation.row.type, operation.row.id)
  if (maker && isOlder(maker)) return true
  if (open.onEntries.length === 0) return false
  for (const one of tx.overlay.operations) {
    if (one === operation) return false
    if (isOlder(one) && (reaches(tx, one, operation) || reaches(tx, operation, one))) return true
  }
  return false
}

const changesEntries = ({ schema }: Transaction, { endpointName }: Operation): boolean =>
  schema.recipeOf(endpointName)?.changesEntries === true

const isOf =
  (row: RowRef | undefined) =>
  (other: RowRef | undefined): boolean =>
    row !== undefined && other?.type === row.type && other.id === row.id

/** The row that an operation changes, or makes. */
const rowOf = (tx: Transaction, operation: Operation): RowRef | undefined => {
  const { insert } = tx.schema.recipeOf(operation.endpointName) ?? {}
  if (!insert) return operation.row
  return { type: insert.type, id: operation.madeId ?? standInId(operation) }
}

/** The other open operations whose answers may not know of this one, which settles. */
export const overlappedBy = (tx: Transaction, operation: Operation): readonly Operation[] => {
  const isOther = (one: Operation) => one !== operation && !one.isOverlapped
  const others = new Set<Operation>()
  for (const list of neighboursOf(tx, operation)) {
    for (const one of list ?? []) if (isOther(one)) others.add(one)
  }
  if (changesEntries(tx, operation)) {
    for (const one of tx.overlay.operations) {
      if (isOther(one) && reaches(tx, operation, one)) others.add(one)
    }
  }
  return [...others]
}

/** Would two operations change the same? */
export const areRelated = (tx: Transaction, a: Operation, b: Operation): boolean =>
  (a.scope !== undefined && a.scope === b.scope) ||
  isOf(rowOf(tx, a))(rowOf(tx, b)) ||
  reaches(tx, a, b) ||
  reaches(tx, b, a)

/**
 * Does one change a whole entry in which the other has an effect? As long as one of them is in no entry, that is asked of
 * the endpoints: the entry may come back.
 */
const reaches = (tx: Transaction, whole: Operation, other: Operation): boolean => {
  if (!changesEntries(tx, whole)) return false
  if (whole.keys.some((key) => isTarget(tx, other, key))) return true
  if (whole.keys.length > 0 && targetsOf(tx, other).length > 0) return false
  const [a, b] = [whole, other].map((one) => tx.schema.recipeOf(one.endpointName)?.queries)
  return a !== undefined && b !== undefined && [...a].some((name) => b.has(name))
}
