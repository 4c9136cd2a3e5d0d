// What the model's server keeps, and how it is asked for. Names, notes, labels and bodies are never written twice, so that
// a value tells its time.

/** Rows of two types, with the same fields. A todo has an owner, and some entries show the owner within it. */
export type RowType = 'Todo' | 'User'

/** A row of either type. */
export interface Row {
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
  /** A row in a row: only the board's answers have it. */
  readonly owner?: Row | null
}

/** The fields that can be written. */
export type Patch = Partial<Pick<Row, 'name' | 'note' | 'label' | 'done' | 'body'>>

/** The fields whose values are unique. */
export const tracedFields = ['name', 'note', 'label', 'body'] as const

/** A field whose values are unique. */
export type TracedField = (typeof tracedFields)[number]

/** Which rows a list shows. */
export interface ListArg {
  readonly page: number
  readonly only?: 'open'
}

/** Where a further page begins: behind this row; at the start without one. */
export interface ScrollArg {
  readonly after: string
}

/** One page of a list. */
export interface Page {
  readonly rows: readonly Row[]
  readonly total: number
}

/** The pages of an infinite query. */
export interface Feed {
  readonly pages: readonly Page[]
  readonly pageParams: readonly string[]
}

/** A cache entry. */
export type Entry = { readonly key: string } & (
  | { readonly endpoint: 'listTodos'; readonly arg: ListArg }
  /** An infinite query. */
  | { readonly endpoint: 'feedTodos'; readonly arg: 'all' }
  /** One entry whose further pages are merged into it; its argument is that of the last one. */
  | { readonly endpoint: 'scrollTodos'; readonly arg: ScrollArg }
  /** All todos, with their owners in them. */
  | { readonly endpoint: 'getBoard'; readonly arg: 'all' }
  | { readonly endpoint: 'listUsers'; readonly arg: 'all' }
  | { readonly endpoint: 'getTodo' | 'getUser'; readonly arg: string }
)

/** What an entry holds. */
export type EntryData = Page | Feed | Row

/** The lists that are asked for. */
export const lists: readonly Entry[] = [
  { key: 'page 1', endpoint: 'listTodos', arg: { page: 1 } },
  { key: 'page 2', endpoint: 'listTodos', arg: { page: 2 } },
  { key: 'open', endpoint: 'listTodos', arg: { page: 1, only: 'open' } },
  { key: 'feed', endpoint: 'feedTodos', arg: 'all' },
  { key: 'scroll', endpoint: 'scrollTodos', arg: { after: '' } },
  { key: 'board', endpoint: 'getBoard', arg: 'all' },
  { key: 'users', endpoint: 'listUsers', arg: 'all' },
]

/** The entry of one row. */
export const detailOf = (id: string): Entry => ({
  key: `detail ${id}`,
  endpoint: typeOfId(id) === 'Todo' ? 'getTodo' : 'getUser',
  arg: id,
})

/** Is it the entry of one row? Then its key argument is the row's id. */
export const isDetail = (
  entry: Entry,
): entry is Extract<Entry, { readonly endpoint: 'getTodo' | 'getUser' }> =>
  entry.endpoint === 'getTodo' || entry.endpoint === 'getUser'

/** The type of the rows that an entry is about; owners come besides. */
export const typeOfEntry = ({ endpoint }: Entry): RowType =>
  endpoint === 'listUsers' || endpoint === 'getUser' ? 'User' : 'Todo'

const typeOfId = (id: string): RowType => (id.startsWith('u') ? 'User' : 'Todo')

/** Rows that are being made have no telling id. */
export const typeOfRow = ({ origin }: Row): RowType => (origin.startsWith('user') ? 'User' : 'Todo')

const listFields = tracedFields.filter((field) => field !== 'body')

/**
 * The fields that an entry's own answers have. What a list's row has besides came with a detail or with a mutation, and
 * is gone with the list's next answer: nobody can count on it.
 */
export const fieldsOf = (entry: Entry): readonly TracedField[] =>
  isDetail(entry) ? tracedFields : listFields

/** The rows that an entry shows, without those within them. */
export const rowsOf = (data: EntryData): readonly Row[] => {
  if ('pages' in data) return data.pages.flatMap(({ rows }) => rows)
  return 'rows' in data ? data.rows : [data]
}

/** The rows within the rows that an entry shows. */
export const ownersOf = (data: EntryData): readonly Row[] =>
  rowsOf(data).flatMap(({ owner }) => owner ?? [])

/** All rows that an entry shows. */
export const allRowsOf = (data: EntryData): readonly Row[] => [...rowsOf(data), ...ownersOf(data)]

/** A row that the server does not know yet. */
export const isTemporary = ({ id }: Pick<Row, 'id'>): boolean => id.startsWith('tmp:')

/** Where a row that is being made stands until the server says more. */
export const showsCreated = (entry: Entry, type: RowType): boolean => {
  if (type !== typeOfEntry(entry) || isDetail(entry)) return false
  return entry.endpoint !== 'listTodos' || (entry.arg.page === 1 && !entry.arg.only)
}

/** A change of one row. `maker` is the origin of a row that is still being made: its id is temporary then. */
export interface RowChange {
  readonly n: number
  readonly type: RowType
  readonly id: string
  readonly maker?: string
}

/** A row that is to be made. */
export interface Create {
  readonly kind: 'create'
  readonly n: number
  readonly type: RowType
  readonly name: string
  readonly origin: string
}

/** What a mutation asks for; `n` is its number in the run. */
export type Change =
  | (RowChange & { readonly kind: 'update'; readonly patch: Patch })
  | (RowChange & { readonly kind: 'delete' })
  /** It is done, and leaves the list of those that are not; or the other way round. */
  | (RowChange & { readonly kind: 'move'; readonly type: 'Todo'; readonly done: boolean })
  /** The server decides what changes: nothing can be shown before its answer. */
  | (RowChange & { readonly kind: 'stamp' })
  | Create
  /** Several rows at once, of both types; all of them have its number. */
  | {
      readonly kind: 'create several'
      readonly n: number
      readonly type: 'Todo'
      readonly rows: readonly Create[]
    }
  /** Every todo gets this value: its recipe is for whole entries. */
  | {
      readonly kind: 'mark all'
      readonly n: number
      readonly type: 'Todo'
      readonly field: 'note' | 'label'
      readonly value: string
    }
  /** These todos go: its recipe is for whole entries. */
  | {
      readonly kind: 'clear'
      readonly n: number
      readonly type: 'Todo'
      readonly ids: readonly string[]
    }

/** What a query asks for. */
export type Read = { readonly kind: 'read'; readonly entry: Entry; readonly after: string }

/** Is it about whole entries, and so about all todos? */
export const isWhole = ({ kind }: Change): boolean => kind === 'mark all' || kind === 'clear'

/** What a change does, one by one: each row that it makes is something of its own. */
export const partsOf = (change: Change): readonly Change[] =>
  change.kind === 'create several' ? change.rows : [change]

/** Does a change make the row of this origin? */
export const makes = (change: Change | Read, origin: string | undefined): boolean =>
  change.kind !== 'read' &&
  partsOf(change).some((part) => part.kind === 'create' && part.origin === origin)

/** The row that a change names; a new one has no id yet. */
export const rowOf = (change: Change): string | undefined =>
  'id' in change ? change.id : undefined
