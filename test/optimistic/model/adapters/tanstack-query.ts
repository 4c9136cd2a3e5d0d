import type { QueryKey } from '@tanstack/query-core'
import {
  InfiniteQueryObserver,
  MutationObserver,
  notifyManager,
  QueryClient,
  QueryObserver,
} from '@tanstack/query-core'
import type { Client, ClientOptions } from '../client.ts'
import type { Change, Entry, EntryData, Page, Row, RowType } from '../todos.ts'
import {
  isDetail,
  isTemporary,
  lists,
  rowOf,
  rowsOf,
  showsCreated,
  typeOfEntry,
  typeOfRow,
} from '../todos.ts'

type Snapshot = readonly (readonly [QueryKey, unknown])[]

interface Observed {
  refetch(): void
  readMore(): void
  stop(): void
}

const keyOf = (entry: Entry): QueryKey =>
  isDetail(entry) ? ['detail', entry.arg] : ['lists', typeOfEntry(entry), entry.key]

/** Changes each page of what an entry holds. */
const inPages = (data: EntryData, write: (page: Page, i: number) => Page): EntryData => {
  if ('pages' in data) return { ...data, pages: data.pages.map(write) }
  return 'rows' in data ? write(data, 0) : data
}

/** Makes clients of TanStack Query with the optimistic update of its documentation: cancel, remember, write; put back. */
export const createTanStackQuery =
  (hasTags: boolean) =>
  ({ wire }: ClientOptions): Client => {
    // Its timers would answer between the runs.
    notifyManager.setScheduler(queueMicrotask)
    const queries = new QueryClient({
      defaultOptions: {
        queries: {
          retry: false,
          gcTime: Number.POSITIVE_INFINITY,
          staleTime: Number.POSITIVE_INFINITY,
          networkMode: 'always',
        },
        mutations: { retry: false, gcTime: 0, networkMode: 'always' },
      },
    })
    const observers = new Map<string, Observed>()
    const aborts = new Map<number, AbortController>()

    const ask = async (call: Parameters<typeof wire.fetch>[0], signal: AbortSignal) => {
      const answer = await wire.fetch(call, signal)
      if (!answer.ok) throw answer.error
      return answer.value
    }
    const view = (entry: Entry) => queries.getQueryData<EntryData>(keyOf(entry))

    const inLists = (type: RowType, write: (page: Page, entry: Entry, i: number) => Page) => {
      for (const entry of lists) {
        if (typeOfEntry(entry) !== type) continue
        queries.setQueryData(
          keyOf(entry),
          (data: EntryData | undefined) =>
            data && inPages(data, (page, i) => write(page, entry, i)),
        )
      }
    }

    const remove = (type: RowType, ids: readonly string[]) =>
      inLists(type, (page) => {
        const rows = page.rows.filter((row) => !ids.includes(row.id))
        return { rows, total: page.total - page.rows.length + rows.length }
      })

    const insert = (type: RowType, row: Row) =>
      inLists(type, (page, entry, i) =>
        i === 0 && showsCreated(entry, type)
          ? { rows: [row, ...page.rows], total: page.total + 1 }
          : page,
      )

    const update = (type: RowType, id: string | undefined, patch: Partial<Row>) => {
      const merge = (row: Row): Row =>
        id === undefined || row.id === id ? { ...row, ...patch } : row
      inLists(type, (page) => ({ ...page, rows: page.rows.map(merge) }))
      queries.setQueryData(['detail', id ?? ''], (row: Row | undefined) => row && merge(row))
    }

    const write = (change: Change) => {
      switch (change.kind) {
        case 'update':
          return update(change.type, change.id, change.patch as Partial<Row>)
        case 'move':
          return update(change.type, change.id, { done: change.done })
        case 'delete':
          return remove(change.type, [change.id])
        case 'clear':
          return remove(change.type, change.ids)
        case 'mark all':
          return update(change.type, undefined, { [change.field]: change.value })
        case 'create several':
          for (const one of change.rows) write(one)
          return undefined
        case 'create': {
          const { type, name, origin } = change
          const id = `tmp:${origin}`
          return insert(type, { id, name, note: '', label: '', done: false, origin })
        }
      }
    }

    const touchedBy = (change: Change): readonly QueryKey[] => {
      const id = rowOf(change)
      return [['lists', change.type], ...(id === undefined ? [] : [['detail', id]])]
    }

    const replace = (row: Row) =>
      inLists(typeOfRow(row), (page) => ({
        ...page,
        rows: page.rows.map((it) => (it.id === `tmp:${row.origin}` ? row : it)),
      }))

    const change = (it: Change) => {
      const abort = new AbortController()
      aborts.set(it.n, abort)
      const observer = new MutationObserver<unknown, unknown, void, Snapshot>(queries, {
        mutationFn: () => ask(it, abort.signal),
        onMutate: async () => {
          const keys = touchedBy(it)
          await Promise.all(keys.map((queryKey) => queries.cancelQueries({ queryKey })))
          const before = keys.flatMap((queryKey) => queries.getQueriesData({ queryKey }))
          write(it)
          return before
        },
        onError: (_error, _nothing, before) => {
          for (const [key, data] of before ?? []) queries.setQueryData(key, data)
        },
        onSuccess: (result) => {
          if (it.kind === 'create') replace(result as Row)
          if (it.kind === 'create several') for (const row of result as Row[]) replace(row)
        },
        onSettled: async () => {
          if (!hasTags) return
          for (const queryKey of touchedBy(it)) void queries.invalidateQueries({ queryKey })
        },
      })
      observer.mutate().catch(() => undefined)
    }

    const observeFeed = (entry: Entry): Observed => {
      const observer = new InfiniteQueryObserver(queries, {
        queryKey: keyOf(entry),
        queryFn: ({ signal, pageParam }) =>
          ask({ kind: 'read', entry, after: pageParam }, signal) as Promise<Page>,
        initialPageParam: '',
        getNextPageParam: ({ rows }: Page) => rows.at(-1)?.id,
      })
      const stop = observer.subscribe(() => {})
      return {
        refetch: () => void observer.refetch({ cancelRefetch: false }),
        readMore: () => void observer.fetchNextPage({ cancelRefetch: false }),
        stop,
      }
    }

    /** It has no merged lists: a further page is read and written by hand. */
    const readBehind = async (entry: Entry) => {
      const data = view(entry)
      const last = data && rowsOf(data).findLast((row) => !isTemporary(row))
      if (!last) return
      const call = { kind: 'read', entry, after: last.id } as const
      const { rows, total } = (await ask(call, new AbortController().signal)) as Page
      const isNew = ({ id }: Row) => !rows.some((row) => row.id === id)
      queries.setQueryData(
        keyOf(entry),
        (known: Page | undefined) =>
          known && { rows: [...known.rows.filter(isNew), ...rows], total },
      )
    }

    const observe = (entry: Entry): Observed => {
      if (entry.endpoint === 'feedTodos') return observeFeed(entry)
      const observer = new QueryObserver(queries, {
        queryKey: keyOf(entry),
        queryFn: ({ signal }) => ask({ kind: 'read', entry, after: '' }, signal),
      })
      const stop = observer.subscribe(() => {})
      const refetch = () => void observer.refetch({ cancelRefetch: false })
      return { refetch, readMore: () => void readBehind(entry).catch(() => undefined), stop }
    }

    const put = (entry: Entry, data: EntryData) => {
      queries.setQueryData(keyOf(entry), data)
    }

    return {
      read: (entry) => {
        const known = observers.get(entry.key)
        if (known) return known.refetch()
        const hasData = view(entry) !== undefined
        const observed = observe(entry)
        observers.set(entry.key, observed)
        if (hasData) observed.refetch()
      },
      readMore: (entry) => {
        const observed = observers.get(entry.key) ?? observe(entry)
        observers.set(entry.key, observed)
        observed.readMore()
      },
      change,
      abort: ({ n }) => aborts.get(n)?.abort(),
      abortRead: (entry) => void queries.cancelQueries({ queryKey: keyOf(entry) }),
      tell: (it, result) => {
        if (it.kind === 'create' && result) insert(it.type, result)
        else write(it)
      },
      forget: (entry) => {
        observers.get(entry.key)?.stop()
        observers.delete(entry.key)
        queries.removeQueries({ queryKey: keyOf(entry), exact: true })
      },
      patch: (entry, id, name) => {
        const merge = (row: Row): Row => (row.id === id ? { ...row, name } : row)
        queries.setQueryData(keyOf(entry), (data: EntryData | undefined) => {
          if (!data || isDetail(entry)) return data && merge(data as Row)
          return inPages(data, (page) => ({ ...page, rows: page.rows.map(merge) }))
        })
      },
      put,
      restore: (values) => {
        for (const [entry, data] of values) put(entry, data)
      },
      // Its state is not anybody's to copy.
      copy: () => {},
      view,
      dispose: () => {
        for (const { stop } of observers.values()) stop()
        queries.clear()
      },
    }
  }
