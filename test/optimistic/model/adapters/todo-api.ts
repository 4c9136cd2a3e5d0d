import type { BaseQueryFn } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import type { Answer } from '../server.ts'
import type { Change, ListArg, Read, Todo, TodoPage } from '../todos.ts'
import type { Wire } from '../wire.ts'

/** What a store of the model carries for the base query: the transport of the run. */
export interface Extra {
  readonly wire: Wire
  /** Numbers a request that leaves, for base queries that say when they sent. */
  readonly nextSeq: ((state: unknown) => number) | undefined
}

type TodoBaseQuery = BaseQueryFn<
  Change | Read,
  unknown,
  { readonly status: number | string },
  object,
  { readonly sentSeq?: number }
>

const baseQuery: TodoBaseQuery = async (call, { signal, extra, getState }) => {
  const { wire, nextSeq } = extra as Extra
  let sentSeq: number | undefined
  const answer: Answer = await wire.fetch(call, signal, () => {
    sentSeq = nextSeq?.(getState())
  })
  const meta = sentSeq === undefined ? {} : { sentSeq }
  return answer.ok ? { data: answer.value, meta } : { error: answer.error, meta }
}

interface Tag {
  readonly type: 'Todo'
  readonly id: string
}

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** Makes a plain RTK Query api of todos; `hasTags`: mutations invalidate what they changed. */
export const createTodoApi = (hasTags: boolean) => {
  const changed = (error: { readonly status: number | string } | undefined, id?: string): Tag[] => {
    if (!hasTags || error?.status === 409) return []
    const all: Tag = { type: 'Todo', id: 'LIST' }
    return id === undefined ? [all] : [all, { type: 'Todo', id }]
  }
  return createApi({
    reducerPath: 'todos',
    baseQuery,
    tagTypes: ['Todo'],
    // Entries go when the model says so.
    keepUnusedDataFor: Number.POSITIVE_INFINITY,
    endpoints: (build) => ({
      listTodos: build.query<TodoPage, ListArg>({
        query: (list): Read => ({ kind: 'read', entry: { key: keyOfList(list), list } }),
        providesTags: () => [{ type: 'Todo', id: 'LIST' }],
      }),
      getTodo: build.query<Todo, string>({
        query: (detail): Read => ({ kind: 'read', entry: { key: `detail ${detail}`, detail } }),
        providesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
      }),
      updateTodo: build.mutation<Todo, Of<'update'>>({
        query: (change) => change,
        invalidatesTags: (_todo, error, { id }) => changed(error, id),
      }),
      deleteTodo: build.mutation<null, Of<'delete'>>({
        query: (change) => change,
        invalidatesTags: (_todo, error, { id }) => changed(error, id),
      }),
      addTodo: build.mutation<Todo, Of<'create'>>({
        query: (change) => change,
        invalidatesTags: (_todo, error) => changed(error),
      }),
      stampTodo: build.mutation<Todo, Of<'stamp'>>({
        query: (change) => change,
        invalidatesTags: (_todo, error, { id }) => changed(error, id),
      }),
    }),
  })
}

/** A plain RTK Query api of todos. */
export type TodoApi = ReturnType<typeof createTodoApi>

const keyOfList = ({ page, only }: ListArg): string => only ?? `page ${page}`
