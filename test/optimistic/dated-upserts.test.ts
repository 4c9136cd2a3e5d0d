import { describe, expect, test } from 'vitest'
import type { Todo } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  const { api, store } = todos
  /** What a poll of its own brings: RTK Query's action, with when its request left. */
  const bring = (entries: readonly object[], asOf: number) => {
    const action = api.util.upsertQueryEntries(entries as never)
    store.dispatch({ ...action, meta: { ...(action as { meta?: object }).meta, asOf } } as never)
  }
  const now = () => api.util.selectClock(store.getState())
  return { ...todos, bring, now }
}

describe('an upsert that says when its request left', () => {
  test('is an answer: its rows are told to every entry that shows them', async () => {
    const { bring, now, list, detail } = await setup()
    bring([{ endpointName: 'getTodo', arg: '1', value: { id: '1', title: 'ONE' } }], now())
    expect(detail('1')).toEqual({ id: '1', title: 'ONE' })
    expect(list()?.todos).toEqual(rows({ 1: 'ONE', 2: 'two' }))
  })

  test('changes nothing of a row that is known newer', async () => {
    const { bring, now, list, load, detail } = await setup()
    const before = now()
    await load('getTodo', '1', { id: '1', title: 'newer' })
    bring(
      [{ endpointName: 'listTodos', arg: undefined, value: page(rows({ 1: 'older' }), 9) }],
      before,
    )
    expect(list()).toEqual(page(rows({ 1: 'newer' }), 9))
    expect(detail('1')).toEqual({ id: '1', title: 'newer' })
  })

  test('gets a mutation that is under way', async () => {
    const { bring, now, list, mutate } = await setup()
    const before = now()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'mine' } })
    bring([{ endpointName: 'listTodos', arg: undefined, value: page(rows({ 1: 'one' })) }], before)
    expect(list()?.todos).toEqual(rows({ 1: 'mine' }))
    await call.fail({ status: 400 })
    expect(list()?.todos).toEqual(rows({ 1: 'one' }))
  })

  test('leaves rows that only moved the objects that they were', async () => {
    const { bring, now, list } = await setup()
    const [one, two] = list()?.todos ?? []
    const moved = page([two, one] as Todo[], 9)
    bring([{ endpointName: 'listTodos', arg: undefined, value: moved }], now())
    expect(list()).toEqual(moved)
    expect(list()?.todos[0]).toBe(two)
    expect(list()?.todos[1]).toBe(one)
  })

  test('leaves what it says otherwise the object that it brings: the next that says the same has nothing to compare', async () => {
    const { bring, now, list } = await setup()
    const [one, two] = [
      { id: '1', title: 'one' },
      { id: '2', title: 'TWO' },
    ]
    bring([{ endpointName: 'listTodos', arg: undefined, value: page([one, two]) }], now())
    expect(list()?.todos[1]).toBe(two)
  })

  test.each(['constructor', '__proto__'])('takes a row with the id %s', async (id) => {
    const { bring, now, detail } = await setup()
    bring([{ endpointName: 'getTodo', arg: id, value: { id, title: 'odd' } }], now())
    expect(detail(id)).toEqual({ id, title: 'odd' })
  })
})
