import { configureStore } from '@reduxjs/toolkit'
import { createApi, type DefinitionsFromApi, fetchBaseQuery } from '@reduxjs/toolkit/query'
import {
  createVZapsApi,
  type Instance,
  instanceEvents,
  isVZapsError,
  type VZapsError,
} from 'vzaps-rtk'
import { type ErrorMessages, en, messageOf } from 'vzaps-rtk/messages'
import { createMockGateway, createTestStore, instanceStatus } from 'vzaps-rtk/mock'
import { createMswHandlers } from 'vzaps-rtk/mock/msw'
import { type MockServer, startMockServer } from 'vzaps-rtk/mock/node'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import {
  defineOptimistic,
  list,
  type Operation,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import { createVZapsApi as createReactApi, type VZapsApi } from 'vzaps-rtk/react'
import {
  createVZapsRelay,
  createVZapsTokenHandler,
  type RelayOperation,
  type RelayVerdict,
  toNodeListener,
} from 'vzaps-rtk/server'

// One use of each entry point, and mistakes that must be seen: where a declaration is broken, its types are `any`, and
// with `skipLibCheck` nothing but an unused @ts-expect-error tells of it.

const core = createVZapsApi({ auth: { getToken: () => ({ accessToken: 'jwt', expiresIn: 60 }) } })
const store = configureStore({
  reducer: { [core.reducerPath]: core.reducer },
  middleware: (getDefault) => getDefault().prepend(core.middleware),
})
export const names = async (): Promise<readonly (string | null | undefined)[]> => {
  const page = await store.dispatch(core.endpoints.listInstances.initiate({ page: 1 })).unwrap()
  // @ts-expect-error: a page has no rows
  page.rows
  return page.content.map(({ name }) => name)
}
// @ts-expect-error: an option that there is not
createVZapsApi({ baseURL: 'https://example.com' })
// @ts-expect-error: no hooks without React
core.useListInstancesQuery
export const kind = (error: unknown): VZapsError['kind'] | undefined =>
  isVZapsError(error) ? error.kind : undefined
// @ts-expect-error: a kind that there is not
export const noKind: VZapsError['kind'] = 'unknown'
export const id = ({ id: text }: Instance): string => text
// @ts-expect-error: an id is a text
export const number = ({ id: text }: Instance): number => text
export const text: string = messageOf('anything', en)
// @ts-expect-error: a language lacks its codes
export const half: ErrorMessages = { ...en, codes: {} }
export const events: readonly string[] = instanceEvents

const react: VZapsApi<'other'> = createReactApi({ reducerPath: 'other' })
// @ts-expect-error: another path
export const wrongPath: VZapsApi = react
export const useTotal = (): number | undefined => {
  const { data, error } = react.useListInstancesQuery()
  const [update] = react.useUpdateInstanceMutation()
  // @ts-expect-error: what to change is missing
  update({ instanceId: 'id' })
  // @ts-expect-error: no instance, no status
  react.useInstanceStatus()
  return error ? undefined : data?.total
}

const gateway = createMockGateway({ instances: [{ status: instanceStatus.connected }] })
// @ts-expect-error: a fault that there is not
gateway.faults.set({ gremlins: true })
// @ts-expect-error: the mock has a store, not stores
createTestStore({ gateway }).stores
export const handlers = createMswHandlers(gateway)
// @ts-expect-error: a gateway is needed
createMswHandlers()
export const url = async (): Promise<string> => {
  const server: MockServer = await startMockServer({ gateway })
  // @ts-expect-error: it is closed, not stopped
  server.stop
  return server.url
}
// @ts-expect-error: nothing to render
export const rendered = renderWithVZaps()

interface Todo {
  readonly id: string
  readonly title: string
}
const todoApi = createApi({
  reducerPath: 'todos',
  baseQuery: fetchBaseQuery({ baseUrl: 'https://example.com' }),
  endpoints: (build) => ({
    listTodos: build.query<readonly Todo[], void>({ query: () => 'todos' }),
    renameTodo: build.mutation<Todo, Todo>({
      query: ({ id, title }) => ({ url: `todos/${id}`, method: 'PUT', body: { title } }),
    }),
  }),
})
const define = defineOptimistic<DefinitionsFromApi<typeof todoApi>, { Todo: Todo }>()
const todos = withEntryInvalidation(
  withOptimisticUpdates(
    todoApi,
    define({
      rows: { Todo: { in: { listTodos: list<Todo>() } } },
      recipes: {
        renameTodo: {
          row: {
            type: 'Todo',
            id: ({ id }) => id,
            update: (todo, { arg }) => ({ ...todo, title: arg.title }),
          },
        },
      },
    }),
  ),
)
define({
  rows: { Todo: { in: {} } },
  // @ts-expect-error: a mutation that there is not
  recipes: { renameTodos: {} },
})
export const open = (state: unknown): readonly Operation[] => todos.util.selectOperations(state)
export const value = (state: unknown): readonly Todo[] | undefined =>
  todos.util.selectServerValue(state, 'listTodos', undefined)
// @ts-expect-error: a query that there is not
export const noValue = (state: unknown) => todos.util.selectServerValue(state, 'list', 1)

const credentials = { clientToken: 'client', clientSecret: 'secret' }
export const relay = createVZapsRelay({
  ...credentials,
  authorize: ({ instanceId }): RelayVerdict => ({ instances: instanceId ? [instanceId] : [] }),
  onCreated: ({ instance }) => instance.id,
})
export const answer: Promise<Response> = relay(new Request('https://app.example.com/relay'))
// @ts-expect-error: a relay that does not ask whether it may
createVZapsRelay(credentials)
// @ts-expect-error: an operation that there is not
export const noOperation: RelayOperation = 'everything'
export const listener = toNodeListener(
  createVZapsTokenHandler({ ...credentials, authorize: () => true }),
)
// @ts-expect-error: a token can do everything, so there are no instances to name
createVZapsTokenHandler({ ...credentials, authorize: () => ({ instances: [] }) })
