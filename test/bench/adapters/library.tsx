import { configureStore } from '@reduxjs/toolkit'
import { Provider } from 'react-redux'
import type { Instance } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import type { Server } from '../server.ts'
import { Refusal } from '../server.ts'

/** The gateway's three routes in front of the server, as the injected fetch. */
const createFetch = (server: Server) => {
  const answer = async (request: Request): Promise<string> => {
    const { pathname } = new URL(request.url)
    const { name } = await request.json()
    if (request.method === 'PATCH') return server.rename(pathname.split('/')[2] ?? '', name)
    if (pathname === '/instances/create') return server.create(name)
    if (pathname !== '/instances/list') throw new Error(`Nobody asks for ${pathname}`)
    const { size } = server.rows
    const content = await server.list()
    return `{"page":1,"size":${size},"total":${size},"total_pages":1,"content":${content}}`
  }
  const headers = { 'Content-Type': 'application/json' }
  return async (request: Request): Promise<Response> => {
    try {
      return new Response(await answer(request), { headers })
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      const { status, message } = thrown
      return new Response(JSON.stringify({ message }), { status, headers })
    }
  }
}

const toInstance = ({ id, name, status }: Row): Instance => ({ id, name, status })

/** This library as a whole: the whole way of a request, through injected fetch, queue, checks and schemas. */
export const library: Adapter = {
  name: 'vzaps-rtk',
  create(server, { isRefetching }) {
    const vzaps = createVZapsApi({
      auth: { getToken: async () => ({ accessToken: 'a-token-of-the-app', expiresIn: 86_400 }) },
      platform: { fetch: createFetch(server) },
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
      redux: {
        dispatch: (action) => store.dispatch(action),
        state: () => store.getState()[vzaps.reducerPath],
      },
    }
  },
}
