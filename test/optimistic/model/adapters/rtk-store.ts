import type { UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import type { Client, ClientOptions, CopyDepth } from '../client.ts'
import type { Entry, EntryData } from '../todos.ts'
import { isTemporary, rowsOf } from '../todos.ts'
import type { Extra, TodoApi } from './todo-api.ts'
import { mutationOf, RESTORED } from './todo-api.ts'

interface Running {
  abort(): void
}
type Initiate = (arg: unknown, options?: object) => never
type Thunk = Running & { unsubscribe(): void }

const COPIED = 'copied'

/** The reducer of a store that copies its state when it is told to, and each one where `isAlways`. */
const withCopies = (reducer: TodoApi['reducer'], isAlways: boolean) => {
  type Slice = ReturnType<typeof reducer>
  const slice = isAlways
    ? (state: Slice | undefined, action: UnknownAction) => ({ ...reducer(state, action) })
    : reducer
  return (state: { todos: Slice } | undefined, action: UnknownAction): { todos: Slice } => {
    const todos = slice(state?.todos, action)
    if (action.type === COPIED) {
      const depth = action.payload as CopyDepth
      if (depth === 'root') return { todos }
      return { todos: depth === 'deep' ? structuredClone(todos) : { ...todos } }
    }
    return state && todos === state.todos ? state : { todos }
  }
}

/** A client of an RTK Query api, but for what an optimistic update and a push do there. */
export const createRtkStore = (
  api: TodoApi,
  { wire, onState, copiesAlways }: ClientOptions,
  nextSeq: Extra['nextSeq'],
) => {
  const extraArgument: Extra = { wire, nextSeq }
  const store = configureStore({
    reducer: withCopies(api.reducer, copiesAlways),
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
  const reads = new Map<string, Thunk>()
  const endpoints = api.endpoints as unknown as Record<string, { initiate: Initiate }>

  const initiate = (name: string, arg: unknown, options: object): Thunk =>
    store.dispatch(endpoints[name]?.initiate(arg, options) as never) as unknown as Thunk

  // A selector for each look would cost more than all the rest.
  const entryOf = (entry: Entry) => store.getState().todos.queries[keyOf(entry)]
  const view = (entry: Entry) => entryOf(entry)?.data as EntryData | undefined

  const run = (entry: Entry, arg: unknown, more: object) => {
    const options = { subscribe: !reads.has(entry.key), forceRefetch: true, ...more }
    const running = initiate(entry.endpoint, arg, options)
    const first = reads.get(entry.key)
    reads.set(entry.key, {
      abort: () => running.abort(),
      unsubscribe: () => (first ?? running).unsubscribe(),
    })
  }

  const upserted = (values: readonly (readonly [Entry, EntryData])[]) =>
    api.util.upsertQueryEntries(
      values.map(([{ endpoint: endpointName, arg }, value]) => ({
        endpointName,
        arg,
        value,
      })) as never,
    )

  const client: Omit<Client, 'tell'> = {
    read: (entry) => run(entry, entry.arg, {}),
    readMore: (entry) => {
      if (entry.endpoint === 'feedTodos') return run(entry, entry.arg, { direction: 'forward' })
      const data = view(entry)
      const last = data && rowsOf(data).findLast((row) => !isTemporary(row))
      if (last) run(entry, { after: last.id }, {})
    },
    change: (change) => {
      changes.set(change.n, initiate(mutationOf(change), change, { track: false }))
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
    patch: ({ endpoint, arg }, id, name) => {
      const rename = (draft: EntryData) => {
        for (const row of rowsOf(draft)) {
          if (row.id === id) (row as { name: string }).name = name
        }
      }
      store.dispatch(api.util.updateQueryData(endpoint as never, arg as never, rename as never))
    },
    put: (entry, value) => {
      store.dispatch(upserted([[entry, value]]))
    },
    restore: (values) => {
      const empty = api.reducer(undefined, { type: 'rendering' })
      store.dispatch({ type: RESTORED, payload: api.reducer(empty, upserted(values)) })
    },
    copy: (depth) => {
      store.dispatch({ type: COPIED, payload: depth })
    },
    view,
    dispose: () => {
      unsubscribe()
      store.dispatch(api.util.resetApiState())
    },
  }
  return { store, client, entryOf }
}

/** RTK Query's own cache key. */
export const keyOf = ({ endpoint, arg }: Entry): string => {
  switch (endpoint) {
    case 'scrollTodos':
      return endpoint
    case 'listTodos':
      return `listTodos(${JSON.stringify(arg.only ? { only: arg.only, page: arg.page } : arg)})`
    default:
      return `${endpoint}("${arg}")`
  }
}
