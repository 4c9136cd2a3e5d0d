import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const lost = { status: 'FETCH_ERROR' }
const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, old)
  const update = (title: string) => todos.mutate('updateTodo', { id: '1', patch: { title } })
  const statuses = () => todos.overlay().operations.map(({ status }) => status)
  return { ...todos, update, statuses }
}

describe('a mutation whose outcome is unknown', () => {
  test('stays until a read that was sent later lands on an entry of its row', async () => {
    const { update, titles, load, statuses, store } = await setup()
    await update('A').fail(lost)
    expect(statuses()).toEqual(['unknown'])
    expect(titles()).toEqual(['A', 'two'])
    const seen = new Set<string | undefined>()
    store.subscribe(() => seen.add(titles()?.[0]))
    await load('listTodos', undefined, page(rows({ 1: 'A', 2: 'two' })))
    expect(statuses()).toEqual([])
    expect([...seen]).toEqual(['A'])
  })

  test('goes when that read says that it was not carried out', async () => {
    const { update, titles, load } = await setup()
    await update('A').fail(lost)
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('is not decided by a read that was sent before its end', async () => {
    const { update, titles, read, statuses } = await setup()
    const a = update('A')
    const poll = read('listTodos', undefined)
    await a.fail(lost)
    await poll.answer(old)
    expect(statuses()).toEqual(['unknown'])
    expect(titles()).toEqual(['A', 'two'])
  })

  test('is decided by a read that was called before, and sent after its end', async () => {
    const { update, titles, read, statuses } = await setup()
    const a = update('A')
    const poll = read('listTodos', undefined)
    await a.fail(lost)
    poll.send()
    await poll.answer(old)
    expect(statuses()).toEqual([])
    expect(titles()).toEqual(['one', 'two'])
  })

  test('is not decided by a read that fails, nor by one of an entry without the row', async () => {
    const { update, load, read, statuses, api, store } = await setup()
    await update('A').fail(lost)
    await read('listTodos', undefined).fail(lost)
    await load('listTodos', { search: 't' }, page(rows({ 2: 'two' })))
    await load('countTodos', 'mine', { done: 1 })
    expect(api.endpoints.countTodos.select('mine')(store.getState()).data).toEqual({ done: 1 })
    expect(statuses()).toEqual(['unknown'])
  })

  test('is not decided by what the app writes itself', async () => {
    const { update, api, store, titles, statuses } = await setup()
    await update('A').fail(lost)
    const mine = page(rows({ 1: 'mine', 2: 'two' }))
    await store.dispatch(api.util.upsertQueryData('listTodos', undefined, mine))
    expect(statuses()).toEqual(['unknown'])
    expect(titles()).toEqual(['A', 'two'])
  })

  test('is decided by the first answer of an entry that shows the row', async () => {
    const { update, load, titles, detail, statuses } = await setup()
    await update('A').fail(lost)
    await load('getTodo', '1', { id: '1', title: 'one' })
    expect(statuses()).toEqual([])
    expect(detail('1')?.title).toBe('one')
    expect(titles()).toEqual(['one', 'two'])
  })

  test('is decided by the first answer of a list with other rows too', async () => {
    const { update, load, statuses } = await setup()
    await update('A').fail(lost)
    await load('listTodos', { search: 'o' }, page(rows({ 1: 'one', 2: 'two' })))
    expect(statuses()).toEqual([])
  })

  test('is decided by an answer that has the row no longer', async () => {
    const { update, load, statuses } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one' })
    await update('A').fail(lost)
    await load('listTodos', undefined, page(rows({ 2: 'two' })))
    expect(statuses()).toEqual([])
  })

  test('is shown no longer once no entry is left that could tell', async () => {
    const { update, load, store, overlay, statuses } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one' })
    await update('A').fail(lost)
    const remove = (queryCacheKey: string) =>
      store.dispatch({ type: 'todos/queries/removeQueryResult', payload: { queryCacheKey } })
    remove('listTodos(undefined)')
    expect(statuses()).toEqual(['unknown'])
    remove('getTodo("1")')
    expect(statuses()).toEqual([])
    expect(overlay().base).toEqual({})
  })

  test('is not kept where no entry shows its row', async () => {
    const { mutate, statuses, overlay } = await setup()
    await mutate('updateTodo', { id: '99', patch: { title: 'A' } }).fail(lost)
    expect(statuses()).toEqual([])
    expect(overlay().failures).toHaveLength(1)
  })

  test('holds back a newer one that settled, which is released when it goes with its entries', async () => {
    const { update, titles, store, load, statuses, mutate } = await setup()
    await update('A').fail(lost)
    await mutate('updateTodo', { id: '1', patch: { note: 'x' } }).answer({ id: '1', title: 'A' })
    expect(statuses()).toEqual(['unknown', 'settled'])
    const removed = { queryCacheKey: 'listTodos(undefined)' }
    store.dispatch({ type: 'todos/queries/removeQueryResult', payload: removed })
    expect(statuses()).toEqual([])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two'])
  })
})

describe('a mutation that is aborted', () => {
  test('may have been carried out: it stays until a read tells, and is no failure', async () => {
    const { update, titles, load, statuses, overlay } = await setup()
    await update('A').abort()
    expect(statuses()).toEqual(['unknown'])
    expect(overlay().failures).toEqual([])
    expect(titles()).toEqual(['A', 'two'])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two'])
  })
})

describe('a create whose outcome is unknown', () => {
  test('shows its row until a later read, once though that shows it too', async () => {
    const { mutate, titles, load, statuses } = await setup()
    await mutate('addTodo', { title: 'new' }).fail(lost)
    expect(titles()).toEqual(['new', 'one', 'two'])
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two', 9: 'new' })))
    expect(titles()).toEqual(['one', 'two', 'new'])
    expect(statuses()).toEqual([])
  })
})
