import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query/react'
import { createApi } from '@reduxjs/toolkit/query/react'
import { Provider } from 'react-redux'
import { defineOptimistic, itself, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import type { Adapter } from '../adapter.ts'
import { createOpenClient } from '../open/client.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'
import type { RowPage, Server } from '../server.ts'
import type { RenameArgs } from './rtk-query.tsx'
import { calls, createBaseQuery } from './rtk-query.tsx'

/** The endpoints of the RTK Query adapter, without its `onQueryStarted`. */
const createPlainApi = (server: Server, isRefetching: boolean) =>
  createApi({
    baseQuery: createBaseQuery(server),
    tagTypes: ['Row'],
    endpoints: (build) => ({
      listRows: build.query<RowPage, void>({ query: calls.list, providesTags: ['Row'] }),
      getRow: build.query<Row, string>({ query: calls.get }),
      renameRow: build.mutation<Row, RenameArgs>({
        query: calls.rename,
        invalidatesTags: isRefetching ? ['Row'] : [],
      }),
      createRow: build.mutation<Row, string>({
        query: calls.create,
        invalidatesTags: isRefetching ? ['Row'] : [],
      }),
    }),
  })

const options = defineOptimistic<
  DefinitionsFromApi<ReturnType<typeof createPlainApi>>,
  { Row: Row }
>()({
  rows: {
    Row: {
      in: {
        listRows: {
          get: ({ content }) => content,
          set: (page, content) => ({ ...page, content: [...content] }),
        },
        getRow: itself<Row>(),
      },
    },
  },
  recipes: {
    renameRow: {
      row: {
        type: 'Row',
        id: ({ id }) => id,
        update: (row, { arg }) => ({ ...row, name: arg.name }),
        answer: (row) => row,
      },
    },
    createRow: {
      insert: {
        type: 'Row',
        create: (name, temporaryId) => makeDraft(temporaryId, name),
        answer: (row) => row,
        into: { listRows: () => true },
        at: 'end',
      },
    },
  },
})

/** This library's overlay on a plain RTK Query api: `vzaps-rtk/optimistic` alone. */
export const overlay: Adapter = {
  name: 'vzaps-rtk/optimistic',
  open: createOpenClient,
  create(server, { isRefetching }) {
    const api = withOptimisticUpdates(createPlainApi(server, isRefetching), options)
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
