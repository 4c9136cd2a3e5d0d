import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { describe, expect, test, vi } from 'vitest'
import { defineOptimistic, gone, list, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import { holdRequests } from './support/held.ts'

interface Todo {
  readonly id: string
  readonly title: string
}
interface User {
  readonly id: number
  readonly name: string
}

const setup = (isEmpty = false) => {
  const { baseQuery, held } = holdRequests(() => 0)
  const plain = createApi({
    reducerPath: 'todos',
    baseQuery,
    endpoints: (build) => ({
      listTodos: build.query<Todo[], void>({ query: () => 'todos' }),
      updateTodo: build.mutation<null, Todo>({ query: (arg) => arg }),
    }),
  })
  const options = defineOptimistic<DefinitionsFromApi<typeof plain>, { Todo: Todo; User: User }>()({
    rows: { Todo: { in: { listTodos: list<Todo>() } }, User: { numericIds: true, in: {} } },
    recipes: {
      updateTodo: {
        row: {
          type: 'Todo',
          id: ({ id }) => id,
          update: (todo, { arg }) => ({ ...todo, title: arg.title }),
        },
      },
    },
  })
  const none = { rows: {}, recipes: {} }
  const api = withOptimisticUpdates(plain, isEmpty ? (none as never) : options)
  const store = configureStore({
    reducer: { todos: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const more = (overrideExisting = false) =>
    api.injectEndpoints({
      overrideExisting,
      endpoints: (build) => ({
        searchTodos: build.query<readonly Todo[], string>({ query: (text) => text }),
        listUsers: build.query<User[], void>({ query: () => 'users' }),
        renameUser: build.mutation<null, User>({ query: (arg) => arg }),
        deleteTodo: build.mutation<null, string>({ query: (id) => id }),
      }),
      optimistic: {
        rows: {
          Todo: {
            in: { searchTodos: { get: (todos) => todos, set: (_todos, next) => [...next] } },
          },
          User: { in: { listUsers: list<User>() } },
        },
        recipes: {
          renameUser: {
            row: {
              type: 'User',
              id: ({ id }) => id,
              update: (user, { arg }) => {
                user.name = arg.name
              },
            },
          },
          deleteTodo: { row: { type: 'Todo', id: (id) => id, update: () => gone } },
        },
      },
    })
  const answer = (name: string, data: unknown) =>
    held.find((one) => one.name === name)?.answer(data)
  return { api, store, more, answer, held }
}

describe('injected endpoints', () => {
  test('bring their recipes, and rows of new types', async () => {
    const { store, more, answer } = setup()
    const { endpoints, util } = more()
    store.dispatch(endpoints.listUsers.initiate())
    await answer('listUsers', [{ id: 1, name: 'Ada' }])
    store.dispatch(endpoints.renameUser.initiate({ id: 1, name: 'Eve' }))
    expect(endpoints.listUsers.select()(store.getState()).data).toEqual([{ id: 1, name: 'Eve' }])
    expect(util.selectRow(store.getState(), 'User', 1)?.name).toBe('Eve')
  })

  test('show rows of types that there are, which known recipes change there', async () => {
    const { store, more, answer } = setup()
    const { endpoints } = more()
    store.dispatch(endpoints.listTodos.initiate())
    store.dispatch(endpoints.searchTodos.initiate('o'))
    await answer('listTodos', [{ id: '1', title: 'one' }])
    await answer('searchTodos', [{ id: '1', title: 'one' }])
    store.dispatch(endpoints.updateTodo.initiate({ id: '1', title: 'A' }))
    expect(endpoints.searchTodos.select('o')(store.getState()).data?.[0]?.title).toBe('A')
    store.dispatch(endpoints.deleteTodo.initiate('1'))
    expect(endpoints.listTodos.select()(store.getState()).data).toEqual([])
    expect(endpoints.searchTodos.select('o')(store.getState()).data).toEqual([])
  })

  test('see what was there before them', async () => {
    const { api, store, more, answer } = setup()
    store.dispatch(api.endpoints.listTodos.initiate())
    await answer('listTodos', [{ id: '1', title: 'one' }])
    const { endpoints } = more()
    store.dispatch(endpoints.deleteTodo.initiate('1'))
    expect(endpoints.listTodos.select()(store.getState()).data).toEqual([])
  })

  test('may be the first that are optimistic', async () => {
    const { api, store, more, answer } = setup(true)
    store.dispatch(api.endpoints.listTodos.initiate())
    await answer('listTodos', [{ id: '1', title: 'one' }])
    expect(Object.keys(store.getState().todos)).not.toContain('overlay')
    const { endpoints } = more()
    store.dispatch(endpoints.searchTodos.initiate('o'))
    await answer('searchTodos', [{ id: '1', title: 'two' }])
    const call = store.dispatch(endpoints.deleteTodo.initiate('1'))
    expect(endpoints.searchTodos.select('o')(store.getState()).data).toEqual([])
    expect(api.util.selectOperations(store.getState())).toMatchObject([
      { requestId: call.requestId },
    ])
  })

  test('may be injected again, as RTK Query has it: the first stay', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { store, more, answer } = setup()
    more()
    const { endpoints } = more()
    error.mockRestore()
    more(true)
    store.dispatch(endpoints.listTodos.initiate())
    await answer('listTodos', [{ id: '1', title: 'one' }])
    store.dispatch(endpoints.deleteTodo.initiate('1'))
    expect(endpoints.listTodos.select()(store.getState()).data).toEqual([])
  })

  test('give no second recipe to a mutation that has one', () => {
    const { api } = setup()
    expect(() =>
      api.injectEndpoints({
        endpoints: () => ({}),
        optimistic: {
          recipes: {
            updateTodo: { row: { type: 'Todo', id: ({ id }) => id, update: () => gone } },
          },
        },
      }),
    ).toThrow("'updateTodo' of the api 'todos' has a recipe already")
  })
})
