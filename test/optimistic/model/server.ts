import type {
  Change,
  Entry,
  EntryData,
  ListArg,
  Page,
  Patch,
  Row,
  RowType,
  TracedField,
} from './todos.ts'
import { isDetail, lists, tracedFields, typeOfEntry } from './todos.ts'

/** What the server answers. */
export type Answer<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      readonly error: { readonly status: number | string; readonly outcome?: 'not-sent' }
    }

/** The server's side of the model: rows, and when each value of each field was written. */
export interface Server {
  /** Counts its writes. */
  time(): number
  ids(type?: RowType): readonly string[]
  row(id: string): Row | undefined
  /** The row that was made under this label, if it ever was. */
  idOf(origin: string): string | undefined
  /** When a row was made. */
  madeAt(id: string): number
  /** Answers a read as it is now: of a list, the page behind a row; `undefined` where there is none. */
  read(entry: Entry, after?: string): Exclude<EntryData, { pages: unknown }> | undefined
  /** What an entry of as many pages holds once all of them are read. */
  value(entry: Entry, pages?: number): EntryData | undefined
  /** Carries a change out. */
  apply(change: Change): Answer<Row | readonly Row[] | null>
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

type Stored = Required<Omit<Row, 'owner'>> & { readonly ownerId: string | undefined }

const PAGE_SIZE = 3
const USERS = 2
const refused: Answer<never> = { ok: false, error: { status: 404 } }

const numberOf = (id: string): number => Number(id.slice(1))

/** Makes a server with some rows, the newest first. */
export const createServer = ({ rows: size, versions }: ServerOptions): Server => {
  let time = 0
  const made: Record<RowType, number> = { Todo: 0, User: 0 }
  const stored: Record<RowType, readonly Stored[]> = { Todo: [], User: [] }
  const history = new Map<string, number>()
  const origins = new Map<string, string>()
  const births = new Map<string, number>()
  const firstPages = new Map<string, readonly string[]>()
  const left = new Map<string, number>()

  const find = (id: string) =>
    stored.Todo.find((row) => row.id === id) ?? stored.User.find((row) => row.id === id)

  const show = (row: Stored, isWhole = false, withOwner = false): Row => {
    const { body, rev, ownerId, ...short } = row
    const owner = withOwner && ownerId !== undefined ? find(ownerId) : undefined
    return {
      ...short,
      ...(isWhole && { body }),
      ...(versions && { rev }),
      ...(withOwner && { owner: owner ? show(owner) : null }),
    }
  }

  const pageOf = ({ page, only }: ListArg) => {
    const rows = only ? stored.Todo.filter(({ done }) => !done) : stored.Todo
    return { rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: rows.length }
  }

  const read: Server['read'] = (entry, after = '') => {
    if (isDetail(entry)) {
      const row = find(entry.arg)
      return row && show(row, true)
    }
    const all = stored[typeOfEntry(entry)]
    switch (entry.endpoint) {
      case 'listTodos': {
        const { rows, total } = pageOf(entry.arg)
        return { rows: rows.map((row) => show(row)), total }
      }
      case 'feedTodos':
      case 'scrollTodos':
        return {
          rows: all
            .filter(({ id }) => after === '' || numberOf(id) < numberOf(after))
            .slice(0, PAGE_SIZE)
            .map((row) => show(row)),
          total: all.length,
        }
      case 'getBoard':
        return { rows: all.map((row) => show(row, false, true)), total: all.length }
      case 'listUsers':
        return { rows: all.map((row) => show(row)), total: all.length }
    }
  }

  const idsOn = (entry: Entry): readonly string[] => {
    const rows = stored[typeOfEntry(entry)]
    switch (entry.endpoint) {
      case 'listTodos':
        return pageOf(entry.arg).rows.map(({ id }) => id)
      case 'feedTodos':
      case 'scrollTodos':
        return rows.slice(0, PAGE_SIZE).map(({ id }) => id)
      default:
        return rows.map(({ id }) => id)
    }
  }

  const noteLeaves = () => {
    for (const entry of lists) {
      const now = idsOn(entry)
      for (const id of firstPages.get(entry.key) ?? []) {
        if (!now.includes(id)) left.set(`${entry.key} ${id}`, time)
      }
      firstPages.set(entry.key, now)
    }
  }

  /** Writes the rows of a type; `written` are those that changed. */
  const write = (type: RowType, rows: readonly Stored[], written: readonly Stored[]) => {
    stored[type] = rows
    for (const row of written) {
      for (const field of tracedFields) {
        const key = `${row.id} ${field} ${row[field]}`
        if (!history.has(key)) history.set(key, time)
      }
    }
  }

  const patch = (type: RowType, ids: readonly string[], values: Partial<Stored>) => {
    const next = stored[type].map((row) =>
      ids.includes(row.id) ? { ...row, ...values, rev: row.rev + 1 } : row,
    )
    write(
      type,
      next,
      next.filter(({ id }) => ids.includes(id)),
    )
  }

  const change = (type: RowType, id: string, values: Patch): Answer<Row> => {
    if (!find(id)) return refused
    time += 1
    patch(type, [id], values)
    noteLeaves()
    const row = find(id)
    return row ? { ok: true, value: show(row, true) } : refused
  }

  const remove = (type: RowType, ids: readonly string[]): Answer<null> => {
    time += 1
    write(
      type,
      stored[type].filter(({ id }) => !ids.includes(id)),
      [],
    )
    const owned = stored.Todo.filter(({ ownerId }) => ownerId && ids.includes(ownerId))
    patch(
      'Todo',
      owned.map(({ id }) => id),
      { ownerId: undefined },
    )
    noteLeaves()
    return { ok: true, value: null }
  }

  const create = (type: RowType, name: string, origin: string): Answer<Row> => {
    time += 1
    made[type] += 1
    const id = `${type === 'Todo' ? 't' : 'u'}${made[type]}`
    const texts = { note: `note of ${id}`, label: `label of ${id}`, body: `body of ${id}` }
    const users = stored.User
    const ownerId = type === 'Todo' ? users[made.Todo % Math.max(users.length, 1)]?.id : undefined
    const row: Stored = { id, name, ...texts, done: false, origin, rev: 1, ownerId }
    origins.set(origin, id)
    births.set(id, time)
    write(type, [row, ...stored[type]], [row])
    noteLeaves()
    return { ok: true, value: show(row, true) }
  }

  for (let i = 1; i <= USERS; i++) create('User', `name of u${i}`, `user first ${i}`)
  for (let i = 1; i <= size; i++) create('Todo', `name of t${i}`, `first ${i}`)

  return {
    time: () => time,
    ids: (type) => {
      const types: readonly RowType[] = type ? [type] : ['Todo', 'User']
      return types.flatMap((one) => stored[one].map(({ id }) => id))
    },
    row: (id) => {
      const row = find(id)
      return row && show(row, true)
    },
    idOf: (origin) => origins.get(origin),
    madeAt: (id) => births.get(id) ?? -1,
    read,
    value: (entry, pages = 1) => {
      if (entry.endpoint !== 'feedTodos') return read(entry)
      const all = stored.Todo
      const page = (i: number): Page => ({
        rows: all.slice(i * PAGE_SIZE, (i + 1) * PAGE_SIZE).map((row) => show(row)),
        total: all.length,
      })
      const param = (i: number) => all[i * PAGE_SIZE - 1]?.id ?? ''
      const numbers = Array.from({ length: pages }, (_, i) => i)
      return { pages: numbers.map(page), pageParams: numbers.map(param) }
    },
    apply: (it) => {
      switch (it.kind) {
        case 'create':
          return create(it.type, it.name, it.origin)
        case 'create several': {
          const rows = it.rows.map(({ type, name, origin }) => create(type, name, origin))
          return { ok: true, value: rows.flatMap((one) => (one.ok ? one.value : [])) }
        }
        case 'update':
          return change(it.type, it.id, it.patch)
        case 'move':
          return change(it.type, it.id, { done: it.done })
        case 'stamp':
          return change(it.type, it.id, { note: `stamp ${it.n}` })
        case 'delete':
          return find(it.id) ? remove(it.type, [it.id]) : refused
        case 'clear':
          return remove('Todo', it.ids)
        case 'mark all': {
          time += 1
          patch(
            'Todo',
            stored.Todo.map(({ id }) => id),
            { [it.field]: it.value },
          )
          return { ok: true, value: null }
        }
      }
    },
    writtenAt: (id, field, value) => history.get(`${id} ${field} ${value}`),
    leftAt: (key, id) => left.get(`${key} ${id}`) ?? -1,
  }
}
