import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { defineOptimistic, itself, list, withEntryInvalidation, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import { expect, test } from 'vitest'

interface Todo { id: string; title: string }
test('inval', async () => {
  let server: Todo[] = [{ id: '1', title: 'a' }, { id: '2', title: 'b' }]
  const log: string[] = []
  const plain = createApi({
    baseQuery: async (arg: unknown, { endpoint }): Promise<{ data: unknown }> => {
      log.push(`${endpoint} ${JSON.stringify(arg)}`)
      await new Promise((r) => setTimeout(r, 5))
      if (endpoint === 'listTodos') return { data: server }
      if (endpoint === 'getTodo') return { data: server.find(({ id }) => id === arg) }
      server = server.map((t) => (t.id === (arg as Todo).id ? { ...t, ...(arg as Todo) } : t))
      return { data: arg }
    },
    tagTypes: ['Todo'],
    endpoints: (build) => ({
      listTodos: build.query<readonly Todo[], void>({ query: () => null, providesTags: [{ type: 'Todo', id: 'LIST' }] }),
      getTodo: build.query<Todo, string>({ query: (id) => id, providesTags: (_r, _e, id) => [{ type: 'Todo', id }] }),
      updateTodo: build.mutation<Todo, Todo>({ query: (t) => t, invalidatesTags: (_r, _e, { id }) => [{ type: 'Todo', id }] }),
    }),
  })
  const api = withEntryInvalidation(
    withOptimisticUpdates(plain, defineOptimistic<DefinitionsFromApi<typeof plain>, { Todo: Todo }>()({
      rows: { Todo: { in: { listTodos: list<Todo>(), getTodo: itself<Todo>() } } },
      recipes: {},
    })),
    { confirm: { Todo: { endpointName: 'getTodo', row: 'Todo' } } },
  )
  const store = configureStore({ reducer: { api: api.reducer }, middleware: (g) => g().concat(api.middleware) })
  await store.dispatch(api.endpoints.listTodos.initiate())
  expect(store.getState().api.config.invalidationBehavior).toBe('immediately')
  await store.dispatch(api.endpoints.updateTodo.initiate({ id: '1', title: 'x' }))
  await new Promise((r) => setTimeout(r, 30))
  expect(api.endpoints.listTodos.select()(store.getState()).data?.[0]?.title).toBe('x')
  console.log(log)
  // lost invalidation
  log.length = 0
  const poll = store.dispatch(api.endpoints.listTodos.initiate(undefined, { forceRefetch: true, subscribe: false }))
  store.dispatch(api.util.invalidateTags([{ type: 'Todo', id: 'LIST' }]))
  await poll
  await new Promise((r) => setTimeout(r, 30))
  console.log(log)
})
