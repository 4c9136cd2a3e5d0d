import { configureStore } from '@reduxjs/toolkit'
import { createApi, fetchBaseQuery, setupListeners } from '@reduxjs/toolkit/query/react'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { Provider } from 'react-redux'
import { createVZapsApi } from 'vzaps-rtk/react'
import type { Row } from '../rows.ts'
import { idOf } from '../rows.ts'
import type { LiveAdapter, LiveServer } from './scene.tsx'

const pages = ({ count }: LiveServer) => Array.from({ length: count / 100 }, (_, i) => i + 1)
const ids = ({ count }: LiveServer) => Array.from({ length: count }, (_, i) => idOf(i))
const every = 1_000

const createVZaps = (server: LiveServer) => {
  const vzaps = createVZapsApi({
    auth: { getToken: async () => ({ accessToken: 'a-token-of-the-app', expiresIn: 86_400 }) },
    platform: { fetch: server.fetch },
  })
  const store = configureStore({
    reducer: { [vzaps.reducerPath]: vzaps.reducer },
    middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
  })
  return { vzaps, store, end: () => vzaps.dispose() }
}

/** Each page as a live list. */
const vzapsLists: LiveAdapter = {
  create(server, RowOf) {
    const { vzaps, store, end } = createVZaps(server)
    const Page = ({ page }: { page: number }) => {
      const { data } = vzaps.useLiveInstances({ page, pageSize: 100 }, { pollingInterval: every })
      return data?.content.map(({ id, status }) => <RowOf key={id} id={id} status={status} />)
    }
    const App = () => (
      <Provider store={store}>
        {pages(server).map((page) => (
          <Page key={page} page={page} />
        ))}
      </Provider>
    )
    return { App, end }
  },
}

/** Each instance for itself. */
const vzapsStatus: LiveAdapter = {
  create(server, RowOf) {
    const { vzaps, store, end } = createVZaps(server)
    const Badge = ({ id }: { id: string }) => (
      <RowOf
        id={id}
        status={vzaps.useInstanceStatus(id, { pollingInterval: every }).data?.status}
      />
    )
    const App = () => (
      <Provider store={store}>
        {ids(server).map((id) => (
          <Badge key={id} id={id} />
        ))}
      </Provider>
    )
    return { App, end }
  },
}

/** An entry an instance, polled as the manual says. */
const rtkQuery: LiveAdapter = {
  create(server, RowOf) {
    const api = createApi({
      baseQuery: fetchBaseQuery({
        baseUrl: 'http://localhost/instances/',
        fetchFn: (input) => server.fetch(input as Request),
      }),
      endpoints: (build) => ({
        get: build.query<Row, string>({
          query: (id) => ({ url: 'get', method: 'POST', body: { id } }),
        }),
      }),
    })
    const store = configureStore({
      reducer: { [api.reducerPath]: api.reducer },
      middleware: (getDefault) => getDefault().concat(api.middleware),
    })
    const stop = setupListeners(store.dispatch)
    const Badge = ({ id }: { id: string }) => {
      const { status } = api.useGetQuery(id, {
        pollingInterval: every,
        selectFromResult: ({ data }) => ({ status: data?.status }),
      })
      return <RowOf id={id} status={status} />
    }
    const App = () => (
      <Provider store={store}>
        {ids(server).map((id) => (
          <Badge key={id} id={id} />
        ))}
      </Provider>
    )
    return { App, end: stop }
  },
}

/** Each page as a query with `refetchInterval`. */
const tanstackQuery: LiveAdapter = {
  create(server, RowOf) {
    const client = new QueryClient()
    const read = async (page: number): Promise<{ content: Row[] }> => {
      const body = JSON.stringify({ page, size: 100 })
      const request = new Request('http://localhost/instances/list', { method: 'POST', body })
      return (await server.fetch(request)).json()
    }
    const Page = ({ page }: { page: number }) => {
      const { data } = useQuery({
        queryKey: ['instances', page],
        queryFn: () => read(page),
        refetchInterval: every,
      })
      return data?.content.map(({ id, status }) => <RowOf key={id} id={id} status={status} />)
    }
    const App = () => (
      <QueryClientProvider client={client}>
        {pages(server).map((page) => (
          <Page key={page} page={page} />
        ))}
      </QueryClientProvider>
    )
    return { App, end: () => client.clear() }
  },
}

/** By the name in the table. */
export const liveAdapters: Readonly<Record<string, LiveAdapter>> = {
  'vzaps-rtk, lists': vzapsLists,
  'vzaps-rtk, badges': vzapsStatus,
  'TanStack Query, lists': tanstackQuery,
  'RTK Query, entries': rtkQuery,
}
