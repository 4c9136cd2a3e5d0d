/** What the model's server keeps. Names, notes, labels and bodies are never written twice, so that a value tells its time. */
export interface Todo {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly label: string
  readonly done: boolean
  /** The label that its maker gave it: what tells a row of an answer from the one that stands in for it. */
  readonly origin: string
  /** Only details have it. */
  readonly body?: string
  /** How often the server wrote it; only in worlds with versions. */
  readonly rev?: number
}

/** The fields that can be written. */
export type Patch = Partial<Pick<Todo, 'name' | 'note' | 'label' | 'done' | 'body'>>

/** The fields whose values are unique. */
export const tracedFields = ['name', 'note', 'label', 'body'] as const

/** A field whose values are unique. */
export type TracedField = (typeof tracedFields)[number]

/** Which rows a list shows. */
export interface ListArg {
  readonly page: number
  readonly only?: 'open'
}

/** One page of a list. */
export interface TodoPage {
  readonly rows: readonly Todo[]
  readonly total: number
}

/** A cache entry. */
export type Entry =
  | { readonly key: string; readonly list: ListArg }
  | { readonly key: string; readonly detail: string }

/** What an entry holds. */
export type EntryData = TodoPage | Todo

/** The lists that are asked for. */
export const lists: readonly Entry[] = [
  { key: 'page 1', list: { page: 1 } },
  { key: 'page 2', list: { page: 2 } },
  { key: 'open', list: { page: 1, only: 'open' } },
]

/** The entry of one row. */
export const detailOf = (id: string): Entry => ({ key: `detail ${id}`, detail: id })

const listFields = tracedFields.filter((field) => field !== 'body')

/**
 * The fields that an entry's own answers have. What a list's row has besides came with a detail or with a mutation, and
 * is gone with the list's next answer: nobody can count on it.
 */
export const fieldsOf = (entry: Entry): readonly TracedField[] =>
  'list' in entry ? listFields : tracedFields

/** The rows that an entry shows. */
export const rowsOf = (data: EntryData): readonly Todo[] => ('rows' in data ? data.rows : [data])

/** Where a row that is being made stands until the server says more. */
export const showsCreated = (list: ListArg): boolean => list.page === 1 && !list.only

/** What a mutation asks for; `n` is its number in the run. */
export type Change =
  | { readonly kind: 'update'; readonly n: number; readonly id: string; readonly patch: Patch }
  | { readonly kind: 'delete'; readonly n: number; readonly id: string }
  | { readonly kind: 'create'; readonly n: number; readonly name: string; readonly origin: string }
  /** The server decides what changes: nothing can be shown before its answer. */
  | { readonly kind: 'stamp'; readonly n: number; readonly id: string }

/** What a query asks for. */
export type Read = { readonly kind: 'read'; readonly entry: Entry }

/** The row that a change is about; a new one has no id yet. */
export const rowOf = (change: Change): string | undefined =>
  change.kind === 'create' ? undefined : change.id
