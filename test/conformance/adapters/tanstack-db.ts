import {
  createCollection,
  createLiveQueryCollection,
  createOptimisticAction,
  eq,
} from '@tanstack/db'
import { QueryClient } from '@tanstack/query-core'
import { queryCollectionOptions } from '@tanstack/query-db-collection'
import { timersAreDone } from '../idle.ts'
import type { Adapter, Client } from '../scenario.ts'
import {
  type Column,
  edit,
  isColumn,
  type ListName,
  newRow,
  type Patch,
  type Row,
} from '../server.ts'
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
        const rows = transaction.mutations.map(({ modified }) => {
          const { id: _temporary, ...fields } = modified
          return fields
        })
        const [fields] = rows
        if (rows.length > 1) await transport.send({ kind: 'createMany', fields: rows })
        else if (fields) await transport.send({ kind: 'create', fields })
        await collection.utils.refetch()
        return { refetch: false }
      },
      onUpdate: async ({ transaction, collection }) => {
        const ids = transaction.mutations.map(({ key }) => String(key))
        const [id] = ids
        const { id: _same, ...patch }: Partial<Row> = transaction.mutations[0]?.changes ?? {}
        if (ids.length > 1) await transport.send({ kind: 'updateMany', ids, patch })
        else if (id) await transport.send({ kind: 'update', id, patch })
        await collection.utils.refetch()
        return { refetch: false }
      },
      onDelete: async ({ transaction, collection }) => {
        const ids = transaction.mutations.map(({ key }) => String(key))
        const [id] = ids
        if (ids.length > 1) await transport.send({ kind: 'removeMany', ids })
        else if (id) await transport.send({ kind: 'remove', id })
        await collection.utils.refetch()
        return { refetch: false }
      },
    }),
  )
  // "Custom Actions": what is no plain write has a call of its own, and waits for the refetch like the handlers.
  const vote = createOptimisticAction<string>({
    onMutate: (id) => {
      todos.update(id, (draft) => {
        draft.votes += 1
      })
    },
    mutationFn: async (id) => {
      await transport.send({ kind: 'vote', id })
      await todos.utils.refetch()
    },
  })
  const move = createOptimisticAction<{ id: string; to: Column }>({
    onMutate: ({ id, to }) => {
      todos.update(id, (draft) => {
        draft.column = to
      })
    },
    mutationFn: async ({ id, to }) => {
      await transport.send({ kind: 'move', id, to })
      await todos.utils.refetch()
    },
  })
  const createList = (list: ListName) =>
    createLiveQueryCollection((query) => {
      const all = query.from({ todo: todos })
      const some = isColumn(list) ? all.where(({ todo }) => eq(todo.column, list)) : all
      return some.orderBy(({ todo }) => todo.id)
    })
  const lists = new Map<ListName, ReturnType<typeof createList>>()
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
  const isSent = ({
    isPersisted,
  }: {
    readonly isPersisted: { readonly promise: Promise<unknown> }
  }) => void isPersisted.promise.catch(noop)
  const change = (ids: readonly string[], patch: Patch) =>
    isSent(
      todos.update([...ids], (drafts) => {
        for (const draft of drafts) Object.assign(draft, edit({ ...draft }, patch))
      }),
    )
  const insert = (all: readonly Patch[]) =>
    isSent(
      todos.insert(
        all.map((fields) => {
          temporaryIds += 1
          return newRow(`temporary ${temporaryIds}`, fields)
        }),
      ),
    )
  return {
    mountList(name) {
      const list = createList(name)
      lists.set(name, list)
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
    update: (id, patch) => change([id], patch),
    remove: (id) => isSent(todos.delete(id)),
    create: (fields) => insert([fields]),
    updateMany: change,
    removeMany: (ids) => isSent(todos.delete([...ids])),
    createMany: insert,
    move: (id, to) => isSent(move({ id, to })),
    vote: (id) => isSent(vote(id)),
    invalidate: () => queryClient.invalidateQueries({ queryKey }),
    // "Direct Writes", which are for what a socket brings.
    push: ({ id, ...patch }) => apply(id, patch),
    pushFields: apply,
    pushGone(id) {
      if (todos.has(id)) todos.utils.writeDelete(id)
    },
    write: apply,
    list(name) {
      const list = lists.get(name)
      return list?.isReady() ? { items: list.toArray } : undefined
    },
    row: (id) => todos.get(id),
    isSaving: (id) => todos.get(id)?.$hasPendingWrites === true,
    detail: (id) => details.get(id)?.toArray[0],
    subscribe,
    dispose() {
      for (const detail of details.values()) detail.cleanup()
      for (const list of lists.values()) list.cleanup()
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
  // "Handling Temporary IDs" has users wait until a row is made before they change it.
  cannot: [
    'details',
    'lists',
    'totals',
    'feed',
    'abort',
    'rehydration',
    'keys',
    'making',
    'moments',
  ],
  createClient,
}
