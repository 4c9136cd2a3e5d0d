import type { Operation } from './operations.ts'
import { temporaryId } from './operations.ts'
import { rowKey } from './row-index.ts'
import type { Transaction } from './transaction.ts'

// The React keys of created rows (`Overlay.aliases`), and what they say.

/** Is it known that the row, of this type and id, is the one that the operation makes? */
export const isMadeBy = (
  { overlay }: Transaction,
  { requestId }: Operation,
  type: string,
  id: string,
): boolean => overlay.aliases[rowKey(type, id)] === temporaryId(requestId)

/** Is it known that the row that the operation makes was there, and is no more? */
export const isGone = ({ overlay, index }: Transaction, { requestId }: Operation): boolean =>
  Object.entries(overlay.aliases).some(
    ([key, alias]) => alias === temporaryId(requestId) && !index.holds(key),
  )

/** Is it known which row the operation makes? */
export const isAliased = ({ overlay }: Transaction, { requestId }: Operation): boolean =>
  Object.values(overlay.aliases).includes(temporaryId(requestId))

/** From now on the row has the key of its stand-in. */
export const writeAlias = (
  { overlay }: Transaction,
  type: string,
  id: string,
  { requestId }: Operation,
): void => {
  overlay.aliases = { ...overlay.aliases, [rowKey(type, id)]: temporaryId(requestId) }
}

/**
 * Rows, by key (`type/id`), that nothing shows any more. Only an operation tells that a row is gone: an answer without
 * it may be of an earlier moment, or the row is on another page now; it may be shown again.
 */
export const hideRows = (
  tx: Transaction,
  rows: ReadonlySet<string>,
  isByOperation: boolean,
): void => {
  if (rows.size === 0) return
  tx.hasStaleAliases = true
  if (!isByOperation) drop(tx, [...rows])
}

/**
 * Drops the aliases that are of no use any more: a row that is gone needs no stable key. But while its maker is open its
 * alias stays, and says so: nothing must stand in for the row again.
 *
 * @returns the makers whose rows are gone.
 */
export const cleanAliases = (tx: Transaction): readonly Operation[] => {
  if (!tx.hasStaleAliases) return []
  const { aliases, operations } = tx.overlay
  const useless: string[] = []
  const makers: Operation[] = []
  for (const [key, alias] of Object.entries(aliases)) {
    if (tx.index.holds(key)) continue
    const maker = operations.find(({ requestId }) => temporaryId(requestId) === alias)
    if (maker) makers.push(maker)
    else useless.push(key)
  }
  drop(tx, useless)
  return makers
}

const drop = ({ overlay }: Transaction, keys: readonly string[]): void => {
  const dropped = keys.filter((key) => Object.hasOwn(overlay.aliases, key))
  if (dropped.length === 0) return
  const aliases = { ...overlay.aliases }
  for (const key of dropped) delete aliases[key]
  overlay.aliases = aliases
}
