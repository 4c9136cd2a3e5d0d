/** A row of the server's table. */
export interface Row {
  id: string
  name: string
  note: string
  /** Goes up by one with each vote. */
  votes: number
  /** Which of two lists it is in. */
  column: Column
}

/** Two lists that rows are moved between. */
export type Column = 'open' | 'done'

/** What a client may change of a row. */
export type Patch = Partial<Omit<Row, 'id'>>

/**
 * The lists that the server can answer: the whole table, pages of three, by name, those with an `e` in their name, or
 * those of one column.
 */
export type ListName = 'all' | 'first' | 'second' | 'sorted' | 'matching' | Column

/** The answer to a list. */
export interface Page {
  items: Row[]
  total: number
}

/** What a client can ask of the server. */
export type Call =
  | { readonly kind: 'list'; readonly list: ListName }
  | { readonly kind: 'detail'; readonly id: string }
  | { readonly kind: 'feed'; readonly page: number }
  | { readonly kind: 'update'; readonly id: string; readonly patch: Patch }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'create'; readonly fields: Patch }
  | { readonly kind: 'updateMany'; readonly ids: readonly string[]; readonly patch: Patch }
  | { readonly kind: 'removeMany'; readonly ids: readonly string[] }
  | { readonly kind: 'createMany'; readonly fields: readonly Patch[] }
  | { readonly kind: 'move'; readonly id: string; readonly to: Column }
  | { readonly kind: 'vote'; readonly id: string }

/** All that is said of a row that is gone, or of one that the server says no more about. */
export interface RowId {
  readonly id: string
}

/** What the server answers to a call. */
export type AnswerTo<C extends Call> = C extends { kind: 'list' | 'feed' }
  ? Page
  : C extends { kind: 'updateMany' | 'createMany' }
    ? Row[]
    : C extends { kind: 'removeMany' }
      ? RowId[]
      : C extends { kind: 'remove' | 'vote' }
        ? RowId
        : Row

/** How many rows a page of the feed has. */
export const feedSize = 2

/** A name at which the app's own optimistic code fails. */
export const poison = 'POISON'

/** A row with a patch: the app's own code, the same in every library's recipe. */
export function edit(row: Row, patch: Patch): Row {
  if (patch.name === poison) throw new Error('the recipe failed')
  return { ...row, ...patch }
}

/** A row with nothing but what was said of it. */
export const newRow = (id: string, fields: Patch): Row => ({
  id,
  name: '',
  note: '',
  votes: 0,
  column: 'open',
  ...fields,
})

/** The lists in which a new row stands at the end. */
export const listsOfNew: readonly ListName[] = ['all', 'open']

/** Is the list one of those that rows are moved between? */
export const isColumn = (list: ListName): list is Column => list === 'open' || list === 'done'

/** Where a row that is moved comes from. */
export const otherColumn = (column: Column): Column => (column === 'open' ? 'done' : 'open')

/** The one truth: a table that scenarios change as other clients would. */
export class Server {
  #rows: Row[]
  #lastId: number

  constructor(names: readonly string[]) {
    this.#rows = names.map((name, index) => newRow(String(index + 1), { name }))
    this.change('3', { column: 'done' })
    this.#lastId = names.length
  }

  get rows(): readonly Row[] {
    return this.#rows
  }

  change(id: string, patch: Patch): Row {
    // Like many servers, this one keeps names without blanks around them.
    const name = patch.name?.trim()
    const clean = name === undefined ? patch : { ...patch, name }
    this.#rows = this.#rows.map((row) => (row.id === id ? { ...row, ...clean } : row))
    return this.#row(id)
  }

  add(fields: Patch): Row {
    this.#lastId += 1
    const row = newRow(String(this.#lastId), fields)
    this.#rows = [...this.#rows, row]
    return row
  }

  remove(id: string): RowId {
    this.#row(id)
    this.#rows = this.#rows.filter((row) => row.id !== id)
    return { id }
  }

  vote(id: string): RowId {
    this.change(id, { votes: this.#row(id).votes + 1 })
    return { id }
  }

  list(list: ListName): Page {
    const rows = this.#rows
    if (isColumn(list)) {
      const items = rows.filter(({ column }) => column === list)
      return { items, total: items.length }
    }
    if (list === 'first') return { items: rows.slice(0, 3), total: rows.length }
    if (list === 'second') return { items: rows.slice(3, 6), total: rows.length }
    if (list === 'sorted') {
      const items = rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      return { items, total: rows.length }
    }
    const items = list === 'matching' ? rows.filter((row) => row.name.includes('e')) : rows
    return { items, total: items.length }
  }

  handle(call: Call): AnswerTo<Call> {
    switch (call.kind) {
      case 'list':
        return this.list(call.list)
      case 'detail':
        return this.#row(call.id)
      case 'feed': {
        const start = call.page * feedSize
        return { items: this.#rows.slice(start, start + feedSize), total: this.#rows.length }
      }
      case 'update':
        return this.change(call.id, call.patch)
      case 'remove':
        return this.remove(call.id)
      case 'create':
        return this.add(call.fields)
      case 'updateMany':
        for (const id of call.ids) this.#row(id)
        return call.ids.map((id) => this.change(id, call.patch))
      case 'removeMany':
        for (const id of call.ids) this.#row(id)
        return call.ids.map((id) => this.remove(id))
      case 'createMany':
        return call.fields.map((fields) => this.add(fields))
      case 'move':
        return this.change(call.id, { column: call.to })
      case 'vote':
        return this.vote(call.id)
    }
  }

  #row(id: string): Row {
    const row = this.#rows.find((each) => each.id === id)
    if (!row) throw new Error(`the server has no row ${id}`)
    return row
  }
}
