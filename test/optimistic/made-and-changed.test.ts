import { describe, expect, test } from 'vitest'
import { temporaryId } from 'vzaps-rtk/optimistic'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }), 20)
const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, old)
  await todos.load('listTodos', { search: 'o' }, old)
  return todos
}
const made = { id: '9', title: 'new', note: 'by the server' }

describe('a row that is made and changed at once', () => {
  test('is shown changed, under its temporary id', async () => {
    const { mutate, titles, list } = await setup()
    const { requestId } = mutate('addTodo', { title: 'new' })
    const id = temporaryId(requestId)
    expect(list()?.todos[0]?.id).toBe(id)
    mutate('addTodo', { title: 'newer' })
    expect(titles()).toEqual(['newer', 'new', 'one', 'two'])
  })

  test('is not brought back by its answer, nor by a poll, when its delete came first', async () => {
    const { mutate, load, read, list, overlay } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos], 21))
    const poll = read('listTodos', undefined)
    await mutate('deleteTodo', '9').answer(null)
    await call.answer(made)
    expect(list()?.todos).toEqual(old.todos)
    await poll.answer(page([made, ...old.todos], 21))
    expect(list()?.todos).toEqual(old.todos)
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], settled: [], aliases: {} }))
  })

  test('is shown no more in any list when its delete came first, whichever of them had it', async () => {
    const { mutate, load, list, api, store, overlay } = await setup()
    const board = () => api.endpoints.getBoard.select()(store.getState()).data?.todos
    await load('getBoard', undefined, { todos: [], labels: [] })
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos], 21))
    expect(board()?.map(({ title }) => title)).toEqual(['new'])
    const gone = mutate('deleteTodo', '9')
    expect(list()?.todos).toEqual(old.todos)
    await gone.answer(null)
    expect([list()?.todos, board()]).toEqual([old.todos, []])
    await call.fail({ status: 503 })
    expect([list()?.todos, board()]).toEqual([old.todos, []])
    await load('listTodos', undefined, old)
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], aliases: {}, base: {} }))
  })

  test('is shown while it is pending though a poll has it no longer: that may be of an earlier moment', async () => {
    const { mutate, load, titles, overlay } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos], 21))
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['new', 'one', 'two'])
    await call.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], aliases: {}, base: {} }))
  })

  test('is shown in other lists though the entry that had it was removed', async () => {
    const { mutate, load, titles, store } = await setup()
    mutate('addTodo', { title: 'new' })
    await load('getBoard', undefined, { todos: [made], labels: [] })
    expect(titles()).toEqual(['new', 'one', 'two'])
    store.dispatch({
      type: 'todos/queries/removeQueryResult',
      payload: { queryCacheKey: 'getBoard(undefined)' },
    })
    expect(titles()).toEqual(['new', 'one', 'two'])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['new', 'one', 'two'])
  })

  test('is not brought back by its answer though no read was on its way at its delete', async () => {
    const { mutate, load, list, overlay } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos], 21))
    await mutate('deleteTodo', '9').answer(null)
    await call.answer(made)
    expect(list()).toEqual(old)
    expect(overlay()).toMatchObject({ operations: [], settled: [] })
  })

  test('is put, as it is known by now, where it is not shown yet', async () => {
    const { mutate, load, api, store } = await setup()
    await load('getBoard', undefined, { todos: rows({ 3: 'three' }), labels: [] })
    const call = mutate('addTodo', { title: 'new' })
    const known = { ...made, note: 'newer', done: true }
    await load('listTodos', undefined, page([...old.todos, known], 21))
    await call.answer(made)
    expect(api.endpoints.getBoard.select()(store.getState()).data?.todos).toEqual([
      known,
      { id: '3', title: 'three' },
    ])
  })

  test('has nothing of what settled on other rows', async () => {
    const { mutate, titles } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    await call.answer(made)
    expect(titles()).toEqual(['new', 'A', 'two'])
  })

  test('has what settled on it before its answer came', async () => {
    const { mutate, load, list } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await mutate('updateTodo', { id: '9', patch: { done: true } }).answer({ ...made, done: true })
    await call.answer(made)
    expect(list()?.todos[0]).toEqual({ ...made, done: true })
  })

  test('is put into an older read as it is known by now', async () => {
    const { mutate, read, titles } = await setup()
    const poll = read('listTodos', undefined)
    await mutate('addTodo', { title: 'new' }).answer(made)
    await mutate('updateTodo', { id: '9', patch: { title: 'A' } }).answer({ id: '9', title: 'A' })
    await poll.answer(old)
    expect(titles()).toEqual(['A', 'one', 'two'])
  })

  test('is put into no older read when it is gone by now', async () => {
    const { mutate, read, titles, overlay } = await setup()
    const poll = read('listTodos', undefined)
    await mutate('addTodo', { title: 'new' }).answer(made)
    await mutate('deleteTodo', '9').answer(null)
    await poll.answer(old)
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay()).toEqual(
      expect.objectContaining({ operations: [], settled: [], inflight: {} }),
    )
  })

  test('is taken into no list that does not show it, though another does', async () => {
    const { mutate, load, titles } = await setup()
    await load('getTodo', '9', made)
    await mutate('addTodo', { title: 'new' }).answer(made)
    expect(titles()).toEqual(['new', 'one', 'two'])
    expect(titles({ search: 'o' })).toEqual(['one', 'two'])
  })
})
