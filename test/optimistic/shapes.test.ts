import { describe, expect, test } from 'vitest'
import { itself, list } from 'vzaps-rtk/optimistic'
import { createTodos, page, rows } from './support/todos.ts'

const labels = [
  { key: 1, text: 'red' },
  { key: 2, text: 'blue' },
]

describe('rows with an id of their own', () => {
  test('are found by it, number or text', async () => {
    const { mutate, load, api, store } = createTodos()
    await load('listLabels', undefined, labels)
    const { select } = api.endpoints.listLabels
    const texts = () => select()(store.getState()).data?.map(({ text }) => text)
    const call = mutate('renameLabel', { key: 2, text: 'green' })
    expect(texts()).toEqual(['red', 'green'])
    await call.fail({ status: 400 })
    expect(texts()).toEqual(['red', 'blue'])
    await mutate('renameLabel', { key: '1' as never, text: 'pink' }).answer(null)
    expect(texts()).toEqual(['pink', 'blue'])
  })

  test('have no version unless it is said: any later answer replaces', async () => {
    const { load, api, store } = createTodos()
    await load('listLabels', undefined, [{ key: 1, text: 'red', rev: 2 }])
    await load('getBoard', undefined, { todos: [], labels: [{ key: 1, text: 'pink', rev: 1 }] })
    expect(api.endpoints.listLabels.select()(store.getState()).data?.[0]?.text).toBe('pink')
  })
})

describe('an entry with rows of two types', () => {
  const setup = async () => {
    const todos = createTodos()
    const board = { todos: rows({ 1: 'one' }), labels }
    await todos.load('getBoard', undefined, board)
    await todos.load('getTodo', '1', { id: '1', title: 'one' })
    await todos.load('listLabels', undefined, labels)
    const shown = () => todos.api.endpoints.getBoard.select()(todos.store.getState()).data
    return { ...todos, shown }
  }

  test('shows them of each type when all of it is made again', async () => {
    const { mutate, load, shown } = await setup()
    mutate('addTodo', { title: 'new' })
    mutate('renameLabel', { key: 1, text: 'green' })
    await load('getBoard', undefined, { todos: rows({ 1: 'one', 2: 'two' }), labels })
    expect(shown()?.todos.slice(1)).toEqual(rows({ 1: 'one', 2: 'two' }))
    expect(shown()?.labels).toEqual([{ key: 1, text: 'green' }, labels[1]])
  })

  test('shows what is pending on each: an id is one of its type', async () => {
    const { mutate, shown } = await setup()
    mutate('renameLabel', { key: 1, text: 'green' })
    expect(shown()?.todos).toEqual(rows({ 1: 'one' }))
    mutate('updateTodo', { id: '2', patch: { title: 'no label' } })
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    expect(shown()).toEqual({
      todos: rows({ 1: 'A' }),
      labels: [{ key: 1, text: 'green' }, labels[1]],
    })
  })

  test('spreads the rows of both', async () => {
    const { load, shown, detail, api, store } = await setup()
    await load('getBoard', undefined, {
      todos: rows({ 1: 'newer' }),
      labels: [{ key: 1, text: 'newer' }],
    })
    expect(detail('1')?.title).toBe('newer')
    expect(api.endpoints.listLabels.select()(store.getState()).data?.[0]?.text).toBe('newer')
    await load('listLabels', undefined, [{ key: 1, text: 'newest' }])
    expect(shown()?.labels).toEqual([{ key: 1, text: 'newest' }])
    expect(shown()?.todos).toEqual(rows({ 1: 'newer' }))
  })

  test('takes a created row among those of its type', async () => {
    const { mutate, shown } = await setup()
    await mutate('addTodo', { title: 'new' }).answer({ id: '9', title: 'new' })
    expect(shown()?.todos.map(({ id }) => id)).toEqual(['9', '1'])
    expect(shown()?.labels).toEqual(labels)
  })
})

describe('an entry of one row', () => {
  const setup = async () => {
    const todos = createTodos()
    await todos.load('getTodo', '1', { id: '1', title: 'one' })
    return todos
  }

  test('keeps it when it goes, and shows what else is pending on it', async () => {
    const { mutate, detail } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    mutate('deleteTodo', '1')
    mutate('updateTodo', { id: '1', patch: { done: true } })
    expect(detail('1')).toEqual({ id: '1', title: 'A', done: true })
  })

  test('keeps it when its delete is carried out', async () => {
    const { mutate, detail, overlay } = await setup()
    await mutate('deleteTodo', '1').answer(null)
    expect(detail('1')).toEqual({ id: '1', title: 'one' })
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], base: {} }))
  })

  test('shows what becomes of it when its data cannot be without it', () => {
    expect(itself<{ id: string }>().set({ id: '1' }, [])).toEqual({ id: '1' })
    expect(itself<{ id: string }>().set({ id: '1' }, [{ id: '2' }])).toEqual({ id: '2' })
    expect(itself<{ id: string }>().get({ id: '1' })).toEqual([{ id: '1' }])
    expect(list<number>().get([1])).toEqual([1])
    expect(list<number>().set([1], [2])).toEqual([2])
  })
})

describe('data of another shape than was said', () => {
  test.each([
    ['nothing', null],
    ['a text', 'text'],
    ['no page', {}],
    ['a page whose rows are none', { total: 1, todos: 'none' }],
    ['rows without an id', { total: 1, todos: [{ id: '1' }, { title: 'no id' }] }],
    ['rows that are nothing', { total: 1, todos: [null] }],
    ['rows whose id is an object', { total: 1, todos: [{ id: {} }] }],
  ])('has no rows, and stays as it is: %s', async (_name, data) => {
    const { mutate, load, list, detail, index } = createTodos({ onRecipeError: () => {} })
    await load('getTodo', '1', { id: '1', title: 'one' })
    await load('listTodos', undefined, data)
    expect(list()).toEqual(data)
    expect(index().size()).toBe(1)
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    await load('getTodo', '1', { id: '1', title: 'B' })
    expect(list()).toEqual(data)
    expect(detail('1')?.title).toBe('B')
  })

  test('may be given its shape by a later answer', async () => {
    const { mutate, load, titles } = createTodos()
    await load('listTodos', undefined, null)
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    expect(titles()).toEqual(['A'])
  })
})
