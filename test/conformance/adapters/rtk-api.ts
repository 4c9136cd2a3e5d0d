import { type BaseQueryFn, createApi } from '@reduxjs/toolkit/query'
import type { Call, Column, ListName, Page, Patch, Row, RowId } from '../server.ts'
import { Lost, type Transport } from '../transport.ts'

/**
 * What fetchBaseQuery gives back for a request that the server refused, or that was not heard of again, and a wrapper of
 * it for one that was not sent.
 */
interface CallError {
  readonly status: 400 | 'FETCH_ERROR' | 'CUSTOM_ERROR'
}

/** Its base query. */
export type CallQuery = BaseQueryFn<Call, unknown, CallError>

const baseQueryOf =
  (transport: Transport): CallQuery =>
  async (call, { signal }) => {
    try {
      return { data: await transport.send(call, signal) }
    } catch (error) {
      return { error: { status: error instanceof Lost ? 'FETCH_ERROR' : 400 } }
    }
  }

/** Which snapshot an action brings, if it is the one that brings them. */
const snapshotIn = (action: { type: string; payload?: unknown }) =>
  action.type === 'hydrate' ? action.payload : undefined

const tagsOf = (ids: readonly string[]) => ids.map((id) => ({ type: 'Todo' as const, id }))

/** The api that both plain RTK Query and this library start from: tags as in the documentation, nothing optimistic. */
export const createTodoApi = (
  transport: Transport,
  {
    invalidationBehavior = 'delayed',
    wrap = (baseQuery) => baseQuery,
  }: {
    invalidationBehavior?: 'delayed' | 'immediately'
    wrap?: (baseQuery: CallQuery) => CallQuery
  } = {},
) =>
  createApi({
    reducerPath: 'todos',
    baseQuery: wrap(baseQueryOf(transport)),
    tagTypes: ['Todo'],
    invalidationBehavior,
    // The state of the same api, as it was handed out by `dehydrate`.
    extractRehydrationInfo: (action): never => snapshotIn(action) as never,
    endpoints: (build) => ({
      list: build.query<Page, ListName>({
        query: (list) => ({ kind: 'list', list }),
        providesTags: (page) => [
          ...tagsOf((page?.items ?? []).map(({ id }) => id)),
          { type: 'Todo', id: 'LIST' },
        ],
      }),
      detail: build.query<Row, string>({
        query: (id) => ({ kind: 'detail', id }),
        providesTags: (_row, _error, id) => [{ type: 'Todo', id }],
      }),
      feed: build.infiniteQuery<Page, void, number>({
        query: ({ pageParam }) => ({ kind: 'feed', page: pageParam }),
        infiniteQueryOptions: {
          initialPageParam: 0,
          getNextPageParam: (_last, pages) => pages.length,
        },
        providesTags: [{ type: 'Todo', id: 'LIST' }],
      }),
      update: build.mutation<Row, { id: string; patch: Patch }>({
        query: ({ id, patch }) => ({ kind: 'update', id, patch }),
        invalidatesTags: (_row, _error, { id }) => [{ type: 'Todo', id }],
      }),
      remove: build.mutation<RowId, string>({
        query: (id) => ({ kind: 'remove', id }),
        invalidatesTags: (_row, _error, id) => [
          { type: 'Todo', id },
          { type: 'Todo', id: 'LIST' },
        ],
      }),
      create: build.mutation<Row, Patch>({
        query: (fields) => ({ kind: 'create', fields }),
        invalidatesTags: [{ type: 'Todo', id: 'LIST' }],
      }),
      updateMany: build.mutation<Row[], { ids: readonly string[]; patch: Patch }>({
        query: ({ ids, patch }) => ({ kind: 'updateMany', ids, patch }),
        invalidatesTags: (_rows, _error, { ids }) => tagsOf(ids),
      }),
      removeMany: build.mutation<RowId[], readonly string[]>({
        query: (ids) => ({ kind: 'removeMany', ids }),
        invalidatesTags: (_rows, _error, ids) => tagsOf([...ids, 'LIST']),
      }),
      createMany: build.mutation<Row[], readonly Patch[]>({
        query: (fields) => ({ kind: 'createMany', fields }),
        invalidatesTags: [{ type: 'Todo', id: 'LIST' }],
      }),
      move: build.mutation<Row, { id: string; to: Column }>({
        query: ({ id, to }) => ({ kind: 'move', id, to }),
        invalidatesTags: (_row, _error, { id }) => tagsOf([id, 'LIST']),
      }),
      vote: build.mutation<RowId, string>({
        query: (id) => ({ kind: 'vote', id }),
        invalidatesTags: (_row, _error, id) => tagsOf([id]),
      }),
    }),
  })

/** Its type, for what works on it. */
export type TodoApi = ReturnType<typeof createTodoApi>
