import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  const remove = (queryCacheKey: string) =>
    todos.store.dispatch({ type: 'todos/queries/removeQueryResult', payload: { queryCacheKey } })
  return { ...todos, remove }
}

describe('an entry that is removed', () => {
  test('is gone with its server value and its rows; the others stay as they are', async () => {
    const { mutate, remove, list, titles, overlay, index, slice } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const before = list()
    remove('getTodo("1")')
    expect(list()).toBe(before)
    expect(Object.keys(slice().queries)).toEqual(['listTodos(undefined)'])
    expect(Object.keys(overlay().base)).toEqual(['listTodos(undefined)'])
    expect([...(index().find('Todo', '1')?.positions.keys() ?? [])]).toEqual([
      'listTodos(undefined)',
    ])
    remove('listTodos(undefined)')
    expect(titles()).toBeUndefined()
    expect(overlay().base).toEqual({})
    expect(index().size()).toBe(0)
    expect(index().entriesOf('listTodos').size).toBe(0)
  })

  test('leaves a pending operation, which shows in the entry when it is read again', async () => {
    const { mutate, remove, load, titles } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    remove('listTodos(undefined)')
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    expect(titles()).toEqual(['A'])
    await call.fail({ status: 400 })
    expect(titles()).toEqual(['one'])
  })

  test('takes no row from a read that left before that was made', async () => {
    const { mutate, read, remove, titles, list } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    const poll = read('listTodos', { search: '' })
    const made = { id: '9', title: 'new' }
    await create.answer(made)
    expect(titles()).toEqual(['new', 'one', 'two'])
    remove('listTodos(undefined)')
    await poll.answer(page(rows({ 1: 'one' })))
    expect(list({ search: '' })?.todos).toEqual([made, { id: '1', title: 'one' }])
  })

  test('ends a create of which it alone could tell whether it was carried out', async () => {
    const { mutate, remove, overlay } = await setup()
    await mutate('addTodo', { title: 'new' }).fail({ status: 'FETCH_ERROR' })
    expect(overlay().operations).toMatchObject([{ status: 'unknown' }])
    remove('listTodos(undefined)')
    expect(overlay().operations).toEqual([])
  })

  test('that was not there changes nothing', async () => {
    const { remove, slice } = await setup()
    const { queries } = slice()
    remove('getTodo("99")')
    expect(slice().queries).toBe(queries)
  })
})

describe('resetApiState', () => {
  test('drops entries, operations and failures, and the clock goes on', async () => {
    const { mutate, store, api, read, overlay, slice, index } = await setup()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 400 })
    await mutate('addTodo', { title: 'new' }).answer({ id: '9', title: 'new' })
    mutate('updateTodo', { id: '1', patch: { title: 'B' } })
    read('listTodos', undefined)
    const { clock } = overlay()
    store.dispatch(api.util.resetApiState())
    expect(slice().queries).toEqual({})
    expect(overlay()).toMatchObject({
      operations: [],
      settled: [],
      failures: [],
      base: {},
      aliases: {},
      inflight: {},
    })
    expect(overlay().clock).toBeGreaterThan(clock)
    expect(api.util.selectClock(store.getState())).toBe(overlay().clock)
    expect(index().size()).toBe(0)
  })

  test('is deaf to what comes of earlier calls', async () => {
    const { mutate, store, api, read, overlay, load, titles } = await setup()
    const lost = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const settled = mutate('updateTodo', { id: '1', patch: { title: 'B' } })
    const poll = read('listTodos', undefined)
    store.dispatch(api.util.resetApiState())
    await lost.fail({ status: 'FETCH_ERROR' })
    await settled.answer({ id: '1', title: 'B' })
    await poll.answer(page(rows({ 1: 'B' })))
    expect(overlay()).toEqual(
      expect.objectContaining({ operations: [], settled: [], failures: [], inflight: {} }),
    )
    expect(titles()).toBeUndefined()
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    expect(titles()).toEqual(['one'])
  })
})
