// todo-api.ts
import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react'
import {
  defineOptimistic,
  gone,
  itself,
  list,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'

export interface Todo {
  id: string
  title: string
  done: boolean
}

const plain = createApi({
  reducerPath: 'todos',
  baseQuery: fetchBaseQuery({ baseUrl: 'https://todos.example/' }),
  tagTypes: ['Todo'],
  endpoints: (build) => ({
    listTodos: build.query<Todo[], void>({
      query: () => 'todos',
      providesTags: [{ type: 'Todo', id: 'LIST' }],
    }),
    getTodo: build.query<Todo, string>({
      query: (id) => `todos/${id}`,
      providesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
    }),
    updateTodo: build.mutation<Todo, Partial<Todo> & Pick<Todo, 'id'>>({
      query: ({ id, ...body }) => ({ url: `todos/${id}`, method: 'PATCH', body }),
      invalidatesTags: (_todo, _error, { id }) => [{ type: 'Todo', id }],
    }),
    addTodo: build.mutation<Todo, string>({
      query: (title) => ({ url: 'todos', method: 'POST', body: { title } }),
      invalidatesTags: [{ type: 'Todo', id: 'LIST' }],
    }),
    deleteTodo: build.mutation<void, string>({
      query: (id) => ({ url: `todos/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'Todo', id: 'LIST' }],
    }),
  }),
})

const recipes = defineOptimistic<DefinitionsFromApi<typeof plain>, { Todo: Todo }>()({
  // Which entries show rows of a type: a row that comes with one is written into all of them.
  rows: { Todo: { in: { listTodos: list<Todo>(), getTodo: itself<Todo>() } } },
  // What a mutation makes of them, played over whatever the server says meanwhile.
  recipes: {
    updateTodo: {
      row: {
        type: 'Todo',
        id: ({ id }) => id,
        update: (todo, { arg }) => ({ ...todo, ...arg }),
        answer: (todo) => todo,
      },
    },
    deleteTodo: { row: { type: 'Todo', id: (id) => id, update: () => gone } },
    addTodo: {
      insert: {
        type: 'Todo',
        create: (title, temporaryId) => ({ id: temporaryId, title, done: false }),
        answer: (todo) => todo,
        into: { listTodos: () => true },
      },
    },
  },
})

export const todoApi = withEntryInvalidation(withOptimisticUpdates(plain, recipes), {
  // A todo that was invalidated while only the list shows it is asked for by its own id.
  confirm: { Todo: { endpointName: 'getTodo', row: 'Todo' } },
})
export const createTodoStore = () =>
  configureStore({
    reducer: { [todoApi.reducerPath]: todoApi.reducer },
    middleware: (getDefault) => getDefault().concat(todoApi.middleware),
  })
