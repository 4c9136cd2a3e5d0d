import type { BaseQueryFn } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import type { Answer } from '../server.ts'
import type { Change, Entry, ListArg, Page, Read, Row, RowType, ScrollArg } from '../todos.ts'
import { detailOf, lists } from '../todos.ts'
import type { Wire } from '../wire.ts'

/** What a store of the model carries for the base query: the transport of the run. */
export interface Extra {
  readonly wire: Wire
  /** Numbers a request that leaves, for base queries that say when they sent. */
  readonly nextSeq: ((state: unknown) => number) | undefined
}

type Failure = Extract<Answer, { readonly ok: false }>['error']

type TodoBaseQuery = BaseQueryFn<
  Change | Read,
  unknown,
  Failure,
  object,
  { readonly sentSeq?: number }
>

/** The transport of a run lets what is called on a row in the making wait by itself, and tells the model of it. */
const asCalled = (call: Change | Read): Change | Read => {
  const deferred = (call as { readonly [name: symbol]: unknown })[Symbol.for('vzaps-rtk/deferred')]
  return (deferred as { readonly arg: Change | Read } | undefined)?.arg ?? call
}

const baseQuery: TodoBaseQuery = async (given, { signal, extra, getState }) => {
  const call = asCalled(given)
  const { wire, nextSeq } = extra as Extra
  let sentSeq: number | undefined
  const answer: Answer = await wire.fetch(call, signal, () => {
    sentSeq = nextSeq?.(getState())
  })
  const meta = sentSeq === undefined ? {} : { sentSeq }
  return answer.ok ? { data: answer.value, meta } : { error: answer.error, meta }
}

interface Tag {
  readonly type: RowType
  readonly id: string
}

/** A change of one kind. */
export type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** The action that brings a page that the server rendered. */
export const RESTORED = 'restored'

const entryOf = (endpoint: Entry['endpoint'], arg: unknown): Entry => {
  if (typeof arg === 'string' && arg !== 'all') return detailOf(arg)
  const isPage = (entry: Entry) =>
    entry.endpoint !== 'listTodos' || JSON.stringify(entry.arg) === JSON.stringify(arg)
  return lists.find((entry) => entry.endpoint === endpoint && isPage(entry)) as Entry
}

const readOf =
  (endpoint: Entry['endpoint']) =>
  (arg: unknown): Read => ({ kind: 'read', entry: entryOf(endpoint, arg), after: '' })

/** Makes a plain RTK Query api of todos and users; `hasTags`: mutations invalidate what they changed. */
export const createTodoApi = (hasTags: boolean) => {
  const changed = (type: RowType, error: Failure | undefined, id?: string): Tag[] => {
    if (!hasTags || error?.status === 409 || error?.outcome === 'not-sent') return []
    const all: Tag = { type, id: 'LIST' }
    return id === undefined ? [all] : [all, { type, id }]
  }
  const change = <C extends { readonly type: RowType; readonly id?: string }>() => ({
    query: (it: C) => it as unknown as Change,
    invalidatesTags: (_row: unknown, error: Failure | undefined, { type, id }: C) =>
      changed(type, error, id),
  })
  return createApi({
    reducerPath: 'todos',
    baseQuery,
    tagTypes: ['Todo', 'User'],
    // Entries go when the model says so.
    keepUnusedDataFor: Number.POSITIVE_INFINITY,
    extractRehydrationInfo: (action): never | undefined =>
      action.type === RESTORED ? (action as unknown as { payload: never }).payload : undefined,
    endpoints: (build) => ({
      listTodos: build.query<Page, ListArg>({
        query: readOf('listTodos'),
        providesTags: () => [{ type: 'Todo', id: 'LIST' }],
      }),
      feedTodos: build.infiniteQuery<Page, 'all', string>({
        query: ({ pageParam }): Read => ({ ...readOf('feedTodos')('all'), after: pageParam }),
        infiniteQueryOptions: {
          initialPageParam: '',
          getNextPageParam: ({ rows }) => rows.at(-1)?.id,
        },
        providesTags: () => [{ type: 'Todo', id: 'LIST' }],
      }),
      scrollTodos: build.query<Page, ScrollArg>({
        query: ({ after }): Read => ({ ...readOf('scrollTodos')({ after: '' }), after }),
        serializeQueryArgs: ({ endpointName }) => endpointName,
        merge: (known, { rows, total }, { arg }) => {
          if (arg.after === '') return { rows, total }
          const isNew = ({ id }: Row) => !rows.some((row) => row.id === id)
          return { rows: [...known.rows.filter(isNew), ...rows], total }
        },
        providesTags: () => [{ type: 'Todo', id: 'LIST' }],
      }),
      getBoard: build.query<Page, 'all'>({
        query: readOf('getBoard'),
        providesTags: () => [
          { type: 'Todo', id: 'LIST' },
          { type: 'User', id: 'LIST' },
        ],
      }),
      listUsers: build.query<Page, 'all'>({
        query: readOf('listUsers'),
        providesTags: () => [{ type: 'User', id: 'LIST' }],
      }),
      getTodo: build.query<Row, string>({
        query: readOf('getTodo'),
        providesTags: (_todo, _error, id) => [{ type: 'Todo', id }],
      }),
      getUser: build.query<Row, string>({
        query: readOf('getUser'),
        providesTags: (_user, _error, id) => [{ type: 'User', id }],
      }),
      updateTodo: build.mutation<Row, Of<'update'>>(change()),
      updateUser: build.mutation<Row, Of<'update'>>(change()),
      deleteTodo: build.mutation<null, Of<'delete'>>(change()),
      deleteUser: build.mutation<null, Of<'delete'>>(change()),
      moveTodo: build.mutation<Row, Of<'move'>>(change()),
      stampTodo: build.mutation<Row, Of<'stamp'>>(change()),
      stampUser: build.mutation<Row, Of<'stamp'>>(change()),
      addTodo: build.mutation<Row, Of<'create'>>(change()),
      addUser: build.mutation<Row, Of<'create'>>(change()),
      addSeveral: build.mutation<Row[], Of<'create several'>>({
        query: (it) => it,
        invalidatesTags: (_rows, error, { rows }) =>
          rows.flatMap(({ type }) => changed(type, error)),
      }),
      markTodos: build.mutation<null, Of<'mark all'>>({
        query: (it) => it,
        invalidatesTags: (_nothing, error) => (hasTags && !error ? ['Todo'] : []),
      }),
      clearTodos: build.mutation<null, Of<'clear'>>({
        query: (it) => it,
        invalidatesTags: (_nothing, error) => changed('Todo', error),
      }),
    }),
  })
}

/** A plain RTK Query api of todos and users. */
export type TodoApi = ReturnType<typeof createTodoApi>

/** The name of the mutation that a change is. */
export const mutationOf = (change: Change) => {
  switch (change.kind) {
    case 'mark all':
      return 'markTodos'
    case 'clear':
      return 'clearTodos'
    case 'create several':
      return 'addSeveral'
    case 'create':
      return `add${change.type}` as const
    case 'move':
      return 'moveTodo'
    default:
      return `${change.kind}${change.type}` as const
  }
}
