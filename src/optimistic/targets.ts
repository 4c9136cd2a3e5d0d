import type { Operation } from './operations.ts'
import type { RowIndex } from './row-index.ts'
import type { Entry, RtkState } from './rtk-query-state.ts'
import { keysOfTag } from './rtk-query-state.ts'
import type { EntryRecipe, Schema } from './schema.ts'

/** Where entries are looked up. */
export interface Cache {
  entry(queryCacheKey: string): Entry | undefined
  readonly provided: RtkState['provided']
  readonly index: RowIndex
}

/** Tells which entries an operation is about: looked up, never searched for. */
export interface Targets {
  /** Every entry it is about, by cache key. */
  of(operation: Operation, cache: Cache): readonly string[]
  /** Is it about this entry? */
  has(operation: Operation, queryCacheKey: string, cache: Cache): boolean
  /** Is what it does to whole entries about this one? */
  hasEntry(operation: Operation, queryCacheKey: string, cache: Cache): boolean
}

/** What the targets are found with. */
export interface TargetParts {
  readonly schema: Schema
  keyOf(endpointName: string, queryArg: unknown): string | undefined
}

/** Makes the {@link Targets} of an api's recipes. A recipe that throws has none. */
export const createTargets = ({ schema, keyOf }: TargetParts): Targets => {
  const keysOfEntryRecipe = (
    recipe: EntryRecipe,
    endpointName: string,
    arg: unknown,
    cache: Cache,
  ): readonly (string | undefined)[] => {
    if (recipe.at) return [keyOf(endpointName, recipe.at(arg))]
    if (recipe.tags) return recipe.tags(arg).flatMap((tag) => keysOfTag(cache.provided, tag))
    return accepted(endpointName, cache, (queryArg) => recipe.where?.(queryArg, arg) ?? false)
  }

  const isEntry = (operation: Operation, key: string, cache: Cache): boolean => {
    const it = cache.entry(key)
    const recipe = it && schema.recipeOf(operation.endpointName)?.entries?.[it.endpointName]
    if (!recipe) return false
    const { arg } = operation
    if (recipe.where) return recipe.where(it.originalArgs, arg)
    return keysOfEntryRecipe(recipe, it.endpointName, arg, cache).includes(key)
  }

  const accepted = (
    endpointName: string,
    { entry, index }: Cache,
    accepts: (queryArg: unknown) => boolean,
  ): readonly string[] =>
    [...index.entriesOf(endpointName)].filter((key) => {
      const it = entry(key)
      return it !== undefined && accepts(it.originalArgs)
    })

  const insertedInto = (operation: Operation, cache: Cache): readonly string[] =>
    Object.entries(schema.recipeOf(operation.endpointName)?.insert?.into ?? {}).flatMap(
      ([name, accepts]) =>
        accepted(name, cache, (queryArg) => accepts?.(queryArg, operation.arg) ?? false),
    )

  const changedEntries = (operation: Operation, cache: Cache): readonly string[] =>
    Object.entries(schema.recipeOf(operation.endpointName)?.entries ?? {}).flatMap(
      ([name, recipe]) => {
        const keys = recipe ? keysOfEntryRecipe(recipe, name, operation.arg, cache) : []
        // A tag may be provided by entries of other endpoints too.
        const known = cache.index.entriesOf(name)
        return keys.filter((key) => key !== undefined && known.has(key)) as string[]
      },
    )

  const find = (operation: Operation, cache: Cache): readonly string[] => {
    const holders = [...(holdersOf(operation, cache)?.keys() ?? [])]
    if (schema.isAboutRow(operation.endpointName)) return holders
    const others = [...insertedInto(operation, cache), ...changedEntries(operation, cache)]
    return [...new Set([...holders, ...others])]
  }

  const holdersOf = ({ row }: Operation, { index }: Cache) =>
    row && index.placesOf(row.type, row.id)?.positions

  const of: Targets['of'] = (operation, cache) => {
    try {
      return find(operation, cache)
    } catch {
      return []
    }
  }

  return {
    of,
    has: (operation, queryCacheKey, cache) => {
      // Most recipes are about a row, and most entries do not hold it: that is one look.
      if (schema.isAboutRow(operation.endpointName)) {
        return holdersOf(operation, cache)?.has(queryCacheKey) ?? false
      }
      return of(operation, cache).includes(queryCacheKey)
    },
    hasEntry: (operation, queryCacheKey, cache) => {
      try {
        return isEntry(operation, queryCacheKey, cache)
      } catch {
        return false
      }
    },
  }
}
