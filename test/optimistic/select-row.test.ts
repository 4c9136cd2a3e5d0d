import { describe, expect, test } from 'vitest'
import { itself, temporaryId } from 'vzaps-rtk/optimistic'
import type { Todo } from './support/todo-api.ts'
import { addInsert, todoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  const row = (id: string) => todos.api.util.selectRow(todos.store.getState(), 'Todo', id)
  return { ...todos, row }
}

describe('selectRow', () => {
  test('finds a row in a list, a detail, pages or a row of another type', async () => {
    const { load, row } = await setup()
    expect(row('1')).toBeUndefined()
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    await load('getTodo', '2', { id: '2', title: 'two' })
    await load('feedTodos', 'a', page(rows({ 3: 'three' })))
    await load('listColumns', undefined, [{ id: 'c', name: 'C', todos: rows({ 4: 'four' }) }])
    expect(['1', '2', '3', '4', '5'].map((id) => row(id)?.title)).toEqual([
      'one',
      'two',
      'three',
      'four',
      undefined,
    ])
  })

  test('knows ids as numbers, and ids that every object has', async () => {
    const { load, row, api, store } = await setup()
    await load('listLabels', undefined, [{ key: 7, text: 'seven' }])
    await load('listTodos', undefined, page(rows({ constructor: 'c' })))
    expect(api.util.selectRow(store.getState(), 'Label', 7)).toEqual({ key: 7, text: 'seven' })
    expect(row('constructor')?.title).toBe('c')
    expect(row('__proto__')).toBeUndefined()
  })

  test('gives the row that has most fields, whichever entry came first', async () => {
    const { load, row, detail } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one', note: 'n' })
    await load('listTodos', undefined, page(rows({ 1: 'one again' })))
    expect(row('1')).toEqual({ id: '1', title: 'one again', note: 'n' })
    expect(row('1')).toBe(detail('1'))
  })

  test('shows open operations, and what is left when they are refused', async () => {
    const { load, mutate, row } = await setup()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    const before = row('1')
    const update = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    expect(row('1')?.title).toBe('A')
    await update.fail({ status: 400 })
    expect(row('1')).toBe(before)
  })

  test('shows no row that is being deleted, though its detail is still there', async () => {
    const { load, mutate, row } = await setup()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    await load('getTodo', '1', { id: '1', title: 'one' })
    const gone = mutate('deleteTodo', '1')
    expect(row('1')).toBeUndefined()
    await gone.fail({ status: 400 })
    expect(row('1')?.title).toBe('one')
  })

  test('shows no row that its own read told to be gone', async () => {
    const gone = (error: unknown, id: string) =>
      (error as { status?: number }).status === 404 ? id : undefined
    const { Todo } = todoOptions.rows
    const getTodo = { ...itself<Todo>(), gone }
    const { load, read, row } = await setup({
      rows: { ...todoOptions.rows, Todo: { ...Todo, in: { ...Todo.in, getTodo } } },
    })
    await load('getTodo', '1', { id: '1', title: 'one' })
    await read('getTodo', '1').fail({ status: 500 })
    expect(row('1')?.title).toBe('one')
    await read('getTodo', '1').fail({ status: 404 })
    expect(row('1')).toBeUndefined()
    await load('getTodo', '1', { id: '1', title: 'back' })
    expect(row('1')?.title).toBe('back')
  })

  test('shows a row that is being made by its temporary id, then by its real one', async () => {
    for (const at of ['start', 'end'] as const) {
      const recipes = { addTodo: { insert: { ...addInsert(), at } } }
      const { load, mutate, row } = await setup({ recipes })
      await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
      const create = mutate('addTodo', { title: 'new' })
      const id = temporaryId(create.requestId)
      expect(row(id)).toEqual({ id, title: 'new' })
      mutate('updateTodo', { id, patch: { title: 'newer' } })
      expect(row(id)?.title).toBe('newer')
      await create.answer({ id: '9', title: 'new' })
      expect(row('9')?.title).toBe('newer')
    }
  })

  test('gives the same object while nothing about the row changes', async () => {
    const { load, mutate, row } = await setup()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    const before = row('1')
    mutate('updateTodo', { id: '2', patch: { title: 'B' } })
    await load('listTodos', { search: 'o' }, page(rows({ 1: 'one' })))
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two!' })))
    expect(row('1')).toBe(before)
  })

  test('follows the row from an entry that goes to one that stays', async () => {
    const { load, row, initiate, api, store } = await setup()
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    await load('getTodo', '1', { id: '1', title: 'one', note: 'n' })
    const { removeQueryResult } = api.internalActions
    store.dispatch(removeQueryResult({ queryCacheKey: 'getTodo("1")' as never }))
    expect(row('1')?.title).toBe('one')
    store.dispatch(removeQueryResult({ queryCacheKey: 'listTodos(undefined)' as never }))
    expect(row('1')).toBeUndefined()
    expect(initiate).toBeDefined()
  })

  test('reads the state it is given, an older one or one without the api', async () => {
    const { load, api, store } = await setup()
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    const older = store.getState()
    await load('listTodos', undefined, page(rows({ 1: 'new' })))
    const { selectRow } = api.util
    expect(selectRow(older, 'Todo', '1')?.title).toBe('one')
    expect(selectRow(store.getState(), 'Todo', '1')?.title).toBe('new')
    expect(selectRow({}, 'Todo', '1')).toBeUndefined()
  })

  test('looks at the row alone, however many there are', async () => {
    let looked = 0
    const { Todo } = todoOptions.rows
    const id = (row: { id: string }) => {
      looked++
      return row.id
    }
    const counted = { ...todoOptions.rows, Todo: { ...Todo, id } }
    const { load, mutate, row } = await setup({ rows: counted })
    const many = Array.from({ length: 500 }, (_, i) => [`t${i}`, `title ${i}`])
    await load('listTodos', undefined, page(rows(Object.fromEntries(many))))
    mutate('updateTodo', { id: 't3', patch: { title: 'A' } })
    row('t3')
    looked = 0
    expect([row('t400')?.title, row('t3')?.title]).toEqual(['title 400', 'A'])
    expect(looked).toBeLessThan(10)
  })
})
