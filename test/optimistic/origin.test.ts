import type { UnknownAction } from '@reduxjs/toolkit'
import { combineReducers, configureStore } from '@reduxjs/toolkit'
import { describe, expect, test } from 'vitest'
import type { SliceState } from '../../src/overlay/rtk-query/entries.ts'
import { createTodos, page, rows } from './support/todos.ts'

// Whose state it is: a copy of this store's own keeps what is pending, a state from elsewhere brings server values.

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  return {
    ...todos,
    update: (title: string) => todos.mutate('updateTodo', { id: '1', patch: { title } }),
  }
}
type Reduce = (state: SliceState, action: UnknownAction) => SliceState

/** Puts a reducer around the api's. */
const reduceAround = (
  { api, store }: Pick<Awaited<ReturnType<typeof setup>>, 'api' | 'store'>,
  around: (plain: Reduce, ...args: Parameters<Reduce>) => SliceState,
) =>
  store.replaceReducer(((state: { todos: SliceState }, action: UnknownAction) => ({
    todos: around(api.reducer as never as Reduce, state.todos, action),
  })) as never)

const copyOf = <T>(state: T): T => JSON.parse(JSON.stringify(state)) as T

describe('a copy of this store’s own state', () => {
  test.each<readonly [string, (state: { todos: SliceState }) => { todos: SliceState }]>([
    ['of the slice, spread', ({ todos }) => ({ todos: { ...todos } })],
    ['of the whole, deep', copyOf],
  ])('%s by a reducer around it, keeps its pending operations', async (_name, copy) => {
    const todos = await setup()
    const plain = combineReducers({ todos: todos.api.reducer }) as never as (
      state: { todos: SliceState } | undefined,
      action: UnknownAction,
    ) => { todos: SliceState }
    todos.store.replaceReducer(((state: { todos: SliceState }, action: UnknownAction) =>
      copy(plain(state, action))) as never)
    const call = todos.update('A')
    const other = todos.update('B')
    const poll = todos.read('listTodos', undefined)
    todos.store.dispatch({ type: 'elsewhere/happened' })
    expect(todos.titles()).toEqual(['B', 'two'])
    await poll.answer(page(rows({ 1: 'one', 2: 'two' })))
    expect(todos.titles()).toEqual(['B', 'two'])
    await call.answer({ id: '1', title: 'A' })
    await other.fail({ status: 400 })
    expect(todos.titles()).toEqual(['A', 'two'])
    expect(todos.detail('1')?.title).toBe('A')
  })

  test('knows that a later call was answered before an earlier one, whose answer is the older', async () => {
    const todos = await setup()
    const earlier = todos.mutate('updateTodo', { id: '1', patch: { done: true } })
    const later = todos.update('B')
    await later.answer({ id: '1', title: 'B', note: 'newer' })
    reduceAround(todos, (plain, state, action) =>
      action.type === 'copy' ? copyOf(state) : plain(state, action),
    )
    todos.store.dispatch({ type: 'copy' })
    await earlier.answer({ id: '1', title: 'one', done: true, note: 'older' })
    expect(todos.detail('1')).toEqual({ id: '1', title: 'B', done: true, note: 'newer' })
  })

  test('spread after each action, keeps one truth of a row', async () => {
    const todos = await setup()
    reduceAround(todos, (plain, state, action) => ({ ...plain(state, action) }))
    const early = todos.read('getTodo', '1')
    early.send()
    await todos.load('listTodos', undefined, page(rows({ 1: 'newer', 2: 'two' })))
    await early.answer({ id: '1', title: 'older' })
    expect(todos.detail('1')?.title).toBe('newer')
  })
})

describe('a state of another store', () => {
  test('of the same api, brings server values as soon as it is there', async () => {
    const { api, store, update, read } = await setup()
    update('A')
    const poll = read('listTodos', undefined)
    const other = configureStore({
      reducer: { todos: api.reducer },
      middleware: (getDefault) => getDefault().concat(api.middleware),
      preloadedState: copyOf(store.getState()),
    })
    const title = () => api.endpoints.listTodos.select()(other.getState()).data?.todos[0]?.title
    expect(title()).toBe('one')
    expect(api.util.selectOperations(other.getState())).toEqual([])
    other.dispatch({ type: 'anything' })
    expect(title()).toBe('one')
    expect((other.getState().todos as unknown as SliceState).overlay.inflight).toEqual({})
    await poll.abort()
  })

  test('put in place of this one’s by a reducer, brings server values', async () => {
    const there = await setup()
    there.update('theirs')
    const snapshot = copyOf(there.store.getState())
    const { api, store } = await setup()
    const plain = combineReducers({ todos: api.reducer })
    store.replaceReducer(((state: never, action: UnknownAction) =>
      action.type === 'restore' ? snapshot : plain(state, action)) as never)
    store.dispatch({ type: 'restore' })
    expect(api.endpoints.listTodos.select()(store.getState()).data?.todos[0]?.title).toBe('one')
    expect(api.util.selectOperations(store.getState())).toEqual([])
  })

  test('brought by an action, brings server values: nobody has to prepare it', async () => {
    const there = await setup()
    there.update('theirs')
    const { store, titles } = createTodos()
    store.dispatch({ type: 'hydrate', payload: copyOf(there.slice()) })
    expect(titles()).toEqual(['one', 'two'])
  })

  test('agrees in all its entries: of a row that differs the newest counts', async () => {
    const { slice } = await setup()
    const preloaded = copyOf(slice()) as unknown as {
      queries: Record<string, { data: unknown; fulfilledTimeStamp: number }>
    }
    const entry = preloaded.queries['getTodo("1")']
    if (!entry) throw new Error('there is no detail')
    entry.data = { id: '1', title: 'newer' }
    entry.fulfilledTimeStamp += 1000
    const { titles, detail, load } = createTodos({ preloaded })
    expect(titles()).toEqual(['newer', 'two'])
    await load('getTodo', '1', { id: '1', title: 'newest' })
    expect(titles()).toEqual(['newest', 'two'])
    await load('listTodos', undefined, page(rows({ 1: 'last', 2: 'two' })))
    expect(detail('1')?.title).toBe('last')
  })
})
