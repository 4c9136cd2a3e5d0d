import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two', 3: 'three' })))
  await todos.load('getTodo', '1', { id: '1', title: 'one', note: 'long' })
  return todos
}
const refused = { status: 400 }

describe('a pending mutation', () => {
  test('shows at once in list and detail', async () => {
    const { mutate, titles, detail } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    expect(titles()).toEqual(['A', 'two', 'three'])
    expect(detail('1')).toEqual({ id: '1', title: 'A', note: 'long' })
  })

  test('shows in an entry that is read for the first time while it is pending', async () => {
    const { mutate, load, titles } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await load('listTodos', { search: 'o' }, page(rows({ 1: 'one', 2: 'two' })))
    expect(titles({ search: 'o' })).toEqual(['A', 'two'])
  })

  test('stays over every answer that does not know of it', async () => {
    const { mutate, load, titles, store } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const seen = new Set<string | undefined>()
    store.subscribe(() => seen.add(titles()?.[0]))
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two', 4: 'four' })))
    await load('listTodos', undefined, page(rows({ 1: 'one', 4: 'four' })))
    expect([...seen]).toEqual(['A'])
    expect(titles()).toEqual(['A', 'four'])
  })

  test('is one of those that are told, as plain data, until it is over', async () => {
    const { mutate, store, api, overlay } = await setup()
    const selectOperations = () => api.util.selectOperations(store.getState())
    const patch = { title: 'A' }
    const call = mutate('updateTodo', { id: '1', patch })
    expect(selectOperations()).toMatchObject([
      {
        requestId: call.requestId,
        endpointName: 'updateTodo',
        arg: { id: '1', patch },
        row: { type: 'Todo', id: '1' },
        scope: 'Todo/1',
        status: 'pending',
      },
    ])
    expect(Math.abs(Date.now() - (selectOperations()[0]?.startedTimeStamp ?? 0))).toBeLessThan(
      5_000,
    )
    expect(JSON.parse(JSON.stringify(overlay()))).toEqual(overlay())
    await call.answer({ id: '1', title: 'A' })
    expect(selectOperations()).toEqual([])
  })

  test('without an effect is told, and changes nothing', async () => {
    const { mutate, slice, api, store } = await setup()
    const before = slice().queries
    const call = mutate('touchTodo', '1')
    expect(api.util.selectOperations(store.getState())).toHaveLength(1)
    expect(slice().queries).toBe(before)
    expect(slice().overlay.base).toEqual({})
    await call.answer(null)
    expect(api.util.selectOperations(store.getState())).toEqual([])
    expect(slice().queries).toBe(before)
  })

  test('without a recipe is none of the overlay’s', async () => {
    const { mutate, overlay } = await setup()
    const call = mutate('act', 1)
    expect(overlay().operations).toEqual([])
    await call.answer(1)
    expect(overlay().settled).toEqual([])
  })

  test('lets the server’s value be asked for', async () => {
    const { mutate, api, store, titles } = await setup()
    const server = (search?: string) =>
      api.util
        .selectServerValue(store.getState(), 'listTodos', search ? { search } : undefined)
        ?.todos.map(({ title }) => title)
    expect(server()).toEqual(titles())
    mutate('deleteTodo', '1')
    expect(titles()).toEqual(['two', 'three'])
    expect(server()).toEqual(['one', 'two', 'three'])
    expect(server('nothing like it')).toBeUndefined()
    expect(api.util.selectServerValue({}, 'getTodo', '1')).toBeUndefined()
    expect(api.util.selectServerValue(store.getState(), 'gone' as 'getTodo', '1')).toBe(undefined)
  })
})

describe('a mutation that fails', () => {
  test('takes back what it did and nothing else', async () => {
    const { mutate, titles, detail, list } = await setup()
    const a = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    mutate('updateTodo', { id: '1', patch: { done: true } })
    mutate('updateTodo', { id: '2', patch: { title: 'B' } })
    await a.fail(refused)
    expect(titles()).toEqual(['one', 'B', 'three'])
    expect(list()?.todos[0]).toMatchObject({ title: 'one', done: true })
    expect(detail('1')).toEqual({ id: '1', title: 'one', note: 'long', done: true })
  })

  test('leaves what succeeded after it was called', async () => {
    const { mutate, titles } = await setup()
    const a = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const b = mutate('updateTodo', { id: '2', patch: { title: 'B' } })
    await b.answer({ id: '2', title: 'B' })
    await a.fail(refused)
    expect(titles()).toEqual(['one', 'B', 'three'])
  })

  test('leaves what succeeded on the same row, before it was called and after', async () => {
    const { mutate, list } = await setup()
    await mutate('updateTodo', { id: '1', patch: { note: 'x' } }).answer({ id: '1', note: 'x' })
    const a = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const b = mutate('updateTodo', { id: '1', patch: { done: true } })
    await b.answer({ id: '1', title: 'one', done: true })
    await a.fail(refused)
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'one', note: 'x', done: true })
  })

  test('of two deletes brings back its own row where it stood', async () => {
    const { mutate, titles, list } = await setup()
    const one = mutate('deleteTodo', '1')
    const two = mutate('deleteTodo', '2')
    expect(titles()).toEqual(['three'])
    expect(list()?.total).toBe(1)
    await two.answer(null)
    await one.fail(refused)
    expect(titles()).toEqual(['one', 'three'])
    expect(list()?.total).toBe(2)
  })

  test('brings back what the server says by now', async () => {
    const { mutate, load, titles } = await setup()
    const a = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await load('listTodos', undefined, page(rows({ 1: 'one again', 2: 'two' })))
    expect(titles()).toEqual(['A', 'two'])
    await a.fail(refused)
    expect(titles()).toEqual(['one again', 'two'])
  })
})
