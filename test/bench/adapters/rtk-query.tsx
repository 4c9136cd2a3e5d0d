import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryFn } from '@reduxjs/toolkit/query/react'
import { createApi } from '@reduxjs/toolkit/query/react'
import { Provider } from 'react-redux'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'
import type { Server } from '../server.ts'
import { Refusal } from '../server.ts'

/** What the endpoints ask the server. */
export type Call = (server: Server) => Promise<string>

export interface RenameArgs {
  readonly id: string
  readonly name: string
}

export const createBaseQuery =
  (server: Server): BaseQueryFn<Call, unknown, { status: number; data: string }> =>
  async (call) => {
    try {
      return { data: JSON.parse(await call(server)) }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      return { error: { status: thrown.status, data: thrown.message } }
    }
  }

/**
 * The recipe of the manual: `onQueryStarted` patches the list, and undoes the patch on failure; `invalidatesTags`
 * refetches. A new row has the request's id until the answer is there, which replaces it as a pessimistic update does.
 */
const createRecipeApi = (server: Server, isRefetching: boolean) => {
  const api = createApi({
    baseQuery: createBaseQuery(server),
    tagTypes: ['Row'],
    endpoints: (build) => ({
      listRows: build.query<Row[], void>({
        query: () => (at) => at.list(),
        providesTags: ['Row'],
      }),
      getRow: build.query<Row, string>({
        query: () => () => Promise.reject(new Error('Nobody asks for one row')),
      }),
      renameRow: build.mutation<Row, RenameArgs>({
        query:
          ({ id, name }) =>
          (at) =>
            at.rename(id, name),
        invalidatesTags: isRefetching ? ['Row'] : [],
        async onQueryStarted({ id, name }, { dispatch, queryFulfilled }) {
          const patch = dispatch(
            api.util.updateQueryData('listRows', undefined, (rows) => {
              const row = rows.find((candidate) => candidate.id === id)
              if (row) Object.assign(row, { name })
            }),
          )
          try {
            await queryFulfilled
          } catch {
            patch.undo()
          }
        },
      }),
      createRow: build.mutation<Row, string>({
        query: (name) => (at) => at.create(name),
        invalidatesTags: isRefetching ? ['Row'] : [],
        async onQueryStarted(name, { dispatch, queryFulfilled, requestId }) {
          const patch = dispatch(
            api.util.updateQueryData('listRows', undefined, (rows) => {
              rows.push(makeDraft(requestId, name))
            }),
          )
          try {
            const { data } = await queryFulfilled
            dispatch(
              api.util.updateQueryData('listRows', undefined, (rows) => {
                const index = rows.findIndex(({ id }) => id === requestId)
                if (index >= 0) rows[index] = data
              }),
            )
          } catch {
            patch.undo()
          }
        },
      }),
    }),
  })
  return api
}

/** Plain RTK Query, with the optimistic recipe of its manual. */
export const rtkQuery: Adapter = {
  name: 'RTK Query',
  create(server, { isRefetching }) {
    const api = createRecipeApi(server, isRefetching)
    const store = configureStore({
      reducer: { [api.reducerPath]: api.reducer },
      middleware: (getDefault) => getDefault().concat(api.middleware),
    })
    const selectRows = api.endpoints.listRows.select()
    return {
      Provider: ({ children }) => <Provider store={store}>{children}</Provider>,
      useRows: () =>
        api.useListRowsQuery(undefined, { selectFromResult: ({ data }) => ({ data }) }).data,
      // Nobody shows the mutation's own state. Its hook would keep one entry for each call between two renders.
      useRename: () => (id, name) =>
        store.dispatch(api.endpoints.renameRow.initiate({ id, name }, { track: false })).unwrap(),
      useCreate: () => (name) =>
        store.dispatch(api.endpoints.createRow.initiate(name, { track: false })).unwrap(),
      refetch: () =>
        store
          .dispatch(
            api.endpoints.listRows.initiate(undefined, { forceRefetch: true, subscribe: false }),
          )
          .unwrap(),
      rows: () => selectRows(store.getState()).data ?? [],
      seed(rows) {
        store.dispatch(
          api.util.upsertQueryEntries(
            rows.map((row) => ({ endpointName: 'getRow' as const, arg: row.id, value: row })),
          ),
        )
      },
      kept: () => store.getState(),
      redux: {
        dispatch: (action) => store.dispatch(action),
        state: () => store.getState()[api.reducerPath],
      },
    }
  },
}
