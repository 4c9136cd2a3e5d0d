import type { UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryFn, DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { defineOptimistic, withOptimisticUpdates } from 'vzaps-rtk/optimistic'

export interface Todo {
  readonly id: string
  readonly title: string
  readonly done?: boolean
  readonly rev?: number
}

export interface Page {
  readonly total: number
  readonly todos: readonly Todo[]
}

/** One request, held until the test answers it. */
export interface Held {
  readonly name: string
  readonly arg: unknown
  answer(data: unknown): Promise<void>
  fail(error: unknown): Promise<void>
}

/** Lets everything that is ready happen. */
export const settled = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await Promise.resolve()
}

/** A plain RTK Query api of todos with recipes, in a store, whose requests the test answers one by one. */
export const createTodos = (
  options: { readonly onRecipeError?: (error: unknown) => void } = {},
) => {
  const held: Held[] = []
  const baseQuery: BaseQueryFn<unknown, unknown, unknown> = (arg, { endpoint, signal }) =>
    new Promise((resolve) => {
      const take = () => {
        const at = held.indexOf(request)
        if (at >= 0) held.splice(at, 1)
      }
      const request: Held = {
        name: endpoint,
        arg,
        answer: async (data) => {
          take()
          resolve({ data })
          await settled()
        },
        fail: async (error) => {
          take()
          resolve({ error })
          await settled()
        },
      }
      signal.addEventListener('abort', take)
      held.push(request)
    })

  const plain = createApi({
    reducerPath: 'todos',
    baseQuery,
    tagTypes: ['Todo'],
    endpoints: (build) => ({
      listTodos: build.query<Page, { search?: string } | void>({
        query: (arg) => arg ?? {},
        providesTags: ['Todo'],
      }),
      getTodo: build.query<Todo, string>({
        query: (id) => id,
        providesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
      }),
      countDone: build.query<{ done: number }, void>({ query: () => 'count' }),
      updateTodo: build.mutation<Todo, { id: string; patch: Partial<Todo> }>({
        query: (arg) => arg,
      }),
      deleteTodo: build.mutation<null, string>({ query: (id) => id }),
      addTodo: build.mutation<Todo, { title: string }>({ query: (arg) => arg }),
      markAllDone: build.mutation<null, void>({ query: () => 'all' }),
      touchTodo: build.mutation<null, string>({ query: (id) => id }),
    }),
  })
  const recipes = defineOptimistic<DefinitionsFromApi<typeof plain>, { Todo: Todo }>()({
    rows: {
      Todo: {
        version: ({ rev }) => rev,
        in: {
          listTodos: {
            get: (page) => page.todos,
            set: (page, todos) => ({
              total: page.total + todos.length - page.todos.length,
              todos,
            }),
          },
          getTodo: { get: (todo) => [todo], set: (todo, [next]) => next ?? todo },
        },
      },
    },
    recipes: {
      updateTodo: {
        row: {
          type: 'Todo',
          id: ({ id }) => id,
          update: (todo, { arg }) => {
            if (arg.patch.title === 'throw') throw new Error('a bad recipe')
            return { ...todo, ...arg.patch }
          },
          answer: (todo) => todo,
        },
      },
      deleteTodo: { row: { type: 'Todo', id: (id) => id, update: () => undefined } },
      addTodo: {
        insert: {
          type: 'Todo',
          create: ({ title }, id) => ({ id, title }),
          answer: (todo) => todo,
          into: { listTodos: (args) => !args?.search },
          isSame: (todo, { title }) => todo.title === title,
        },
      },
      markAllDone: {
        scope: () => 'all',
        entries: {
          countDone: { at: () => undefined, update: ({ done }) => ({ done: done + 100 }) },
        },
      },
      touchTodo: { row: { type: 'Todo', id: (id) => id } },
    },
    ...(options.onRecipeError && { onRecipeError: options.onRecipeError }),
  })
  const api = withOptimisticUpdates(plain, recipes)
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })

  const next = (name: string): Held => {
    const request = held.find((one) => one.name === name)
    if (!request) throw new Error(`no ${name} is waiting; ${held.map((one) => one.name)} are`)
    return request
  }
  const state = () => store.getState()
  const dispatch = store.dispatch as (action: unknown) => ReturnType<typeof store.dispatch>

  return {
    api,
    store,
    held,
    next,
    state,
    dispatch: dispatch as <T>(
      action: T,
    ) => T extends (...args: never) => infer R ? R : UnknownAction,
    list: (search?: string) =>
      api.endpoints.listTodos.select(search === undefined ? undefined : { search })(state()).data,
    detail: (id: string) => api.endpoints.getTodo.select(id)(state()).data,
    titles: () =>
      api.endpoints.listTodos
        .select(undefined)(state())
        .data?.todos.map(({ title }) => title),
    overlay: () => (state().todos as unknown as { overlay: object }).overlay,
  }
}
