import { configureStore, createSlice } from '@reduxjs/toolkit'
import { createApi, setupListeners, skipToken } from '@reduxjs/toolkit/query/react'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { Provider } from 'react-redux'
import { createMockGateway } from 'vzaps-rtk/mock'
import { withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import { createVZapsApi } from 'vzaps-rtk/react'

// An app with a slice and an api of its own, made by its own toolkit, beside the library's; what it saw is printed.
const gateway = createMockGateway({ instances: [{ id: 'VZONE', name: 'Sales' }] })
const vzaps = createVZapsApi({
  auth: gateway.credentials,
  platform: { fetch: (request) => gateway.fetch(request) },
})
const todos = createApi({
  reducerPath: 'todos',
  baseQuery: () => ({ data: ['milk'] }),
  endpoints: (build) => ({ listTodos: build.query({ query: () => 'todos' }) }),
})
const clicks = createSlice({ name: 'clicks', initialState: 0, reducers: { add: (n) => n + 1 } })
const store = configureStore({
  reducer: {
    [vzaps.reducerPath]: vzaps.reducer,
    [todos.reducerPath]: todos.reducer,
    clicks: clicks.reducer,
  },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware).concat(todos.middleware),
})
setupListeners(store.dispatch)
const { listInstances, updateInstance } = vzaps.endpoints
const shown = () => listInstances.select()(store.getState()).data?.content[0]?.name

const seen = []
store.dispatch(clicks.actions.add())
seen.push(store.getState().clicks)
seen.push((await store.dispatch(todos.endpoints.listTodos.initiate())).data)
await store.dispatch(listInstances.initiate())
const saving = store.dispatch(
  updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Support' } }),
)
seen.push(shown())
await saving
gateway.faults.failNext({ kind: 'status', status: 409 }, { method: 'PATCH' })
await store.dispatch(updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Other' } }))
seen.push(shown())

const Skipped = () => {
  const row = vzaps.useGetInstanceQuery(skipToken)
  const { isLoading } = vzaps.useInstanceStatus(skipToken)
  return `${row.status} ${isLoading} ${vzaps.useListInstancesQuery().data?.total}`
}
seen.push(renderToString(createElement(Provider, { store }, createElement(Skipped))))
try {
  withOptimisticUpdates(todos, { rows: {}, recipes: {} })
} catch (error) {
  seen.push(error.message)
}
vzaps.dispose()
process.stdout.write(JSON.stringify(seen))
