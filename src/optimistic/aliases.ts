import type { Operation, Overlay } from './operations.ts'
import { temporaryId } from './operations.ts'
import type { RowIndex } from './row-index.ts'
import { rowKey } from './row-index.ts'

/** The React keys of created rows (`Overlay.aliases`), and what they say, while one action is dealt with. */
export interface Aliases {
  /** Is it known that the row, of this type and id, is the one that the operation makes? */
  isMadeBy(operation: Operation, type: string, id: string): boolean
  /** Is it known that the row that the operation makes was there, and is no more? */
  isGone(operation: Operation): boolean
  /**
   * Rows, by key (`type/id`), that nothing shows any more. Only an operation tells that a row is gone: an answer without
   * it may be of an earlier moment, or the row is on another page now; it may be shown again.
   */
  hide(rows: ReadonlySet<string>, isByOperation: boolean): void
  /**
   * Drops the aliases that are of no use any more: a row that is gone needs no stable key. But while its maker is open
   * its alias stays, and says so: nothing must stand in for the row again.
   *
   * @returns the makers whose rows are gone.
   */
  clean(): readonly Operation[]
}

type Draft = { -readonly [Key in 'aliases' | 'operations']: Overlay[Key] }

/** Reads and writes the aliases of `overlay`, whose operations were `before` when the action came. */
export const createAliases = (
  overlay: Draft,
  index: RowIndex,
  before: readonly Operation[],
): Aliases => {
  let hasHidden = false

  const drop = (keys: readonly string[]) => {
    const dropped = keys.filter((key) => Object.hasOwn(overlay.aliases, key))
    if (dropped.length === 0) return
    const aliases = { ...overlay.aliases }
    for (const key of dropped) delete aliases[key]
    overlay.aliases = aliases
  }

  /** Operations without a row of their own make one; only their end can make an alias useless. */
  const mayHaveEnded = (operation: Operation) =>
    operation.row === undefined && !overlay.operations.includes(operation)

  return {
    isMadeBy: ({ requestId }, type, id) =>
      overlay.aliases[rowKey(type, id)] === temporaryId(requestId),
    isGone: ({ requestId }) =>
      Object.entries(overlay.aliases).some(
        ([key, alias]) => alias === temporaryId(requestId) && !index.holds(key),
      ),
    hide: (rows, isByOperation) => {
      if (rows.size === 0) return
      hasHidden = true
      if (!isByOperation) drop([...rows])
    },
    clean: () => {
      if (!hasHidden && !before.some(mayHaveEnded)) return []
      const useless: string[] = []
      const makers: Operation[] = []
      for (const [key, alias] of Object.entries(overlay.aliases)) {
        if (index.holds(key)) continue
        const maker = overlay.operations.find(({ requestId }) => temporaryId(requestId) === alias)
        if (maker) makers.push(maker)
        else useless.push(key)
      }
      drop(useless)
      return makers
    },
  }
}
