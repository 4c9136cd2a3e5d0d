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

/** What a recipe is told of the operation that it plays. */
export type AnyStep = Step<unknown, unknown>

/** The options without their types. */
export interface AnyOptions {
  readonly rows: Readonly<Record<string, AnyRowType>>
  readonly recipes: Readonly<Record<string, AnyRecipe | undefined>>
}

/** The options, looked up the way the overlay asks. */
export interface Schema {
  /** Row types by the endpoint that shows them. */
  lensesOf(endpointName: string): readonly Lens[]
  lensOf(endpointName: string, type: string): Lens | undefined
  recipeOf(endpointName: string): AnyRecipe | undefined
  /** Does a mutation change one row, and nothing else? */
  isAboutRow(mutation: string): boolean
  /** The mutations with a recipe for whole entries of a query endpoint. */
  changersOf(query: string): ReadonlySet<string>
  /** The query endpoints whose entries a mutation's recipe can change. */
  touchedBy(endpointName: string): ReadonlySet<string>
}

const none: readonly never[] = []
const nowhere: ReadonlySet<string> = new Set()

const lensesBy = (rows: AnyOptions['rows']): ReadonlyMap<string, readonly Lens[]> => {
  const lenses = new Map<string, Lens[]>()
  for (const [type, rowType] of Object.entries(rows)) {
    for (const [endpointName, place] of Object.entries(rowType.in)) {
      if (!place) continue
      const known = lenses.get(endpointName) ?? []
      lenses.set(endpointName, [...known, createLens(type, rowType, place)])
    }
  }
  return lenses
}

const queriesOf = ({ row, insert, entries }: AnyRecipe, rows: AnyOptions['rows']) => {
  const shown = row ? Object.keys(rows[row.type]?.in ?? {}) : []
  return new Set([...shown, ...Object.keys(insert?.into ?? {}), ...Object.keys(entries ?? {})])
}

/** Turns the options into what can be looked up in constant time. */
export const createSchema = ({ rows, recipes }: AnyOptions): Schema => {
  const lenses = lensesBy(rows)
  const touched = new Map<string, ReadonlySet<string>>()
  const aboutRow = new Set<string>()
  const changers = new Map<string, Set<string>>()
  for (const [name, recipe = {}] of Object.entries(recipes)) {
    touched.set(name, queriesOf(recipe, rows))
    if (recipe.row && !recipe.insert && !recipe.entries) aboutRow.add(name)
    for (const query of Object.keys(recipe.entries ?? {})) {
      changers.set(query, (changers.get(query) ?? new Set()).add(name))
    }
  }
  const recipeOf: Schema['recipeOf'] = (endpointName) =>
    Object.hasOwn(recipes, endpointName) ? recipes[endpointName] : undefined
  return {
    lensesOf: (endpointName) => lenses.get(endpointName) ?? none,
    lensOf: (endpointName, type) => lenses.get(endpointName)?.find((lens) => lens.type === type),
    recipeOf,
    isAboutRow: (mutation) => aboutRow.has(mutation),
    changersOf: (query) => changers.get(query) ?? nowhere,
    touchedBy: (endpointName) => touched.get(endpointName) ?? nowhere,
  }
}
