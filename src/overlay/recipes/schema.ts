import type { AnyRecipe, InsertRecipe } from './any-recipe.ts'
import type { Change } from './draft.ts'
import { createChange } from './draft.ts'
import type { Ask, Guard, OnRecipeError } from './guard.ts'
import { createGuard } from './guard.ts'
import type { ManyRowsParts } from './many-rows.ts'
import { withManyRows } from './many-rows.ts'
import type { AnyRowType, RowsIn } from './rows-in.ts'
import { createRowsIn, idIn, isId } from './rows-in.ts'

/** A recipe, and what follows from it. */
export interface Recipe extends Omit<AnyRecipe, 'insert'> {
  /** How it makes rows of one kind; those of further kinds have recipes of their own, of these names. */
  readonly insert?: InsertRecipe | undefined
  readonly further: readonly string[]
  /** It changes rows that are there. */
  readonly changesRow: boolean
  /** It changes whole entries. */
  readonly changesEntries: boolean
  /** The query endpoints whose entries it can change. */
  readonly queries: ReadonlySet<string>
}

/** The options without their types. */
export interface AnyOptions {
  readonly rows: Readonly<Record<string, AnyRowType>>
  readonly recipes: Readonly<Record<string, AnyRecipe | undefined>>
  readonly onRecipeError?: OnRecipeError | undefined
}

/** The options, looked up the way the overlay asks. */
export interface Schema {
  /** Nothing is declared. */
  readonly isEmpty: boolean
  /** Counts what was added: an index of before does not know of that. */
  readonly age: number
  /** Adds rows and recipes. */
  add(more: Partial<AnyOptions>): void
  /** Calls a function of the app, and reports what it throws. */
  readonly ask: Ask
  /** Tells of what makes an operation not optimistic. */
  readonly report: Guard['report']
  /** Calls what may change a draft, or return a value. */
  readonly change: Change
  /** How an endpoint shows rows, by their types. */
  rowsIn(endpointName: string | undefined): ReadonlyMap<string, RowsIn>
  /** Has the mutation a recipe? */
  hasRecipe(mutation: string): boolean
  /** What a mutation of this name does: nothing where it has no recipe. */
  recipeOf(mutation: { readonly endpointName: string }): Recipe
  /** The row types, by name. */
  readonly types: ReadonlyMap<string | undefined, AnyRowType>
  /** Are the ids of a type numbers? */
  hasNumbers(type: string): boolean
  /** An id as rows of a type have it. */
  toId(type: string, id: string): string | number
  /** The id of a row as it has it; its function may throw. */
  rowId(type: string, row: object): string | number | undefined
  /** Less than 0 where a row is older than another of its type; no number unless both say when the server wrote them. */
  compare(type: string | undefined, row: object, other: object): number
}

const none: ReadonlyMap<string, RowsIn> = new Map()

const noRecipe: Recipe = {
  changesRow: false,
  changesEntries: false,
  queries: new Set(),
  further: [],
}

/** The name under which rows that were told are an operation: no mutation has it. */
export const TOLD = ''

/** By the endpoint that shows the rows, and by their type. */
const rowsByEndpoint = (rows: AnyOptions['rows'], ask: Ask) => {
  const all = new Map<string | undefined, Map<string, RowsIn>>()
  for (const [type, rowType] of Object.entries(rows)) {
    for (const [endpointName, place] of Object.entries(rowType.in)) {
      if (!place) continue
      const known = all.get(endpointName) ?? new Map<string, RowsIn>()
      all.set(
        endpointName,
        known.set(type, createRowsIn(type, rowType, { ...place, endpointName }, ask)),
      )
    }
  }
  return all
}

const insertsOf = ({ insert }: AnyRecipe): readonly InsertRecipe[] =>
  insert === undefined ? [] : Array.isArray(insert) ? insert : [insert as InsertRecipe]

const toRecipe = (
  declared: AnyRecipe,
  rows: AnyOptions['rows'],
  parts: Pick<ManyRowsParts, 'rowsIn' | 'change'>,
): Recipe => {
  const endpointsOf = (type: string) => Object.keys(rows[type]?.in ?? {})
  const recipe = withManyRows(declared, { ...parts, endpointsOf })
  const { row, entries } = recipe
  const insert = insertsOf(declared)[0]
  const shown = row ? endpointsOf(row.type) : []
  return {
    ...recipe,
    insert,
    further: [],
    changesRow: row !== undefined && (row.update ?? row.answer) !== undefined,
    changesEntries: entries !== undefined,
    queries: new Set([...shown, ...Object.keys(insert?.into ?? {}), ...Object.keys(entries ?? {})]),
  }
}

/** Rows and recipes of endpoints that were injected, besides those that there are. */
const merge = (known: AnyOptions, more: Partial<AnyOptions>): AnyOptions => {
  const rows: Record<string, AnyRowType> = { ...known.rows }
  for (const [type, rowType] of Object.entries(more.rows ?? {})) {
    rows[type] = { ...rows[type], ...rowType, in: { ...rows[type]?.in, ...rowType.in } }
  }
  return { ...known, rows, recipes: { ...known.recipes, ...more.recipes } }
}

/** Turns the options into what can be looked up in constant time. */
export const createSchema = (options: AnyOptions): Schema => {
  const { ask, report } = createGuard(options.onRecipeError)
  const change = createChange()
  let all = options
  let age = 0
  const read = ({ rows, recipes }: AnyOptions) => {
    const places = rowsByEndpoint(rows, ask)
    const types = new Map<string | undefined, AnyRowType>(Object.entries(rows))
    const known = new Map<string, Recipe>()
    const rowsIn = (name: string) => places.get(name) ?? none
    for (const [name, recipe] of Object.entries(recipes)) {
      if (!recipe) continue
      const { scope } = recipe
      const parts = { rowsIn, change }
      const others = insertsOf(recipe)
        .slice(1)
        .map((insert, i) => [`${name}#${i + 1}`, insert] as const)
      known.set(name, { ...toRecipe(recipe, rows, parts), further: others.map(([one]) => one) })
      for (const [one, insert] of others) {
        known.set(one, toRecipe({ insert, ...(scope && { scope }) }, rows, parts))
      }
    }
    const isEmpty = places.size === 0 && known.size === 0
    return { places, types, known, isEmpty }
  }
  let now = read(all)
  return {
    get isEmpty() {
      return now.isEmpty
    },
    get age() {
      return age
    },
    get types() {
      return now.types
    },
    add: (more) => {
      all = merge(all, more)
      now = read(all)
      age++
    },
    ask,
    report,
    change,
    rowsIn: (endpointName) => now.places.get(endpointName) ?? none,
    hasRecipe: (mutation) => now.known.has(mutation),
    recipeOf: ({ endpointName }) => now.known.get(endpointName) ?? noRecipe,
    hasNumbers: (type) => now.types.get(type)?.numericIds === true,
    toId: (type, id) => (now.types.get(type)?.numericIds ? Number(id) : id),
    rowId: (type, row) => {
      const id = idIn(now.types.get(type))(row)
      return isId(id) ? id : undefined
    },
    compare: (type, row, other) => {
      const version = now.types.get(type)?.version
      const [a, b] = [row, other].map((one) => version && ask(undefined, () => version(one)))
      if (a == null || b == null) return Number.NaN
      return a < b ? -1 : a > b ? 1 : 0
    },
  }
}
