import type { Operation } from './operations.ts'
import { keysOfTag } from './rtk-query-state.ts'
import type { EntryRecipe } from './schema.ts'
import type { Transaction } from './transaction.ts'
import { entryOf } from './transaction.ts'

// Which entries an operation is about: looked up, never searched for. A recipe that throws has none.

/** Every entry that an operation is about, by cache key. */
export const targetsOf = (tx: Transaction, operation: Operation): readonly string[] => {
  try {
    const holders = [...(holdersOf(tx, operation)?.keys() ?? [])]
    if (tx.schema.recipeOf(operation.endpointName).isAboutRow) return holders
    return [...new Set([...holders, ...insertedInto(tx, operation), ...changedBy(tx, operation)])]
  } catch {
    return []
  }
}

/** Is the operation about this entry? */
export const isTarget = (tx: Transaction, operation: Operation, key: string): boolean => {
  // Most recipes are about a row, and most entries do not hold it: that is one look.
  if (tx.schema.recipeOf(operation.endpointName).isAboutRow) {
    return holdersOf(tx, operation)?.has(key) ?? false
  }
  return targetsOf(tx, operation).includes(key)
}

/** Does the operation change what this entry shows? Others are only seen as pending. */
export const isShownIn = (tx: Transaction, operation: Operation, key: string): boolean =>
  tx.schema.recipeOf(operation.endpointName).hasEffect && isTarget(tx, operation, key)

/** Does what the operation does to whole entries change this one? */
export const isChangedBy = (tx: Transaction, { endpointName, arg }: Operation, key: string) => {
  const entry = entryOf(tx, key)
  const recipe = entry && tx.schema.recipeOf(endpointName).entries[entry.endpointName]
  if (!recipe) return false
  try {
    if (recipe.where) return recipe.where(entry.originalArgs, arg)
    return keysOfRecipe(tx, recipe, entry.endpointName, arg).includes(key)
  } catch {
    return false
  }
}

const holdersOf = ({ index }: Transaction, { row }: Operation) =>
  row && index.placesOf(row.type, row.id)?.positions

const insertedInto = (tx: Transaction, { endpointName, arg }: Operation): readonly string[] => {
  const { into = {} } = tx.schema.recipeOf(endpointName).insert ?? {}
  return Object.keys(into).flatMap((name) =>
    accepted(tx, name, (queryArg) => into[name]?.(queryArg, arg)),
  )
}

const changedBy = (tx: Transaction, { endpointName, arg }: Operation): readonly string[] =>
  Object.entries(tx.schema.recipeOf(endpointName).entries).flatMap(([name, recipe]) => {
    // A tag may be provided by entries of other endpoints too.
    const known = tx.index.entriesOf(name)
    return recipe ? keysOfRecipe(tx, recipe, name, arg).filter((key) => known.has(key)) : []
  })

const keysOfRecipe = (
  tx: Transaction,
  recipe: EntryRecipe,
  endpointName: string,
  arg: unknown,
): readonly string[] => {
  if (recipe.tags) return recipe.tags(arg).flatMap((tag) => keysOfTag(tx.rtk.provided, tag))
  if (!recipe.at) return accepted(tx, endpointName, (queryArg) => recipe.where?.(queryArg, arg))
  const key = tx.keyOf(endpointName, recipe.at(arg))
  return key === undefined ? [] : [key]
}

const accepted = (
  tx: Transaction,
  endpointName: string,
  accepts: (queryArg: unknown) => boolean | undefined,
): readonly string[] =>
  [...tx.index.entriesOf(endpointName)].filter((key) => accepts(entryOf(tx, key)?.originalArgs))
