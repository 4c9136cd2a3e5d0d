import { describe, expect, test } from 'vitest'
import type { Todo } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

// What is called is played over what is shown; each answer has everything played again over the server's value. Both
// must come to the same.
const old = page(rows({ 1: 'one', 2: 'two' }))
const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, old)
  /** An answer that says a bit more, so that nothing can be left as it was. */
  const poll = (data = old) =>
    todos.load('listTodos', undefined, { ...data, total: data.total + 1 })
  return { ...todos, poll }
}

describe('operations that are played again', () => {
  test('leave a deleted row away, whatever else is pending on it', async () => {
    const { mutate, poll, list } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    mutate('deleteTodo', '1')
    mutate('updateTodo', { id: '1', patch: { done: true } })
    await poll()
    expect(list()).toEqual({ total: 2, todos: rows({ 2: 'two' }) })
  })

  test('may leave no row at all', async () => {
    const { mutate, poll, list } = await setup()
    mutate('deleteTodo', '1')
    mutate('deleteTodo', '2')
    await poll()
    expect(list()).toEqual({ total: 1, todos: [] })
    await poll(page(rows({ 2: 'two' })))
    expect(list()).toEqual({ total: 1, todos: [] })
  })

  test('make a row where all others go', async () => {
    const { mutate, poll, titles } = await setup()
    mutate('deleteTodo', '1')
    mutate('deleteTodo', '2')
    mutate('addTodo', { title: 'new' })
    await poll()
    expect(titles()).toEqual(['new'])
    await poll(page(rows({ 1: 'one' })))
    expect(titles()).toEqual(['new'])
  })

  test('leave away what was made here, shown by an answer, and is being deleted', async () => {
    const { mutate, poll, titles } = await setup()
    mutate('addTodo', { title: 'new' })
    const made = page([...old.todos, { id: '9', title: 'new' }])
    await poll(made)
    mutate('deleteTodo', '9')
    expect(titles()).toEqual(['one', 'two'])
    await poll(made)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('keep the row of an entry of one, with all else that is pending on it', async () => {
    const { mutate, load, detail } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one' })
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    mutate('deleteTodo', '1')
    mutate('updateTodo', { id: '1', patch: { done: true } })
    await load('getTodo', '1', { id: '1', title: 'newer', note: 'n' })
    expect(detail('1')).toEqual({ id: '1', title: 'A', note: 'n', done: true })
  })

  test('make the same objects again where they say the same', async () => {
    const { mutate, poll, list } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    mutate('updateTodo', { id: '1', patch: { done: true } })
    mutate('addTodo', { title: 'new' })
    await poll()
    const before = list()?.todos
    await poll(page(rows({ 1: 'one', 2: 'two', 3: 'three' })))
    expect(list()?.todos).toHaveLength(4)
    expect(list()?.todos[0]).toBe(before?.[0])
    expect(list()?.todos[1]).toBe(before?.[1])
  })

  test('make other objects once there are more or fewer of them', async () => {
    const { mutate, poll, list } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const call = mutate('updateTodo', { id: '1', patch: { done: true } })
    await poll()
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'A', done: true })
    await call.fail({ status: 400 })
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'A' })
    mutate('updateTodo', { id: '1', patch: { title: 'B' } })
    await poll(page(rows({ 1: 'one' })))
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'B' })
  })

  test('show a made row as the server made it while it waits for an older operation', async () => {
    const insert = {
      type: 'Todo' as const,
      create: (arg: unknown, id: string): Todo => ({ id, title: String(arg) }),
      answer: (todo: unknown) => todo as Todo,
      into: { listTodos: () => true },
    }
    const { mutate, titles, list } = await setup({
      recipes: { act: { scope: () => 'one after the other', insert } },
    })
    const first = mutate('act', 'first')
    await mutate('act', 'second').answer({ id: '9', title: 'second!' })
    expect(titles()).toEqual(['second!', 'first', 'one', 'two'])
    expect(list()?.todos[0]).toEqual({ id: '9', title: 'second!' })
    await first.answer({ id: '8', title: 'first!' })
    expect(titles()).toEqual(['second!', 'first!', 'one', 'two'])
  })
})

describe('an operation that changes nothing', () => {
  test('leaves list and rows the same objects, when it is called, played again, and settled', async () => {
    const { mutate, load, list } = await setup()
    const before = list()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'one' } })
    expect(list()).toBe(before)
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(list()).toBe(before)
    await call.answer({ id: '1', title: 'one' })
    expect(list()).toBe(before)
  })

  test('once it is settled as it was shown leaves the row the same object', async () => {
    const { mutate, list } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const shown = list()?.todos[0]
    await call.answer({ id: '1', title: 'A' })
    expect(list()?.todos[0]).toBe(shown)
    await mutate('updateTodo', { id: '1', patch: { title: 'B' } }).answer({ id: '1', title: 'B!' })
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'B!' })
  })
})

describe('an operation that takes a field away', () => {
  test('shows the row without it', async () => {
    const { mutate, load, list } = await setup({
      recipes: {
        act: { row: { type: 'Todo', id: () => '1', update: ({ id, title }) => ({ id, title }) } },
      },
    })
    await load('listTodos', undefined, page([{ id: '1', title: 'one', note: 'gone soon' }]))
    await mutate('act', 1).answer(null)
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'one' })
  })
})

describe('an operation on a row and on whole entries', () => {
  test('changes each where it is about them', async () => {
    const { mutate, load, list } = await setup({
      recipes: {
        act: {
          row: { type: 'Todo', id: () => '1', update: (todo) => ({ ...todo, done: true }) },
          entries: {
            listTodos: {
              where: (args) => args?.search === 'o',
              update: (data) => ({ ...data, total: 99 }),
            },
          },
        },
      },
    })
    await load('listTodos', { search: 'o' }, old)
    const done = { id: '1', title: 'one', done: true }
    const todos = [done, ...old.todos.slice(1)]
    const call = mutate('act', 1)
    for (const end of [() => load('listTodos', undefined, old), () => call.answer(null)]) {
      expect(list()).toEqual({ total: 2, todos })
      expect(list({ search: 'o' })).toEqual({ total: 99, todos })
      await end()
    }
    expect(list()).toEqual({ total: 2, todos })
    expect(list({ search: 'o' })).toEqual({ total: 99, todos })
  })
})
