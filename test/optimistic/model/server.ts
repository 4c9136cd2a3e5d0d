import type { Change, Entry, EntryData, ListArg, Patch, Todo, TracedField } from './todos.ts'
import { lists, tracedFields } from './todos.ts'

/** What the server answers. */
export type Answer<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly status: number | string } }

/** The server's side of the model: rows, and when each value of each field was written. */
export interface Server {
  /** Counts its writes. */
  time(): number
  ids(): readonly string[]
  row(id: string): Todo | undefined
  /** Reads an entry as it is now; `undefined` where there is none. */
  read(entry: Entry): EntryData | undefined
  /** Carries a change out. */
  apply(change: Change): Answer<Todo | null>
  /** When it wrote a value, if it ever did. */
  writtenAt(id: string, field: TracedField, value: unknown): number | undefined
  /** When a row was last missing from a list that had shown it. */
  leftAt(key: string, id: string): number
}

/** How the worlds of runs differ on the server's side. */
export interface ServerOptions {
  readonly rows: number
  readonly versions: boolean
}

const PAGE_SIZE = 3

/** Makes a server with some rows, the newest first. */
export const createServer = ({ rows: size, versions }: ServerOptions): Server => {
  let time = 0
  let made = 0
  let rows: readonly Required<Todo>[] = []
  const history = new Map<string, number>()
  const pages = new Map<string, ReadonlySet<string>>()
  const left = new Map<string, number>()

  const matching = ({ only }: ListArg) => (only ? rows.filter(({ done }) => !done) : rows)

  const pageOf = (list: ListArg) => {
    const all = matching(list)
    const start = (list.page - 1) * PAGE_SIZE
    return { rows: all.slice(start, start + PAGE_SIZE), total: all.length }
  }

  const noteLeaves = () => {
    for (const entry of lists) {
      if (!('list' in entry)) continue
      const now = new Set(pageOf(entry.list).rows.map(({ id }) => id))
      for (const id of pages.get(entry.key) ?? []) {
        if (!now.has(id)) left.set(`${entry.key} ${id}`, time)
      }
      pages.set(entry.key, now)
    }
  }

  const write = (next: readonly Required<Todo>[], id: string) => {
    time += 1
    rows = next
    const row = rows.find((row) => row.id === id)
    for (const field of tracedFields) {
      const key = `${id} ${field} ${row?.[field]}`
      if (row && !history.has(key)) history.set(key, time)
    }
    noteLeaves()
  }

  const show = ({ rev, ...row }: Required<Todo>, isDetail: boolean): Todo => {
    const { body, ...short } = row
    return { ...(isDetail ? { ...short, body } : short), ...(versions && { rev }) }
  }

  const change = (id: string, patch: Patch): Answer<Todo> => {
    const row = rows.find((row) => row.id === id)
    if (!row) return { ok: false, error: { status: 404 } }
    const next = { ...row, ...patch, rev: row.rev + 1 }
    write(
      rows.map((row) => (row.id === id ? next : row)),
      id,
    )
    return { ok: true, value: show(next, true) }
  }

  const create = (name: string, origin: string): Answer<Todo> => {
    made += 1
    const id = `t${made}`
    const texts = { note: `note of ${id}`, label: `label of ${id}`, body: `body of ${id}` }
    const row = { id, name, ...texts, done: false, origin }
    write([{ ...row, rev: 1 }, ...rows], id)
    return { ok: true, value: show({ ...row, rev: 1 }, true) }
  }

  for (let i = 1; i <= size; i++) create(`name of t${i}`, `first ${i}`)

  return {
    time: () => time,
    ids: () => rows.map(({ id }) => id),
    row: (id) => {
      const row = rows.find((row) => row.id === id)
      return row && show(row, true)
    },
    read: (entry) => {
      if ('list' in entry) {
        const page = pageOf(entry.list)
        return { rows: page.rows.map((row) => show(row, false)), total: page.total }
      }
      const row = rows.find(({ id }) => id === entry.detail)
      return row && show(row, true)
    },
    apply: (it) => {
      switch (it.kind) {
        case 'create':
          return create(it.name, it.origin)
        case 'update':
          return change(it.id, it.patch)
        case 'stamp':
          return change(it.id, { note: `stamp ${it.n}` })
        case 'delete': {
          const isThere = rows.some(({ id }) => id === it.id)
          if (!isThere) return { ok: false, error: { status: 404 } }
          write(
            rows.filter(({ id }) => id !== it.id),
            it.id,
          )
          return { ok: true, value: null }
        }
      }
    },
    writtenAt: (id, field, value) => history.get(`${id} ${field} ${value}`),
    leftAt: (key, id) => left.get(`${key} ${id}`) ?? -1,
  }
}
