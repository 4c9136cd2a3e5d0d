import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  const { api, store } = todos
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  return {
    ...todos,
    update: (title: string, id = '1') => todos.mutate('updateTodo', { id, patch: { title } }),
    pending: () => api.util.selectPending(store.getState()),
    failures: () =>
      api.util.selectFailures(store.getState()).map(({ operation }) => operation.requestId),
  }
}

describe('what is pending', () => {
  test('is on its way or unknown; what is settled, and only waits, is not among it', async () => {
    const { update, pending, overlay } = await setup()
    const [a, b, c] = [update('A'), update('B'), update('C', '2')]
    await b.answer({ id: '1', title: 'B' })
    await c.fail({ status: 503 })
    expect(overlay().operations).toHaveLength(3)
    expect(pending().map(({ requestId, status }) => [requestId, status])).toEqual([
      [a.requestId, 'pending'],
      [c.requestId, 'unknown'],
    ])
  })

  test('is the same list while nothing about it changes', async () => {
    const { update, pending, load, mutate } = await setup()
    const empty = pending()
    update('A')
    const before = pending()
    await load('listTodos', { search: 'x' }, page([]))
    expect(pending()).toBe(before)
    await mutate('updateTodo', { id: '1', patch: { note: 'n' } }).answer(null)
    expect(pending().length).toBe(1)
    expect(empty).toEqual([])
  })

  test('waits to leave where its base query says so', async () => {
    const { update, pending, api, store } = await setup()
    const { requestId } = update('A')
    const mark = (isWaiting: boolean) => store.dispatch(api.util.markWaiting(requestId, isWaiting))
    mark(true)
    expect(pending()).toMatchObject([{ status: 'pending', isWaiting: true }])
    mark(false)
    expect(pending()).toMatchObject([{ status: 'pending', isWaiting: false }])
    store.dispatch(api.util.markWaiting('another', true))
    expect(pending()).toHaveLength(1)
  })
})

describe('a failure of unknown outcome', () => {
  test('goes once a later read shows that it was carried out', async () => {
    const { update, failures, load } = await setup()
    await update('A').fail({ status: 503 })
    expect(failures()).toHaveLength(1)
    await load('listTodos', undefined, page(rows({ 1: 'A' })))
    expect(failures()).toEqual([])
  })

  test('stays where a later read shows that it was not', async () => {
    const { update, failures, load } = await setup()
    await update('A').fail({ status: 503 })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    expect(failures()).toHaveLength(1)
  })

  test('goes with the row, and with the row that was to be made', async () => {
    const { mutate, failures, load } = await setup()
    await mutate('deleteTodo', '1').fail({ status: 503 })
    await mutate('addTodo', { title: 'new' }).fail({ status: 503 })
    await load('listTodos', undefined, page(rows({ 2: 'two', 9: 'new' })))
    expect(failures()).toEqual([])
  })

  test('goes where what was to be done to entries is done', async () => {
    const { mutate, failures, load } = await setup()
    await mutate('markAll', { done: true }).fail({ status: 503 })
    await load('listTodos', undefined, page([{ id: '1', title: 'one', done: true }]))
    expect(failures()).toEqual([])
  })

  test('goes by what is told, too', async () => {
    const { update, failures, api, store } = await setup()
    await update('A').fail({ status: 503 })
    store.dispatch(api.util.tellRows([{ type: 'Todo', row: { id: '1', title: 'A' } }]))
    expect(failures()).toEqual([])
  })

  test('stays where it was only seen as pending, or was refused', async () => {
    const { mutate, update, failures, load } = await setup()
    await mutate('touchTodo', '1').fail({ status: 503 })
    await update('A').fail({ status: 400 })
    await load('listTodos', undefined, page(rows({ 1: 'A' })))
    expect(failures()).toHaveLength(2)
  })
})
