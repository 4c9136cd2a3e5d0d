import { describe, expect, test } from 'vitest'
import type { Todo } from './support/todo-api.ts'
import type { Todos } from './support/todos.ts'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async (first: Todo = { id: '1', title: 'one' }) => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page([first, { id: '2', title: 'two' }]))
  await todos.load('getTodo', '1', first)
  const inList = () => todos.list()?.todos[0]
  return { ...todos, inList }
}

describe('a row that lands', () => {
  test('is written into every entry that holds it, and into no other', async () => {
    const { load, titles, detail } = await setup()
    await load('listTodos', { search: 't' }, page(rows({ 2: 'two' })))
    await load('getTodo', '1', { id: '1', title: 'newer' })
    expect(titles()).toEqual(['newer', 'two'])
    expect(titles({ search: 't' })).toEqual(['two'])
    await load('listTodos', { search: 'x' }, page(rows({ 1: 'x1', 2: 'x2' })))
    expect(detail('1')?.title).toBe('x1')
    expect(titles()).toEqual(['x1', 'x2'])
    expect(titles({ search: 't' })).toEqual(['x2'])
  })

  test('leaves fields alone that it does not have, and brings those that others had not', async () => {
    const { load, inList, detail } = await setup({ id: '1', title: 'one', note: 'long' })
    await load('listTodos', undefined, page([{ id: '1', title: 'new', done: true }]))
    expect(detail('1')).toEqual({ id: '1', title: 'new', note: 'long', done: true })
    expect(inList()).toEqual({ id: '1', title: 'new', done: true })
  })

  test('shows beneath what is pending on it elsewhere', async () => {
    const { mutate, load, inList, detail } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await load('getTodo', '1', { id: '1', title: 'newer', done: true })
    expect(inList()).toEqual({ id: '1', title: 'A', done: true })
    await call.fail({ status: 400 })
    expect(inList()).toEqual({ id: '1', title: 'newer', done: true })
    expect(detail('1')).toEqual(inList())
  })

  test('leaves an entry the same object where it says the same', async () => {
    const { load, list } = await setup()
    const before = list()
    await load('getTodo', '1', { id: '1', title: 'one' })
    await load('listTodos', { search: 'o' }, page(rows({ 1: 'one' })))
    expect(list()).toBe(before)
  })
})

describe('an older version of a row', () => {
  test('never replaces a newer one, in the entry that it is for either', async () => {
    const { load, inList, detail } = await setup({ id: '1', title: 'second', rev: 2 })
    await load('getTodo', '1', { id: '1', title: 'first', rev: 1, note: 'of the first' })
    expect(detail('1')).toEqual({ id: '1', title: 'second', rev: 2 })
    expect(inList()?.title).toBe('second')
  })

  test('is told by its version alone: one as new replaces, and one without says nothing', async () => {
    const { load, inList } = await setup({ id: '1', title: 'second', rev: 2 })
    await load('getTodo', '1', { id: '1', title: 'as new', rev: 2 })
    expect(inList()?.title).toBe('as new')
    await load('getTodo', '1', { id: '1', title: 'null', rev: null })
    expect(inList()?.title).toBe('null')
    await load('getTodo', '1', { id: '1', title: 'first', rev: 1 })
    expect(inList()?.title).toBe('first')
  })

  test('is compared with what any entry knows', async () => {
    const { load, detail, titles } = await setup({ id: '1', title: 'second', rev: 2 })
    await load('listTodos', { search: 'o' }, page([{ id: '1', title: 'first', rev: 1 }]))
    expect(titles({ search: 'o' })).toEqual(['second'])
    expect(detail('1')?.title).toBe('second')
  })

  test('in a first answer gives the fields that nothing else knows', async () => {
    const todos = createTodos()
    await todos.load('listTodos', undefined, page([{ id: '1', title: 'second', rev: 2 }]))
    await todos.load('getTodo', '1', { id: '1', title: 'first', rev: 1, note: 'long' })
    expect(todos.detail('1')).toEqual({ id: '1', title: 'second', rev: 2, note: 'long' })
    // And the list keeps to what it showed.
    expect(todos.list()?.todos).toEqual([{ id: '1', title: 'second', rev: 2 }])
  })
})

describe('an answer that left before the one that wrote a row', () => {
  test('keeps the row as it is, and its own membership and totals', async () => {
    const { read, load, list, detail } = await setup()
    const early = read('listTodos', undefined)
    await load('getTodo', '1', { id: '1', title: 'newer' })
    await early.answer(page(rows({ 3: 'three', 1: 'older' }), 7))
    expect(list()).toEqual(page(rows({ 1: 'newer', 3: 'three' }), 7))
    expect(detail('1')?.title).toBe('newer')
  })

  test('is as old as before: a third answer that left between the two wins over it', async () => {
    const { read, list } = await setup()
    const early = read('listTodos', undefined)
    const between = read('listTodos', { search: 'o' })
    const late = read('getTodo', '1')
    await late.answer({ id: '1', title: 'late' })
    await early.answer(page(rows({ 1: 'early', 2: 'early two' })))
    await between.answer(page(rows({ 1: 'between', 2: 'between two' })))
    expect(list()?.todos.map(({ title }) => title)).toEqual(['late', 'between two'])
  })

  test('may bring a row that the later one did not', async () => {
    const { read, load, titles } = await setup()
    const early = read('listTodos', undefined)
    await load('getTodo', '5', { id: '5', title: 'five' })
    await early.answer(page(rows({ 2: 'two again', 5: 'older' })))
    expect(titles()).toEqual(['two again', 'five'])
  })

  test('is older too than one that only confirmed the row', async () => {
    const { read, load, detail, list } = await setup()
    const early = read('getTodo', '1')
    const before = list()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(list()).toBe(before)
    await early.answer({ id: '1', title: 'older' })
    expect(detail('1')?.title).toBe('one')
    expect(list()).toBe(before)
  })

  test('is compared by when it was sent', async () => {
    const { read, load, titles } = await setup()
    const queued = read('listTodos', undefined)
    await load('getTodo', '1', { id: '1', title: 'before' })
    queued.send()
    await queued.answer(page(rows({ 1: 'after' })))
    expect(titles()).toEqual(['after'])
  })

  test('of the same moment replaces', async () => {
    const { read, detail, titles } = await setup()
    const list = read('listTodos', undefined)
    const one = read('getTodo', '1')
    await list.answer(page(rows({ 1: 'list', 2: 'two' })))
    expect(detail('1')?.title).toBe('list')
    await one.answer({ id: '1', title: 'detail' })
    expect(titles()).toEqual(['detail', 'two'])
  })
})

const removed = {
  type: 'todos/queries/removeQueryResult',
  payload: { queryCacheKey: 'listTodos({"search":"o"})' },
}

describe('a row whose last writer no longer holds it', () => {
  test('is compared with what the other entries know', async () => {
    const { read, load, titles } = await setup()
    const early = read('getTodo', '1')
    await load('listTodos', { search: 'o' }, page(rows({ 1: 'newer' })))
    await load('listTodos', { search: 'o' }, page([]))
    await early.answer({ id: '1', title: 'older' })
    expect(titles()).toEqual(['newer', 'two'])
  })

  test.each([
    ['removed', (todos: Todos) => todos.store.dispatch(removed)],
    ['without it now', (todos: Todos) => todos.load('listTodos', { search: 'o' }, page([]))],
  ])('keeps the fields which that brought, and no others: %s', async (_name, leave) => {
    const todos = createTodos()
    await todos.load('getTodo', '1', { id: '1', title: 'one', note: 'old' })
    const older = todos.read('getTodo', '1')
    await todos.load('listTodos', { search: 'o' }, page(rows({ 1: 'two' })))
    await leave(todos)
    await older.answer({ id: '1', title: 'one', note: 'new' })
    expect(todos.detail('1')).toEqual({ id: '1', title: 'two', note: 'new' })
    await todos.load('getTodo', '1', { id: '1', title: 'three', note: 'newest' })
    expect(todos.detail('1')).toEqual({ id: '1', title: 'three', note: 'newest' })
  })

  test('is a whole one once a mutation brought it', async () => {
    const todos = createTodos()
    await todos.load('getTodo', '1', { id: '1', title: 'one', note: 'old' })
    const older = todos.read('listTodos', undefined)
    await todos.load('listTodos', { search: 'o' }, page(rows({ 1: 'two' })))
    todos.store.dispatch(removed)
    const made = { id: '1', title: 'A', note: 'made' }
    await todos.mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer(made)
    await older.answer(page([{ id: '1', title: 'one', note: 'older' }]))
    expect(todos.list()?.todos).toEqual([made])
  })

  test('is new again when nothing holds it', async () => {
    const { read, load, titles, index } = await setup()
    const early = read('listTodos', { search: 'o' })
    await load('getTodo', '5', { id: '5', title: 'newer' })
    await load('getTodo', '5', { id: '6', title: 'six' })
    expect(index().find('Todo', '5')).toBeUndefined()
    await early.answer(page(rows({ 5: 'older' })))
    expect(titles({ search: 'o' })).toEqual(['older'])
  })
})
