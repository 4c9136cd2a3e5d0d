import { MutationObserver, notifyManager, QueryClient, QueryObserver } from '@tanstack/query-core'
import type { Client, ClientOptions } from '../client.ts'
import type { Change, Entry, EntryData, Todo, TodoPage } from '../todos.ts'
import { rowOf, showsCreated } from '../todos.ts'

type Key = readonly ['lists', string] | readonly ['detail', string]
type Snapshot = readonly (readonly [readonly unknown[], unknown])[]

const keyOf = (entry: Entry): Key =>
  'list' in entry ? ['lists', entry.key] : ['detail', entry.detail]

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
    const observers = new Map<string, { refetch(): void; stop(): void }>()
    const entries = new Map<string, Entry>()
    const aborts = new Map<number, AbortController>()

    const ask = async (call: Parameters<typeof wire.fetch>[0], signal: AbortSignal) => {
      const answer = await wire.fetch(call, signal)
      if (!answer.ok) throw answer.error
      return answer.value
    }

    const inLists = (write: (page: TodoPage, entry: Entry) => TodoPage) => {
      for (const entry of entries.values()) {
        if (!('list' in entry)) continue
        queries.setQueryData(
          keyOf(entry),
          (page: TodoPage | undefined) => page && write(page, entry),
        )
      }
    }

    const remove = (id: string) =>
      inLists((page) => {
        const rows = page.rows.filter((row) => row.id !== id)
        return { rows, total: page.total - page.rows.length + rows.length }
      })

    const insert = (row: Todo) =>
      inLists((page, entry) =>
        'list' in entry && showsCreated(entry.list)
          ? { rows: [row, ...page.rows], total: page.total + 1 }
          : page,
      )

    const update = (id: string, patch: Partial<Todo>) => {
      const merge = (row: Todo): Todo => (row.id === id ? { ...row, ...patch } : row)
      inLists((page) => ({ ...page, rows: page.rows.map(merge) }))
      queries.setQueryData(['detail', id], (row: Todo | undefined) => row && merge(row))
    }

    const write = (change: Change) => {
      if (change.kind === 'update') update(change.id, change.patch as Partial<Todo>)
      if (change.kind === 'delete') remove(change.id)
      if (change.kind === 'create') {
        const { n, name, origin } = change
        insert({ id: `tmp:${n}`, name, note: '', label: '', done: false, origin })
      }
    }

    const touchedBy = (change: Change): Key[] | (readonly string[])[] => {
      const id = rowOf(change)
      return [['lists'], ...(id === undefined ? [] : [['detail', id]])]
    }

    const replace = ({ n }: Change, row: Todo) =>
      inLists((page) => ({
        ...page,
        rows: page.rows.map((it) => (it.id === `tmp:${n}` ? row : it)),
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
          if (it.kind === 'create') replace(it, result as Todo)
        },
        onSettled: async () => {
          if (!hasTags) return
          for (const queryKey of touchedBy(it)) void queries.invalidateQueries({ queryKey })
        },
      })
      observer.mutate().catch(() => undefined)
    }

    return {
      read: (entry) => {
        entries.set(entry.key, entry)
        const known = observers.get(entry.key)
        if (known) {
          known.refetch()
          return
        }
        const observer = new QueryObserver(queries, {
          queryKey: keyOf(entry),
          queryFn: ({ signal }) => ask({ kind: 'read', entry }, signal),
        })
        const stop = observer.subscribe(() => {})
        const refetch = () => void observer.refetch({ cancelRefetch: false })
        observers.set(entry.key, { refetch, stop })
        if (observer.getCurrentResult().data !== undefined) refetch()
      },
      change,
      abort: ({ n }) => aborts.get(n)?.abort(),
      abortRead: (entry) => void queries.cancelQueries({ queryKey: keyOf(entry) }),
      tell: (it, result) => {
        if (it.kind === 'create' && result) insert(result)
        else write(it)
      },
      forget: (entry) => {
        observers.get(entry.key)?.stop()
        observers.delete(entry.key)
        entries.delete(entry.key)
        queries.removeQueries({ queryKey: keyOf(entry), exact: true })
      },
      patch: (entry, id, name) => {
        const merge = (row: Todo): Todo => (row.id === id ? { ...row, name } : row)
        queries.setQueryData(keyOf(entry), (data: EntryData | undefined) => {
          if (!data) return data
          return 'rows' in data ? { ...data, rows: data.rows.map(merge) } : merge(data)
        })
      },
      put: (entry, data) => {
        entries.set(entry.key, entry)
        queries.setQueryData(keyOf(entry), data)
      },
      view: (entry) => queries.getQueryData(keyOf(entry)),
      dispose: () => {
        for (const { stop } of observers.values()) stop()
        queries.clear()
      },
    }
  }
