import { createCollection, createLiveQueryCollection, eq } from '@tanstack/db'
import { QueryClient } from '@tanstack/query-core'
import { queryCollectionOptions } from '@tanstack/query-db-collection'
import { timersAreDone } from '../idle.ts'
import type { Adapter, Client } from '../scenario.ts'
import { edit, type Patch, type Row } from '../server.ts'
import type { Transport } from '../transport.ts'
import { createNotifier } from './notifier.ts'

const queryKey = ['todos'] as const
const noop = () => undefined

/**
 * The recipe of TanStack DB's documentation, "Query Collection" > "Persistence Handlers": `onInsert`, `onUpdate` and
 * `onDelete` send the request, fetch again and wait for it before the optimistic state goes, as "Controlling Refetch
 * Behavior" has it. Lists and details are live queries over the one collection, so a detail has no request of its own.
 */
function createClient(transport: Transport): Client {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  })
  queryClient.mount()
  const todos = createCollection(
    queryCollectionOptions({
      id: 'todos',
      queryKey,
      queryClient,
      queryFn: ({ signal }) => transport.send({ kind: 'list', list: 'all' }, signal),
      select: (page) => page.items,
      getKey: (row: Row) => row.id,
      startSync: false,
      onInsert: async ({ transaction, collection }) => {
        for (const { modified } of transaction.mutations) {
          const { id: _temporary, ...fields } = modified
          await transport.send({ kind: 'create', fields })
        }
        await collection.utils.refetch()
        return { refetch: false }
      },
      onUpdate: async ({ transaction, collection }) => {
        for (const { key, changes } of transaction.mutations) {
          const { id: _same, ...patch }: Partial<Row> = changes
          await transport.send({ kind: 'update', id: String(key), patch })
        }
        await collection.utils.refetch()
        return { refetch: false }
      },
      onDelete: async ({ transaction, collection }) => {
        for (const { key } of transaction.mutations) {
          await transport.send({ kind: 'remove', id: String(key) })
        }
        await collection.utils.refetch()
        return { refetch: false }
      },
    }),
  )
  const list = createLiveQueryCollection((query) =>
    query.from({ todo: todos }).orderBy(({ todo }) => todo.id),
  )
  const createDetail = (id: string) =>
    createLiveQueryCollection((query) =>
      query.from({ todo: todos }).where(({ todo }) => eq(todo.id, id)),
    )
  const details = new Map<string, ReturnType<typeof createDetail>>()
  const { notify, subscribe } = createNotifier()
  let temporaryIds = 0
  const apply = (id: string, patch: Patch) => {
    const row = todos.get(id)
    if (row) todos.utils.writeUpdate(edit(row, patch))
  }
  return {
    mountList() {
      list.preload()
      list.subscribeChanges(notify)
    },
    mountDetail(id) {
      const detail = createDetail(id)
      details.set(id, detail)
      detail.preload()
      detail.subscribeChanges(notify)
    },
    // As `refetchInterval` does: a request that is out is not sent again.
    pollList: () => queryClient.refetchQueries({ queryKey }, { cancelRefetch: false }),
    pollDetail: noop,
    update(id, patch) {
      const transaction = todos.update(id, (draft) => {
        Object.assign(draft, edit({ ...draft }, patch))
      })
      transaction.isPersisted.promise.catch(noop)
    },
    remove(id) {
      todos.delete(id).isPersisted.promise.catch(noop)
    },
    create(fields) {
      temporaryIds += 1
      const row = { id: `temporary ${temporaryIds}`, name: '', note: '', ...fields }
      todos.insert(row).isPersisted.promise.catch(noop)
    },
    invalidate: () => queryClient.invalidateQueries({ queryKey }),
    // "Direct Writes", which are for what a socket brings.
    push: ({ id, ...patch }) => apply(id, patch),
    write: apply,
    list: () => (list.isReady() ? { items: list.toArray } : undefined),
    detail: (id) => details.get(id)?.toArray[0],
    subscribe,
    dispose() {
      for (const detail of details.values()) detail.cleanup()
      list.cleanup()
      todos.cleanup()
      queryClient.unmount()
      queryClient.clear()
    },
  }
}

export const tanstackDb: Adapter = {
  library: 'TanStack DB',
  idle: timersAreDone,
  packages: ['@tanstack/db', '@tanstack/query-db-collection'],
  // Pages, sorting and search are live queries over the one collection; the count is theirs too.
  cannot: ['details', 'lists', 'totals', 'feed', 'abort', 'rehydration', 'keys'],
  createClient,
}
