/** A row of the server's table. */
export interface Row {
  id: string
  name: string
  note: string
}

/** What a client may change of a row. */
export type Patch = Partial<Omit<Row, 'id'>>

/** The lists that the server can answer: the whole table, pages of three, by name, or those with an `e` in their name. */
export type ListName = 'all' | 'first' | 'second' | 'sorted' | 'matching'

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

/** What the server answers to a call. */
export type AnswerTo<C extends Call> = C extends { kind: 'list' | 'feed' }
  ? Page
  : C extends { kind: 'remove' }
    ? { readonly id: string }
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

/** The one truth: a table that scenarios change as other clients would. */
export class Server {
  #rows: Row[]
  #lastId: number

  constructor(names: readonly string[]) {
    this.#rows = names.map((name, index) => ({ id: String(index + 1), name, note: '' }))
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
    const row = { id: String(this.#lastId), name: '', note: '', ...fields }
    this.#rows = [...this.#rows, row]
    return row
  }

  remove(id: string): { id: string } {
    this.#row(id)
    this.#rows = this.#rows.filter((row) => row.id !== id)
    return { id }
  }

  list(list: ListName): Page {
    const rows = this.#rows
    if (list === 'first') return { items: rows.slice(0, 3), total: rows.length }
    if (list === 'second') return { items: rows.slice(3, 6), total: rows.length }
    if (list === 'sorted') {
      const items = rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      return { items, total: rows.length }
    }
    const items = list === 'matching' ? rows.filter((row) => row.name.includes('e')) : rows
    return { items, total: items.length }
  }

  handle(call: Call): Page | Row | { id: string } {
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
    }
  }

  #row(id: string): Row {
    const row = this.#rows.find((each) => each.id === id)
    if (!row) throw new Error(`the server has no row ${id}`)
    return row
  }
}
