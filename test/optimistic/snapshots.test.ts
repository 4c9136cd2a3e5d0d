import type { UnknownAction } from '@reduxjs/toolkit'
import { describe, expect, test } from 'vitest'
import type { OverlayReducer } from '../../src/overlay/reducer/reducer.ts'
import { toServerState } from '../../src/overlay/reducer/snapshot.ts'
import type { SliceState } from '../../src/overlay/rtk-query/entries.ts'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  if (!options) await todos.load('listTodos', undefined, old)
  const update = (title: string) => todos.mutate('updateTodo', { id: '1', patch: { title } })
  return { ...todos, update }
}
/** As it would come out of a page, or of storage. */
const copy = (state: unknown) => JSON.parse(JSON.stringify(state)) as SliceState

describe('a snapshot', () => {
  test('is what the server said, without what is pending', async () => {
    const { update, slice, list } = await setup()
    const before = slice().queries
    update('A')
    const snapshot = toServerState(slice())
    expect(snapshot).not.toHaveProperty('overlay')
    expect(snapshot.queries['listTodos(undefined)']?.data).toEqual(old)
    expect(snapshot.queries).toEqual(before)
    expect(list()?.todos[0]?.title).toBe('A')
  })

  test('with nothing pending has the entries as they are', async () => {
    const { slice } = await setup()
    expect(toServerState(slice()).queries).toBe(slice().queries)
    expect(toServerState({ queries: {} })).toEqual({ queries: {} })
  })
})

describe('rehydration', () => {
  test('brings server values, and plays this store’s pending operations over them', async () => {
    const server = await setup()
    await server.load('listTodos', undefined, page(rows({ 1: 'theirs', 2: 'two' })))
    server.update('theirs, pending')
    const payload = toServerState(server.slice())

    const { update, store, titles, slice } = await setup({})
    const call = update('A')
    store.dispatch({ type: 'hydrate', payload })
    expect(titles()).toEqual(['A', 'two'])
    expect(slice().overlay.operations).toHaveLength(1)
    await call.fail({ status: 400 })
    expect(titles()).toEqual(['theirs', 'two'])
  })

  test('makes known which entries hold which rows', async () => {
    const server = await setup()
    const payload = toServerState(server.slice())
    const { store, load, titles } = await setup({})
    store.dispatch({ type: 'hydrate', payload })
    await load('getTodo', '1', { id: '1', title: 'newer' })
    expect(titles()).toEqual(['newer', 'two'])
  })
})

describe('a preloaded state', () => {
  test('of another page starts from its server values: its operations ended with it', async () => {
    const before = await setup()
    before.update('A')
    const poll = before.read('listTodos', undefined)
    await before.mutate('updateTodo', { id: '2', patch: { title: 'B' } }).answer({ id: '2' })
    const preloaded = copy(before.slice())
    expect(preloaded.overlay.operations).toHaveLength(1)

    const { titles, overlay, load, store } = await setup({ preloaded })
    store.dispatch({ type: 'anything' })
    expect(titles()).toEqual(['one', 'B'])
    expect(overlay()).toEqual(
      expect.objectContaining({ operations: [], settled: [], base: {}, inflight: {} }),
    )
    expect(overlay().clock).toBe(preloaded.overlay.clock)
    await load('getTodo', '1', { id: '1', title: 'newer' })
    expect(titles()).toEqual(['newer', 'B'])
    await poll.abort()
  })

  test('may be one of plain RTK Query', async () => {
    const before = await setup()
    const { overlay: _none, ...preloaded } = copy(before.slice())
    const { update, titles, api, store } = await setup({ preloaded })
    expect(api.util.selectOperations(store.getState())).toEqual([])
    expect(api.util.selectClock({})).toBe(0)
    update('A')
    expect(titles()).toEqual(['A', 'two'])
  })

  test.each([
    ['of another page, with a row that is being deleted there', true],
    ['of plain RTK Query', false],
  ])('%s, may be met by a mutation first', async (_name, hasOverlay) => {
    const before = await setup()
    if (hasOverlay) before.mutate('deleteTodo', '1')
    const { overlay, ...plain } = copy(before.slice())
    const foreign = { ...plain, ...(hasOverlay && { overlay }) } as SliceState
    const { api } = await setup({})
    const reduce = api.reducer as unknown as OverlayReducer
    expect(reduce.indexOf(foreign).rows.size()).toBe(2)
    const arg = { id: '1', patch: { title: 'A' } }
    const state = reduce(foreign, {
      type: 'todos/executeMutation/pending',
      meta: {
        requestId: 'r1',
        requestStatus: 'pending',
        startedTimeStamp: 1,
        arg: { endpointName: 'updateTodo', originalArgs: arg, track: false },
      },
    })
    expect(state.queries['listTodos(undefined)']?.data).toEqual(page(rows({ 1: 'A', 2: 'two' })))
    expect(state.overlay.operations.map(({ requestId }) => requestId)).toEqual(['r1'])
    // It stays a state from elsewhere.
    expect(reduce(foreign, { type: 'anything' }).overlay.operations).toEqual([])
    expect(reduce.indexOf(foreign).rows.size()).toBe(2)
  })

  test('may be used at once by an event of the cache', async () => {
    const before = await setup()
    before.update('A')
    const { load, titles } = await setup({ preloaded: copy(before.slice()) })
    await load('getTodo', '1', { id: '1', title: 'newer' })
    expect(titles()).toEqual(['newer', 'two'])
  })
})

describe('time travel', () => {
  test('to a state before a row was gone finds the row there', async () => {
    const { load, update, api, slice } = await setup()
    const reduce = api.reducer as unknown as OverlayReducer
    const before = slice()
    await load('listTodos', undefined, page(rows({ 2: 'two' })))
    expect(reduce.indexOf(slice()).rows.find('Todo', '1')).toBeUndefined()
    update('A')
    const [operation] = slice().overlay.operations
    const state = reduce(before, {
      type: 'todos/executeMutation/pending',
      meta: {
        requestId: operation?.requestId,
        requestStatus: 'pending',
        startedTimeStamp: 1,
        arg: { endpointName: 'updateTodo', originalArgs: operation?.arg, track: false },
      },
    })
    expect(state.queries['listTodos(undefined)']?.data).toEqual(page(rows({ 1: 'A', 2: 'two' })))
    expect(reduce.indexOf(before).rows.find('Todo', '1')).toBeDefined()
  })

  test('to an older state goes on from there, however often', async () => {
    const { store, update, api, read } = await setup()
    const reduce = api.reducer as unknown as OverlayReducer
    const states: SliceState[] = []
    const actions: UnknownAction[] = []
    const from = store.getState().todos as unknown as SliceState
    store.replaceReducer(((state: { todos: SliceState }, action: UnknownAction) => {
      actions.push(action)
      const next = reduce(state.todos, action)
      states.push(next)
      return { todos: next }
    }) as never)
    const call = update('A')
    const poll = read('getTodo', '1')
    await call.answer({ id: '1', title: 'A!' })
    await poll.answer({ id: '1', title: 'one' })

    for (const start of [0, Math.floor(states.length / 2), states.length - 1]) {
      let state = start === 0 ? from : (states[start - 1] as SliceState)
      for (const [i, action] of actions.slice(start).entries()) {
        state = reduce(state, action)
        expect(state).toEqual(states[start + i])
      }
      expect(reduce.indexOf(state).rows.size()).toBe(2)
    }
  })
})
