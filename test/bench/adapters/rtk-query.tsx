import { configureStore } from '@reduxjs/toolkit'
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react'
import { Provider } from 'react-redux'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'
import type { RowPage, Server } from '../server.ts'
import { ORIGIN } from '../server.ts'

export interface RenameArgs {
  readonly id: string
  readonly name: string
}

/** What the endpoints ask the server. */
export const calls = {
  get: (id: string) => ({ url: '/instances/get', method: 'POST', body: { id } }),
  list: () => ({ url: '/instances/list', method: 'POST', body: { page: 1 } }),
  rename: ({ id, name }: RenameArgs) => ({
    url: `/instances/${id}`,
    method: 'PATCH',
    body: { name },
  }),
  create: (name: string) => ({ url: '/instances/create', method: 'PUT', body: { name } }),
}

export const createBaseQuery = (server: Server) =>
  fetchBaseQuery({
    baseUrl: ORIGIN,
    fetchFn: (input, init) => server.fetch(input as Request, init),
  })

/**
 * The recipe of the manual: `onQueryStarted` patches the list, and undoes the patch on failure; `invalidatesTags`
 * refetches. A new row has the request's id until the answer is there, which replaces it as a pessimistic update does.
 */
const createRecipeApi = (server: Server, isRefetching: boolean) => {
  const api = createApi({
    baseQuery: createBaseQuery(server),
    tagTypes: ['Row'],
    endpoints: (build) => ({
      listRows: build.query<RowPage, void>({ query: calls.list, providesTags: ['Row'] }),
      getRow: build.query<Row, string>({ query: calls.get }),
      renameRow: build.mutation<Row, RenameArgs>({
        query: calls.rename,
        invalidatesTags: isRefetching ? ['Row'] : [],
        async onQueryStarted({ id, name }, { dispatch, queryFulfilled }) {
          const patch = dispatch(
            api.util.updateQueryData('listRows', undefined, ({ content }) => {
              const row = content.find((candidate) => candidate.id === id)
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
        query: calls.create,
        invalidatesTags: isRefetching ? ['Row'] : [],
        async onQueryStarted(name, { dispatch, queryFulfilled, requestId }) {
          const patch = dispatch(
            api.util.updateQueryData('listRows', undefined, ({ content }) => {
              content.push(makeDraft(requestId, name))
            }),
          )
          try {
            const { data } = await queryFulfilled
            dispatch(
              api.util.updateQueryData('listRows', undefined, ({ content }) => {
                const index = content.findIndex(({ id }) => id === requestId)
                if (index >= 0) content[index] = data
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

/** Plain RTK Query over `fetchBaseQuery`, with the optimistic recipe of its manual. */
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
        api.useListRowsQuery(undefined, {
          selectFromResult: ({ data }) => ({ rows: data?.content }),
        }).rows,
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
      rows: () => selectRows(store.getState()).data?.content ?? [],
      seed(rows) {
        store.dispatch(
          api.util.upsertQueryEntries(
            rows.map((row) => ({ endpointName: 'getRow' as const, arg: row.id, value: row })),
          ),
        )
      },
      kept: () => store.getState(),
      end: () => store.dispatch(api.util.resetApiState()),
      redux: {
        dispatch: (action) => store.dispatch(action),
        state: () => store.getState()[api.reducerPath],
      },
    }
  },
}
