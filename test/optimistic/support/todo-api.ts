import type { DefinitionsFromApi, InfiniteData } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { defineOptimistic, gone, itself, list } from 'vzaps-rtk/optimistic'
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

/** A row with rows of another type in it. */
export interface Column {
  readonly id: string
  readonly name: string
  readonly todos: readonly Todo[]
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
      /** Each page begins after the last row of the one before. */
      cursorTodos: build.infiniteQuery<Page, void, string>({
        query: ({ pageParam }) => pageParam,
        infiniteQueryOptions: {
          initialPageParam: '',
          getNextPageParam: ({ todos }) => todos.at(-1)?.id,
        },
      }),
      /** Grows as one entry, whichever page is asked for. */
      scrollTodos: build.query<Page, number>({
        query: (arg) => arg,
        serializeQueryArgs: ({ endpointName }) => endpointName,
        merge: (before, { total, todos }) => {
          const ids = new Set(todos.map(({ id }) => id))
          const kept = before.todos.filter(({ id }) => !ids.has(id))
          return { total, todos: [...kept, ...todos] } as typeof before
        },
        forceRefetch: ({ currentArg, previousArg }) => currentArg !== previousArg,
      }),
      listColumns: build.query<readonly Column[], void>({ query: () => 'columns' }),
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
      renameColumn: build.mutation<Column, { id: string; name: string }>({ query: (arg) => arg }),
      markAll: build.mutation<null, { done: boolean }>({ query: (arg) => arg }),
      renameLabel: build.mutation<Label, Label>({ query: (arg) => arg }),
      /** Whatever a test says it does. */
      act: build.mutation<unknown, unknown>({ query: (arg) => arg }),
    }),
  })
}

export type TodoEndpoints = DefinitionsFromApi<ReturnType<typeof createTodoApi>>
export type TodoRows = { Todo: Todo; Label: Label; Column: Column }

const define = defineOptimistic<TodoEndpoints, TodoRows>()
export type TodoOptions = ReturnType<typeof define>

const inPage = {
  get: ({ todos }: Page) => todos,
  set: (page: Page, todos: readonly Todo[]) => ({
    total: page.total + todos.length - page.todos.length,
    todos,
  }),
}

const inColumns = {
  get: (columns: readonly Column[]) => columns.flatMap(({ todos }) => todos),
  set: (columns: readonly Column[], rows: readonly Todo[]) => {
    const byId = new Map(rows.map((row) => [row.id, row]))
    return columns.map((column) => ({
      ...column,
      todos: column.todos.flatMap(({ id }) => byId.get(id) ?? []),
    }))
  },
}

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

/** New rows stand on the last page. */
const inCursorPages = {
  get: ({ pages }: InfiniteData<Page, string>) => pages.flatMap(({ todos }) => todos),
  set: ({ pages, pageParams }: InfiniteData<Page, string>, rows: readonly Todo[]) => {
    const known = new Set(pages.flatMap(({ todos }) => todos.map(({ id }) => id)))
    const byId = new Map(rows.map((row) => [row.id, row]))
    const added = rows.filter(({ id }) => !known.has(id))
    const set = ({ total, todos }: Page, i: number) => ({
      total,
      todos: [
        ...todos.flatMap(({ id }) => byId.get(id) ?? []),
        ...(i === pages.length - 1 ? added : []),
      ],
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
        listTodos: inPage,
        scrollTodos: inPage,
        listColumns: inColumns,
        getTodo: itself<Todo>(),
        feedTodos: inFeed,
        cursorTodos: inCursorPages,
        getBoard: {
          get: ({ todos }) => todos,
          set: (board, todos) => ({ ...board, todos }),
        },
      },
    },
    Column: { in: { listColumns: list<Column>() } },
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
    deleteTodo: { row: { type: 'Todo', id: (id) => id, update: () => gone } },
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
    renameColumn: {
      row: {
        type: 'Column',
        id: ({ id }) => id,
        update: (column, { arg }) => ({ ...column, name: arg.name }),
        answer: (column) => column,
      },
    },
    markAll: {
      entries: {
        listTodos: {
          where: () => true,
          update: (page, { arg }) => ({
            ...page,
            todos: page.todos.map((todo) => ({ ...todo, done: arg.done })),
          }),
        },
      },
    },
    renameLabel: {
      row: {
        type: 'Label',
        id: ({ key }) => key,
        update: (label, { arg }) => ({ ...label, text: arg.text }),
      },
    },
  },
})

/** How a todo is added, to be varied. */
export const addInsert = () => {
  const insert = todoOptions.recipes.addTodo?.insert
  if (!insert || !('type' in insert)) throw new Error('addTodo makes no row')
  return insert
}
