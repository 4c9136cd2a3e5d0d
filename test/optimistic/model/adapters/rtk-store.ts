import { configureStore } from '@reduxjs/toolkit'
import type { Client, ClientOptions } from '../client.ts'
import type { Change, Entry, EntryData } from '../todos.ts'
import type { Extra, TodoApi } from './todo-api.ts'

interface Running {
  abort(): void
}

/** A client of an RTK Query api, but for what an optimistic update and a push do there. */
export const createRtkStore = (
  api: TodoApi,
  { wire, onState }: ClientOptions,
  nextSeq: Extra['nextSeq'],
) => {
  const extraArgument: Extra = { wire, nextSeq }
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (getDefault) =>
      getDefault({
        thunk: { extraArgument },
        serializableCheck: false,
        immutableCheck: false,
        actionCreatorCheck: false,
      }).concat(api.middleware),
    // Every single state is looked at.
    enhancers: (getDefault) => getDefault({ autoBatch: false }),
    devTools: false,
  })
  // The first action of any kind makes RTK Query's middleware known to its reducer.
  store.dispatch({ type: 'started' })
  const unsubscribe = store.subscribe(onState)
  const changes = new Map<number, Running>()
  const reads = new Map<string, Running & { unsubscribe(): void }>()

  const call = (change: Change): Running => {
    const { updateTodo, deleteTodo, addTodo, stampTodo } = api.endpoints
    const options = { track: false }
    switch (change.kind) {
      case 'update':
        return store.dispatch(updateTodo.initiate(change, options))
      case 'delete':
        return store.dispatch(deleteTodo.initiate(change, options))
      case 'create':
        return store.dispatch(addTodo.initiate(change, options))
      case 'stamp':
        return store.dispatch(stampTodo.initiate(change, options))
    }
  }

  const client: Omit<Client, 'tell'> = {
    read: (entry) => {
      const options = { subscribe: !reads.has(entry.key), forceRefetch: true }
      const { listTodos, getTodo } = api.endpoints
      const running =
        'list' in entry
          ? store.dispatch(listTodos.initiate(entry.list, options))
          : store.dispatch(getTodo.initiate(entry.detail, options))
      const first = reads.get(entry.key)
      reads.set(entry.key, {
        abort: () => running.abort(),
        unsubscribe: () => (first ?? running).unsubscribe(),
      })
    },
    change: (change) => {
      changes.set(change.n, call(change))
    },
    abort: ({ n }) => changes.get(n)?.abort(),
    abortRead: ({ key }) => reads.get(key)?.abort(),
    forget: (entry, aborts) => {
      const running = reads.get(entry.key)
      running?.unsubscribe()
      if (aborts) running?.abort()
      reads.delete(entry.key)
      const queryCacheKey = keyOf(entry) as never
      store.dispatch(api.internalActions.removeQueryResult({ queryCacheKey }))
    },
    patch: (entry, id, name) => {
      const rename = (row: { id: string; name: string }) => {
        if (row.id === id) row.name = name
      }
      if ('list' in entry) {
        store.dispatch(
          api.util.updateQueryData('listTodos', entry.list, ({ rows }) => {
            for (const row of rows) rename(row)
          }),
        )
      } else {
        store.dispatch(api.util.updateQueryData('getTodo', entry.detail, (row) => rename(row)))
      }
    },
    put: (entry, value) => {
      store.dispatch(
        api.util.upsertQueryEntries([
          'list' in entry
            ? { endpointName: 'listTodos', arg: entry.list, value: value as never }
            : { endpointName: 'getTodo', arg: entry.detail, value: value as never },
        ]),
      )
    },
    // A selector for each look would cost more than all the rest.
    view: (entry) => store.getState().todos.queries[keyOf(entry)]?.data as EntryData | undefined,
    dispose: () => {
      unsubscribe()
      store.dispatch(api.util.resetApiState())
    },
  }
  return { store, client }
}

/** RTK Query's own cache key. */
export const keyOf = (entry: Entry): string => {
  if (!('list' in entry)) return `getTodo("${entry.detail}")`
  const { page, only } = entry.list
  return `listTodos(${JSON.stringify(only ? { only, page } : { page })})`
}
