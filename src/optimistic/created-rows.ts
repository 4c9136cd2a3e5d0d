import { isAliased, isGone, writeAlias } from './aliases.ts'
import type { Operation, SettledOperation } from './operations.ts'
import { rowKey } from './row-index.ts'
import type { InsertRecipe } from './schema.ts'
import { serverRow } from './single-row.ts'
import { targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, lensOn } from './transaction.ts'

// A row that was made keeps the React key of the row that stood in for it: an alias, written once, when its real id is
// seen for the first time. Which row of an answer is the one in the making is decided then too, and not again.

/** An answer shows rows that nothing has shown before: is one of them still being made? It takes the stand-in's place. */
export const aliasShown = (
  tx: Transaction,
  queryCacheKey: string,
  value: unknown,
  open: readonly Operation[],
): void => {
  const makers = open.filter(({ endpointName }) => tx.schema.recipeOf(endpointName).insert?.isSame)
  if (makers.length === 0) return
  for (const lens of tx.schema.lensesOf(entryOf(tx, queryCacheKey)?.endpointName)) {
    const { type } = lens
    const unseen = lens.get(value).filter((row) => !tx.index.placesOf(type, lens.idOf(row)))
    for (const operation of unseen.length > 0 ? makers : []) {
      const { insert } = tx.schema.recipeOf(operation.endpointName)
      if (insert?.type !== type || isAliased(tx, operation)) continue
      const isFree = (row: object) =>
        !Object.hasOwn(tx.overlay.aliases, rowKey(type, lens.idOf(row)))
      const isIt = (row: object) =>
        isFree(row) &&
        tx.rowPlayer.ask(operation, false, () => insert.isSame?.(row, operation.arg) ?? false)
      const row = unseen.find(isIt)
      if (row) writeAlias(tx, type, lens.idOf(row), operation)
    }
  }
}

/** The answer says what the row's real id is. Where its entries have shown that already, its key stays as it is. */
export const aliasCreated = (
  tx: Transaction,
  { type }: InsertRecipe,
  operation: SettledOperation,
  created: object,
): void => {
  if (isAliased(tx, operation)) return
  const keys = targetsOf(tx, operation)
  const lens = keys.map((key) => lensOn(tx, key, type)).find((lens) => lens !== undefined)
  if (!lens) return
  const id = lens.idOf(created)
  const positions = tx.index.placesOf(type, id)?.positions
  if (!keys.some((key) => positions?.has(key))) writeAlias(tx, type, id, operation)
}

/**
 * The row that a create made, as it is known by now: its answer shows the row as it was made, and what any other answer,
 * or an operation that settled since, says of it is newer. `undefined` when it is gone again.
 */
export const createdRow = (
  tx: Transaction,
  insert: InsertRecipe,
  operation: SettledOperation,
): object | undefined => {
  const { type, into } = insert
  const lens = Object.keys(into)
    .map((name) => tx.schema.lensOf(name, type))
    .find((lens) => lens !== undefined)
  const answered = tx.rowPlayer.ask(operation, undefined, () => insert.answer(operation.result))
  if (!answered || !lens || isGone(tx, operation)) return undefined
  const id = lens.idOf(answered)
  const made = tx.overlay.settled
    .filter(
      ({ row, endedAt }) => row?.type === type && row.id === id && endedAt > operation.startedAt,
    )
    .reduce<object | undefined>(
      (row, since) => row && tx.rowPlayer.play(row, since, 'folded'),
      answered,
    )
  const holders = tx.index.placesOf(type, id)?.positions.keys()
  if (!made || !holders) return made
  const known = [...holders].map((key) => serverRow(tx, key, { type, id }))
  return Object.assign({}, answered, ...known)
}
