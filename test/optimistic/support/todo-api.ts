import type { DefinitionsFromApi, InfiniteData } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { defineOptimistic, itself, list } from 'vzaps-rtk/optimistic'
import type { HeldQuery } from './held.ts'

export interface Todo {
  readonly id: string
  readonly title: string
  readonly done?: boolean
  readonly note?: string
  readonly rev?: number | null
}

/** A row whose id is a number, under another name. */
export interface Label {
  readonly key: number
  readonly text: string
}

export interface Page {
  readonly total: number
  readonly todos: readonly Todo[]
}

/** Data with rows of two types. */
export interface Board {
  readonly todos: readonly Todo[]
  readonly labels: readonly Label[]
}

export type ListArgs = { readonly search?: string } | void

/** A plain RTK Query api, with nothing optimistic; `hasTags`: its mutations invalidate. */
export const createTodoApi = (baseQuery: HeldQuery, hasTags: boolean) => {
  const ofTodo = (id: string) => (hasTags ? [{ type: 'Todo' as const, id }] : [])
  const ofList = hasTags ? [{ type: 'Todo' as const, id: 'LIST' }] : []
  return createApi({
    reducerPath: 'todos',
    baseQuery,
    tagTypes: ['Todo', 'Label'],
    extractRehydrationInfo: (action): never | undefined =>
      action.type === 'hydrate' ? (action as unknown as { payload: never }).payload : undefined,
    endpoints: (build) => ({
      listTodos: build.query<Page, ListArgs>({
        query: (arg) => arg ?? {},
        providesTags: [{ type: 'Todo', id: 'LIST' }],
      }),
      getTodo: build.query<Todo, string>({
        query: (id) => id,
        providesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
      }),
      feedTodos: build.infiniteQuery<Page, string, number>({
        query: (arg) => arg,
        infiniteQueryOptions: {
          initialPageParam: 0,
          getNextPageParam: (_last, _all, param) => param + 1,
          getPreviousPageParam: (_first, _all, param) => param - 1,
          maxPages: 3,
        },
      }),
      listLabels: build.query<readonly Label[], void>({ query: () => 'labels' }),
      getBoard: build.query<Board, void>({ query: () => 'board' }),
      countTodos: build.query<{ readonly done: number }, string>({
        query: (arg) => arg,
        providesTags: ['Todo'],
      }),
      updateTodo: build.mutation<Todo, { id: string; patch: Partial<Todo> }>({
        query: (arg) => arg,
        invalidatesTags: (_todo, _error, { id }) => ofTodo(id),
      }),
      deleteTodo: build.mutation<null, string>({ query: (id) => id, invalidatesTags: ofList }),
      addTodo: build.mutation<Todo, { title: string }>({
        query: (arg) => arg,
        invalidatesTags: ofList,
      }),
      touchTodo: build.mutation<null, string>({ query: (id) => id }),
      renameLabel: build.mutation<Label, Label>({ query: (arg) => arg }),
      /** Whatever a test says it does. */
      act: build.mutation<unknown, unknown>({ query: (arg) => arg }),
    }),
  })
}

export type TodoEndpoints = DefinitionsFromApi<ReturnType<typeof createTodoApi>>
export type TodoRows = { Todo: Todo; Label: Label }

const define = defineOptimistic<TodoEndpoints, TodoRows>()
export type TodoOptions = ReturnType<typeof define>

const inFeed = {
  get: ({ pages }: InfiniteData<Page, number>) => pages.flatMap(({ todos }) => todos),
  set: ({ pages, pageParams }: InfiniteData<Page, number>, rows: readonly Todo[]) => {
    const byId = new Map(rows.map((row) => [row.id, row]))
    const set = ({ total, todos }: Page) => ({
      total,
      todos: todos.flatMap(({ id }) => byId.get(id) ?? []),
    })
    return { pageParams, pages: pages.map(set) }
  },
}

/** The rows and the recipes, unless a test has others. */
export const todoOptions: TodoOptions = define({
  rows: {
    Todo: {
      version: ({ rev }) => rev,
      in: {
        listTodos: {
          get: (page) => page.todos,
          set: (page, todos) => ({ total: page.total + todos.length - page.todos.length, todos }),
        },
        getTodo: itself<Todo>(),
        feedTodos: inFeed,
        getBoard: {
          get: ({ todos }) => todos,
          set: (board, todos) => ({ ...board, todos }),
        },
      },
    },
    Label: {
      id: ({ key }) => key,
      in: {
        listLabels: list<Label>(),
        getBoard: {
          get: ({ labels }) => labels,
          set: (board, labels) => ({ ...board, labels }),
        },
      },
    },
  },
  recipes: {
    updateTodo: {
      row: {
        type: 'Todo',
        id: ({ id }) => id,
        update: (todo, { arg }) => ({ ...todo, ...arg.patch }),
        answer: (todo) => todo,
      },
    },
    deleteTodo: { row: { type: 'Todo', id: (id) => id, update: () => undefined } },
    addTodo: {
      insert: {
        type: 'Todo',
        create: ({ title }, id) => ({ id, title }),
        answer: (todo) => todo,
        into: { listTodos: (args) => !args?.search, getBoard: () => true },
        isSame: (todo, { title }) => todo.title === title,
      },
    },
    touchTodo: { row: { type: 'Todo', id: (id) => id } },
    renameLabel: {
      row: {
        type: 'Label',
        id: ({ key }) => key,
        update: (label, { arg }) => ({ ...label, text: arg.text }),
      },
    },
  },
})
