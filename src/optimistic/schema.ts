import type { Step } from './recipes.ts'

// The options as the overlay works with them: what their types promised is trusted, and the types are gone.

/** How one endpoint shows rows of one type. */
export interface Lens {
  readonly type: string
  idOf(row: unknown): string
  versionOf(row: unknown): string | number | null | undefined
  get(data: unknown): readonly object[]
  set(data: unknown, rows: readonly object[]): unknown
}

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

interface AnyRowType {
  id?(row: unknown): string | number
  version?(row: unknown): string | number | null | undefined
  readonly in: Readonly<Record<string, Pick<Lens, 'get' | 'set'> | undefined>>
}

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

const plainId = (row: unknown): string | number => (row as { id: string | number }).id

const isId = (id: unknown): boolean => typeof id === 'string' || typeof id === 'number'

const toLens = (type: string, rowType: AnyRowType, place: Pick<Lens, 'get' | 'set'>): Lens => {
  const id = rowType.id ?? plainId
  // Data that was looked at, and has rows at hand. A getter that makes its rows anew each time is asked once: what it
  // made is kept. Not for the others: a weak map's values live as long as large collections are apart.
  const checked = new WeakSet<object>()
  const made = new WeakMap<object, readonly object[]>()

  /** An app may have given an endpoint another shape (`transformResponse`): what has no rows has none. */
  const read = (data: unknown): readonly object[] => {
    try {
      const rows: unknown = place.get(data)
      return Array.isArray(rows) && rows.every((row) => isId(id(row))) ? rows : none
    } catch {
      return none
    }
  }
  const keep = (data: object, rows: readonly object[]): void => {
    if (rows !== none && place.get(data) === rows) checked.add(data)
    else made.set(data, rows)
  }
  return {
    type,
    idOf: (row) => {
      const its = id(row)
      return typeof its === 'string' ? its : String(its)
    },
    versionOf: (row) => rowType.version?.(row),
    get: (data) => {
      if (typeof data !== 'object' || data === null) return none
      if (checked.has(data)) return place.get(data)
      const known = made.get(data)
      if (known) return known
      const rows = read(data)
      keep(data, rows)
      return rows
    },
    set: (data, rows) => {
      const next = place.set(data, rows)
      // Rows that come from here were looked at when they came in.
      if (typeof next === 'object' && next !== null && place.get(next) === rows) checked.add(next)
      return next
    },
  }
}

/** Turns the options into what can be looked up in constant time. */
export const createSchema = ({ rows, recipes }: AnyOptions): Schema => {
  const lenses = new Map<string, Lens[]>()
  for (const [type, rowType] of Object.entries(rows)) {
    for (const [endpointName, place] of Object.entries(rowType.in)) {
      if (!place) continue
      const known = lenses.get(endpointName) ?? []
      lenses.set(endpointName, [...known, toLens(type, rowType, place)])
    }
  }
  const touched = new Map<string, ReadonlySet<string>>()
  for (const [name, recipe] of Object.entries(recipes)) {
    const shown = recipe?.row ? Object.keys(rows[recipe.row.type]?.in ?? {}) : []
    const names = [
      ...shown,
      ...Object.keys(recipe?.insert?.into ?? {}),
      ...Object.keys(recipe?.entries ?? {}),
    ]
    touched.set(name, new Set(names))
  }
  const aboutRow = new Set<string>()
  const changers = new Map<string, Set<string>>()
  for (const [name, recipe] of Object.entries(recipes)) {
    if (recipe?.row && !recipe.insert && !recipe.entries) aboutRow.add(name)
    for (const query of Object.keys(recipe?.entries ?? {})) {
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
