import { configureStore } from '@reduxjs/toolkit'
import { Provider } from 'react-redux'
import type { Instance } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'

const toInstance = ({ id, name, status }: Row): Instance => ({ id, name, status })

/** This library as a whole: the whole way of a request, through injected fetch, queue, checks and schemas. */
export const library: Adapter = {
  name: 'vzaps-rtk',
  create(server, { isRefetching }) {
    const vzaps = createVZapsApi({
      auth: { getToken: async () => ({ accessToken: 'a-token-of-the-app', expiresIn: 86_400 }) },
      platform: { fetch: (request) => server.fetch(request) },
    })
    if (!isRefetching) {
      vzaps.enhanceEndpoints({
        endpoints: {
          updateInstance: { invalidatesTags: [] },
          createInstance: { invalidatesTags: [] },
        },
      })
    }
    const store = configureStore({
      reducer: { [vzaps.reducerPath]: vzaps.reducer },
      middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
    })
    const args = { pageSize: server.rows.size }
    const selectRows = vzaps.endpoints.listInstances.select(args)
    return {
      Provider: ({ children }) => <Provider store={store}>{children}</Provider>,
      useRows: () =>
        vzaps.useListInstancesQuery(args, {
          selectFromResult: ({ data }) => ({ rows: data?.content }),
        }).rows,
      useRename: () => (id, name) =>
        store
          .dispatch(
            vzaps.endpoints.updateInstance.initiate(
              { instanceId: id, data: { name } },
              { track: false },
            ),
          )
          .unwrap(),
      useCreate: () => (name) =>
        store
          .dispatch(vzaps.endpoints.createInstance.initiate({ name }, { track: false }))
          .unwrap(),
      refetch: () =>
        store
          .dispatch(
            vzaps.endpoints.listInstances.initiate(args, { forceRefetch: true, subscribe: false }),
          )
          .unwrap(),
      rows: () => selectRows(store.getState()).data?.content ?? [],
      seed(rows) {
        store.dispatch(
          vzaps.util.upsertQueryEntries(
            rows.map((row) => ({
              endpointName: 'getInstance' as const,
              arg: row.id,
              value: toInstance(row),
            })),
          ),
        )
      },
      kept: () => store.getState(),
      end: () => vzaps.dispose(),
      redux: {
        dispatch: (action) => store.dispatch(action),
        state: () => store.getState()[vzaps.reducerPath],
      },
    }
  },
}
