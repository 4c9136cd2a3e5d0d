import { configureStore } from '@reduxjs/toolkit'
import { createSendOrder, withEntryInvalidation, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import type { OverlayReducer } from '../../../src/overlay/reducer/reducer.ts'
import type { SliceState } from '../../../src/overlay/rtk-query/entries.ts'
import { readSubscriptions } from '../../../src/overlay/rtk-query/entries.ts'
import { allowConsole } from '../../support/console.ts'
import type { Held } from './held.ts'
import { holdRequests, settled } from './held.ts'
import type { ListArgs, Todo, TodoEndpoints, TodoOptions } from './todo-api.ts'
import { createTodoApi, todoOptions } from './todo-api.ts'

type ArgOf<Name extends keyof TodoEndpoints> = TodoEndpoints[Name] extends {
  Types?: { QueryArg: infer Arg }
}
  ? Arg
  : never

/** A request and what its caller holds of it. */
export interface Call extends Held {
  readonly requestId: string
  abort(): Promise<void>
}

export interface TodosOptions {
  /** Instead of those of `todoOptions`. */
  readonly rows?: TodoOptions['rows']
  /** Instead of, or besides, those of `todoOptions`. */
  readonly recipes?: TodoOptions['recipes']
  readonly onRecipeError?: TodoOptions['onRecipeError']
  /** What the slice starts from. */
  readonly preloaded?: unknown
  /** Its mutations invalidate tags, entry by entry. */
  readonly hasTags?: boolean
  /** Its middleware sees actions before any other: thunks too. */
  readonly isFirst?: boolean
  /** By tag type: the endpoint of one row, and its type. */
  readonly confirm?: Readonly<Record<string, { endpointName: 'getTodo'; row: 'Todo' }>>
}

/** Rows from `id: title`. */
export const rows = (titles: Readonly<Record<string, string>>): readonly Todo[] =>
  Object.entries(titles).map(([id, title]) => ({ id, title }))

/** A page of rows. */
export const page = (todos: readonly Todo[], total = todos.length) => ({ total, todos })

/** A todo api with optimistic updates, in a store, whose requests the test answers one by one. */
export const createTodos = (options: TodosOptions = {}) => {
  const order = createSendOrder()
  const { baseQuery, held } = holdRequests((state) => order(api.util.selectClock(state)))
  // What it says is what `onRecipeError` hears.
  if (options.onRecipeError) allowConsole('warn', /^vzaps-rtk: .* not shown optimistically/)
  const { onRecipeError, hasTags = false, isFirst = false } = options
  const all: TodoOptions = {
    rows: options.rows ?? todoOptions.rows,
    recipes: { ...todoOptions.recipes, ...options.recipes },
    ...(onRecipeError && { onRecipeError }),
  }
  const api = withOptimisticUpdates(createTodoApi(baseQuery, hasTags), all)
  const overlayReducer = api.reducer as unknown as OverlayReducer
  if (hasTags) withEntryInvalidation(api, options.confirm && { confirm: options.confirm })
  const store = configureStore({
    reducer: { todos: api.reducer },
    middleware: (getDefault) => {
      const others = getDefault({ serializableCheck: false, immutableCheck: { warnAfter: 60_000 } })
      return isFirst ? others.prepend(api.middleware) : others.concat(api.middleware)
    },
    // Whoever subscribes hears of each action at once.
    enhancers: (getDefault) => getDefault({ autoBatch: false }),
    ...(options.preloaded !== undefined && {
      preloadedState: { todos: options.preloaded as never },
    }),
  })
  const slice = () => store.getState().todos as unknown as SliceState

  const start = (run: () => { requestId: string; abort(): void }): Call => {
    const before = held.length
    const { requestId, abort } = run()
    const request = held[before]
    if (!request) throw new Error('nothing was asked for')
    return Object.assign(request, {
      requestId,
      abort: async () => {
        abort()
        await settled()
      },
    })
  }
  const initiate = (name: string, arg: unknown, more?: object) => {
    const endpoints = api.endpoints as unknown as Record<
      string,
      { initiate(arg: unknown, more?: object): never }
    >
    return store.dispatch(endpoints[name]?.initiate(arg, more) as never) as unknown as {
      requestId: string
      abort(): void
      unsubscribe(): void
    }
  }
  /** Asks for an entry, whether it is there or not. */
  const read = <Name extends keyof TodoEndpoints>(name: Name, arg: ArgOf<Name>) =>
    start(() => initiate(name, arg, { forceRefetch: true }))
  /** Asks for an entry and answers at once. */
  const load = async <Name extends keyof TodoEndpoints>(
    name: Name,
    arg: ArgOf<Name>,
    data: unknown,
  ) => read(name, arg).answer(data)
  const list = (arg?: ListArgs) => api.endpoints.listTodos.select(arg)(store.getState()).data

  return {
    api,
    store,
    held,
    slice,
    initiate,
    read,
    load,
    list,
    mutate: <Name extends keyof TodoEndpoints>(name: Name, arg: ArgOf<Name>) =>
      start(() => initiate(name, arg)),
    /** The first of those that wait. */
    next: (name: string): Held => {
      const request = held.find((one) => one.name === name)
      if (!request) throw new Error(`no ${name} waits; ${held.map((one) => one.name)} do`)
      return request
    },
    /** Does anything subscribe to the entry? */
    isWatched: (queryCacheKey: string) =>
      readSubscriptions(api, store.dispatch as never)(queryCacheKey),
    waiting: () => held.map(({ name, arg }) => `${name} ${JSON.stringify(arg)}`),
    detail: (id: string) => api.endpoints.getTodo.select(id)(store.getState()).data,
    titles: (arg?: ListArgs) => list(arg)?.todos.map(({ title }) => title),
    overlay: () => slice().overlay,
    index: () => overlayReducer.indexOf(slice()).rows,
    key: (id: string) => api.util.selectRowKey(store.getState(), 'Todo', id),
  }
}

export type Todos = ReturnType<typeof createTodos>
