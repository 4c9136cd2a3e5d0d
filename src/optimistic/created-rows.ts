import type { Lens } from './lens.ts'
import type { Operation, SettledOperation } from './operations.ts'
import { temporaryId } from './operations.ts'
import { rowKey } from './row-index.ts'
import type { InsertRecipe, Schema } from './schema.ts'
import type { Transaction } from './transaction.ts'

// A row that was made keeps the React key of the row that stood in for it: an alias, written once, when its real id is
// seen for the first time. Which row of an answer is the one in the making is decided then too, and not again.

/** An answer shows rows that nothing has shown before: is one of them still being made? It takes the stand-in's place. */
export const aliasShown = (
  tx: Transaction,
  schema: Schema,
  queryCacheKey: string,
  value: unknown,
  open: readonly Operation[],
): void => {
  const makers = open.filter((operation) => schema.recipeOf(operation.endpointName)?.insert?.isSame)
  if (makers.length === 0) return
  for (const lens of schema.lensesOf(tx.entry(queryCacheKey)?.endpointName ?? '')) {
    const unseen = lens.get(value).filter((row) => !tx.index.placesOf(lens.type, lens.idOf(row)))
    for (const operation of unseen.length > 0 ? makers : []) {
      const insert = schema.recipeOf(operation.endpointName)?.insert
      if (insert?.type !== lens.type || isAliased(tx, operation)) continue
      const isFree = (row: object) =>
        !Object.hasOwn(tx.overlay.aliases, rowKey(lens.type, lens.idOf(row)))
      const row = unseen.find((row) => isFree(row) && isSame(insert, row, operation))
      if (row) writeAlias(tx, lens, row, operation)
    }
  }
}

/** The answer says what the row's real id is. Where its entries have shown that already, its key stays as it is. */
export const aliasCreated = (
  tx: Transaction,
  schema: Schema,
  operation: SettledOperation,
  created: object | undefined,
): void => {
  const insert = schema.recipeOf(operation.endpointName)?.insert
  if (!insert || !created || isAliased(tx, operation)) return
  const keys = tx.targetsOf(operation)
  const lens = [...keys]
    .map((key) => schema.lensOf(tx.entry(key)?.endpointName ?? '', insert.type))
    .find((lens) => lens !== undefined)
  if (!lens) return
  const shownIn = tx.index.placesOf(lens.type, lens.idOf(created))?.positions.keys() ?? []
  if (![...shownIn].some((key) => keys.includes(key))) writeAlias(tx, lens, created, operation)
}

const isAliased = ({ overlay }: Transaction, { requestId }: Operation): boolean =>
  Object.values(overlay.aliases).includes(temporaryId(requestId))

const writeAlias = (tx: Transaction, lens: Lens, row: object, { requestId }: Operation): void => {
  const key = rowKey(lens.type, lens.idOf(row))
  tx.overlay.aliases = { ...tx.overlay.aliases, [key]: temporaryId(requestId) }
}

/** A recipe that throws says nothing. */
const isSame = ({ isSame }: InsertRecipe, row: object, { arg }: Operation): boolean => {
  try {
    return isSame?.(row, arg) ?? false
  } catch {
    return false
  }
}

/**
 * The row that a create made, as it is known by now: its answer shows the row as it was made, and what any other answer,
 * or an operation that settled since, says of it is newer. `undefined` when it is gone again.
 */
export const createdRow = (
  tx: Transaction,
  schema: Schema,
  operation: SettledOperation,
): object | undefined => {
  const insert = schema.recipeOf(operation.endpointName)?.insert
  const answered = insert && answerOf(insert, operation)
  const shownBy =
    insert && Object.keys(insert.into).find((name) => schema.lensOf(name, insert.type))
  const lens = insert && shownBy !== undefined && schema.lensOf(shownBy, insert.type)
  if (!answered || !lens || tx.isGone(operation)) return undefined
  const id = lens.idOf(answered)
  const made = tx.overlay.settled
    .filter(
      ({ row, endedAt }) =>
        row?.type === lens.type && row.id === id && endedAt > operation.startedAt,
    )
    .reduce<object | undefined>((row, since) => row && tx.foldRow(row, since), answered)
  const holders = tx.index.placesOf(lens.type, id)?.positions.keys()
  if (!made || !holders) return made
  const known = [...holders].map((key) => tx.serverRow(key, { type: lens.type, id }))
  return Object.assign({}, answered, ...known)
}

const answerOf = (insert: InsertRecipe, { result }: SettledOperation): object | undefined => {
  try {
    return insert.answer(result)
  } catch {
    return undefined
  }
}
