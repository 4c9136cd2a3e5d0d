import type { Operation, RowRef } from '../operations/operation.ts'
import { rowKey, standInId } from '../operations/operation.ts'
import { isTarget, targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'

// Operations that do not commute take effect in the order of their calls: a newer one that settled first waits. Those of
// one scope or one row do not, nor do two of which one changes a whole entry in which the other has an effect.

/** What an operation waits for: all of it, or its effect on some rows alone. */
export type Conflict = 'all' | readonly RowRef[]

/** The open operations of the same row or scope, this one among them, in the order of their calls. */
const neighboursOf = ({ index }: Transaction, { row, scope }: Operation) => {
  const onRow = row && index.open.operationsOn(row.type, row.id)
  const inScope = scope === undefined ? undefined : index.open.byScope.get(scope)
  return [onRow, inScope]
}

/** What an open operation conflicts with in the older ones that are open; `undefined` where there is none. */
export const conflictOf = (tx: Transaction, operation: Operation): Conflict | undefined => {
  const { open } = tx.index
  for (const list of neighboursOf(tx, operation)) {
    if (list && list.length > 1 && list[0] !== operation && list.includes(operation)) return 'all'
  }
  const maker = operation.row && open.makerOf(operation.row.type, operation.row.id)
  // The row is in no server value before that of its maker.
  const isKnown = maker?.madeId && tx.index.rows.find(operation.row?.type ?? '', maker.madeId)
  if (maker && maker !== operation && !isKnown) return 'all'
  if (open.onEntries.length === 0) return undefined
  return conflictOnEntries(tx, operation)
}

/** The same where one of the two changes a whole entry in which the other has an effect. */
const conflictOnEntries = (tx: Transaction, operation: Operation): Conflict | undefined => {
  const isOnEntries = changesEntries(tx, operation)
  const own = isOnEntries ? rowsLeftOf(tx, operation) : [rowOf(tx, operation)]
  const isOwn = (ref: RowRef | undefined) => own === 'all' || own.some(isOf(ref))
  const rows = new Map<string, RowRef>()
  for (const one of tx.overlay.operations) {
    if (one === operation) break
    const isWhole = reaches(tx, one, operation)
    const refs = isWhole ? rowsLeftOf(tx, one) : [rowOf(tx, one)]
    if (refs === 'all' || (isWhole && !isOnEntries && refs.some(isOwn))) return 'all'
    if (!reaches(tx, operation, one)) continue
    for (const ref of refs) if (ref && isOwn(ref)) rows.set(rowKey(ref.type, ref.id), ref)
  }
  return rows.size > 0 ? [...rows.values()] : undefined
}

/** What of an operation on whole entries is not part of the server values yet. */
const rowsLeftOf = (tx: Transaction, operation: Operation): Conflict => {
  const { endpointName, arg } = operation
  if (operation.status === 'settled' && operation.only) return operation.only
  return tx.schema.ask(undefined, () => tx.schema.recipeOf(endpointName)?.refsOf(arg)) ?? 'all'
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
