import type { AnyRowType, Lens } from './lens.ts'
import { createLens } from './lens.ts'
import type { Step } from './recipes.ts'

// The options as the overlay works with them: what their types promised is trusted, and the types are gone.

/** {@link RecipeRow}'s effect, without its types. */
export interface RowRecipe {
  readonly type: string
  id(arg: unknown): string | number
  update?(row: object, step: AnyStep): object | undefined
  answer?(result: unknown): object | undefined
}

/** An insert, without its types. */
export interface InsertRecipe {
  readonly type: string
  create(arg: unknown, temporaryId: string): object
  answer(result: unknown): object
  readonly into: Readonly<
    Record<string, ((queryArg: unknown, arg: unknown) => boolean) | undefined>
  >
  readonly at?: 'start' | 'end'
  isSame?(row: object, arg: unknown): boolean
}

/** What a recipe does to whole entries, without its types. */
export interface EntryRecipe {
  at?(arg: unknown): unknown
  tags?(arg: unknown): readonly (string | { type: string; id?: string | number })[]
  where?(queryArg: unknown, arg: unknown): boolean
  update(data: unknown, step: AnyStep & { queryArg: unknown; isCertain: boolean }): unknown
}

/** A mutation's recipe, without its types. */
export interface AnyRecipe {
  scope?(arg: unknown): string
  readonly row?: RowRecipe
  readonly insert?: InsertRecipe
  readonly entries?: Readonly<Record<string, EntryRecipe | undefined>>
}

/** A recipe, and what follows from it. */
export interface Recipe extends AnyRecipe {
  readonly entries: NonNullable<AnyRecipe['entries']>
  /** It changes one row, and nothing else. */
  readonly isAboutRow: boolean
  /** It changes rows that are there. */
  readonly changesRow: boolean
  /** It changes what is shown; others are only seen as pending. */
  readonly hasEffect: boolean
  /** The query endpoints whose entries it can change. */
  readonly queries: ReadonlySet<string>
}

/** What a recipe is told of the operation that it plays. */
export type AnyStep = Step<unknown, unknown>

/** The options without their types. */
export interface AnyOptions {
  readonly rows: Readonly<Record<string, AnyRowType>>
  readonly recipes: Readonly<Record<string, AnyRecipe | undefined>>
}

/** The options, looked up the way the overlay asks. */
export interface Schema {
  /** How an endpoint shows rows, by their types. */
  lensesOf(endpointName: string | undefined): Iterable<Lens>
  lensOf(endpointName: string | undefined, type: string): Lens | undefined
  hasRecipe(mutation: string): boolean
  /** A mutation's recipe; one that does nothing where there is none. */
  recipeOf(mutation: string): Recipe
  /** The mutations with a recipe for whole entries of a query endpoint. */
  changersOf(query: string | undefined): ReadonlySet<string>
}

const none: readonly never[] = []
const nobody: ReadonlySet<string> = new Set()

/** By the endpoint that shows the rows, and by their type. */
const lensesBy = (rows: AnyOptions['rows']) => {
  const lenses = new Map<string | undefined, Map<string, Lens>>()
  for (const [type, rowType] of Object.entries(rows)) {
    for (const [endpointName, place] of Object.entries(rowType.in)) {
      if (!place) continue
      const known = lenses.get(endpointName) ?? new Map<string, Lens>()
      lenses.set(endpointName, known.set(type, createLens(type, rowType, place)))
    }
  }
  return lenses
}

const queriesOf = ({ row, insert, entries = {} }: AnyRecipe, rows: AnyOptions['rows']) => {
  const shown = row ? Object.keys(rows[row.type]?.in ?? {}) : []
  return new Set([...shown, ...Object.keys(insert?.into ?? {}), ...Object.keys(entries)])
}

const toRecipe = (recipe: AnyRecipe, rows: AnyOptions['rows']): Recipe => {
  const { row, insert, entries } = recipe
  const changesRow = row !== undefined && (row.update ?? row.answer) !== undefined
  const changesMore = insert !== undefined || entries !== undefined
  return {
    ...recipe,
    entries: entries ?? {},
    isAboutRow: row !== undefined && !changesMore,
    changesRow,
    hasEffect: changesRow || changesMore,
    queries: queriesOf(recipe, rows),
  }
}

/** Turns the options into what can be looked up in constant time. */
export const createSchema = ({ rows, recipes }: AnyOptions): Schema => {
  const lenses = lensesBy(rows)
  const known = new Map<string, Recipe>()
  const changers = new Map<string | undefined, Set<string>>()
  for (const [name, recipe] of Object.entries(recipes)) {
    if (!recipe) continue
    known.set(name, toRecipe(recipe, rows))
    for (const query of Object.keys(recipe.entries ?? {})) {
      changers.set(query, (changers.get(query) ?? new Set()).add(name))
    }
  }
  const nothing = toRecipe({}, rows)
  return {
    lensesOf: (endpointName) => lenses.get(endpointName)?.values() ?? none,
    lensOf: (endpointName, type) => lenses.get(endpointName)?.get(type),
    hasRecipe: (mutation) => known.has(mutation),
    recipeOf: (mutation) => known.get(mutation) ?? nothing,
    changersOf: (query) => changers.get(query) ?? nobody,
  }
}
