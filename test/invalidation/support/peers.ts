import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import {
  defineOptimistic,
  itself,
  list,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import type { HeldQuery } from '../../optimistic/support/held.ts'
import { holdRequests, settled } from '../../optimistic/support/held.ts'

interface Todo {
  readonly id: string
  readonly title: string
}

/** What `renameTodo` is answered with when nobody can read it. */
export const unreadable = 'unreadable'

/** A plain api that does all it can: `'immediately'` loses no invalidation of an entry whose tags are known. */
const createPlainApi = (baseQuery: HeldQuery) =>
  createApi({
    reducerPath: 'todos',
    baseQuery,
    tagTypes: ['Todo'],
    invalidationBehavior: 'immediately',
    extractRehydrationInfo: (action): never | undefined =>
      action.type === 'hydrate' ? (action as unknown as { payload: never }).payload : undefined,
    endpoints: (build) => ({
      getTodo: build.query<Todo, string>({
        query: (id) => id,
        providesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
      }),
      /** Its tags are the rows of its answer. */
      findTodos: build.query<readonly Todo[], string>({
        query: (words) => words,
        providesTags: (todos = []) => todos.map(({ id }) => ({ type: 'Todo' as const, id })),
      }),
      /** It shows rows, and is not asked again for one of them. */
      listTodos: build.query<readonly Todo[], void>({
        query: () => 'all',
        providesTags: [{ type: 'Todo', id: 'LIST' }],
      }),
      feedTodos: build.infiniteQuery<readonly Todo[], void, number>({
        query: ({ pageParam }) => pageParam,
        infiniteQueryOptions: {
          initialPageParam: 0,
          getNextPageParam: (_page, _pages, last) => last + 1,
        },
        providesTags: (data) =>
          (data?.pages.flat() ?? []).map(({ id }) => ({ type: 'Todo' as const, id })),
      }),
      renameTodo: build.mutation<Todo, string>({
        query: (id) => id,
        transformResponse: (todo: Todo) => {
          if (todo.title === unreadable) throw new Error('nobody can read this')
          return todo
        },
        invalidatesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
      }),
    }),
  })

type PlainApi = ReturnType<typeof createPlainApi>

const options = defineOptimistic<DefinitionsFromApi<PlainApi>, { Todo: Todo }>()({
  rows: { Todo: { in: { getTodo: itself<Todo>(), findTodos: list(), listTodos: list() } } },
  recipes: {},
})

const improve = {
  'RTK Query': (api: PlainApi) => api,
  'vzaps-rtk/optimistic': (api: PlainApi): PlainApi =>
    withEntryInvalidation(withOptimisticUpdates(api, options), {
      confirm: { Todo: { endpointName: 'getTodo', row: 'Todo' } },
    }),
} as const

/** The same api in a store of its own, as RTK Query has it and with what is added; its requests wait for the test. */
export const createPeer = (library: keyof typeof improve) => {
  const { baseQuery, held } = holdRequests(() => 0)
  const api = improve[library](createPlainApi(baseQuery))
  const store = configureStore({
    reducer: { todos: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const { getTodo, findTodos, listTodos, feedTodos, renameTodo } = api.endpoints
  const next = () => {
    const [request] = held
    if (!request) throw new Error('nothing was asked for')
    return request
  }
  const watch = async ({ unsubscribe }: { unsubscribe(): void }, answer: unknown) => {
    await next().answer(answer)
    return unsubscribe
  }
  const poll = { subscribe: false, forceRefetch: true }
  return {
    held,
    next,
    dispatch: store.dispatch,
    state: () => store.getState().todos,
    /** Each of these watches an entry from its first answer on, and gives what ends that. */
    watchTodo: (id: string, todo: Todo) => watch(store.dispatch(getTodo.initiate(id)), todo),
    watchFound: (words: string, todos: readonly Todo[]) =>
      watch(store.dispatch(findTodos.initiate(words)), todos),
    watchList: (todos: readonly Todo[]) => watch(store.dispatch(listTodos.initiate()), todos),
    watchFeed: (todos: readonly Todo[]) => watch(store.dispatch(feedTodos.initiate()), todos),
    mountTodo: (id: string) => store.dispatch(getTodo.initiate(id)),
    pollTodo: (id: string) => store.dispatch(getTodo.initiate(id, poll)),
    pollFound: (words: string) => store.dispatch(findTodos.initiate(words, poll)),
    pollList: () => store.dispatch(listTodos.initiate(undefined, poll)),
    nextPage: () =>
      store.dispatch(feedTodos.initiate(undefined, { subscribe: false, direction: 'forward' })),
    rename: (id: string) => store.dispatch(renameTodo.initiate(id)),
    invalidate: async (...ids: readonly string[]) => {
      store.dispatch(api.util.invalidateTags(ids.map((id) => ({ type: 'Todo' as const, id }))))
      await settled()
    },
    /** What is asked for now, and, once that is answered, again. */
    furtherReads: async (answer: unknown) => {
      const rounds: string[][] = []
      while (held.length > 0 && rounds.length < 5) {
        rounds.push(held.map(({ name, arg }) => `${name} ${arg}`))
        for (const request of [...held]) await request.answer(answer)
      }
      return rounds
    },
  }
}

export type Peer = ReturnType<typeof createPeer>
