import { describe, expect, test } from 'vitest'
import { itself } from 'vzaps-rtk/optimistic'
import type { TodoOptions } from './support/todo-api.ts'
import { todoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const { Todo } = todoOptions.rows
type Todo = Parameters<NonNullable<typeof Todo.version>>[0]

/** A read of one todo that answers 404 tells that it is gone. */
const withGone: TodoOptions['rows'] = {
  ...todoOptions.rows,
  Todo: {
    ...Todo,
    in: {
      ...Todo.in,
      getTodo: {
        ...itself<Todo>(),
        gone: (error, id) => ((error as { status?: number }).status === 404 ? id : undefined),
      },
    },
  },
}

const setup = async (options: Parameters<typeof createTodos>[0] = { rows: withGone }) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  return todos
}
const notFound = { status: 404 }

describe('a refused read that tells its row gone', () => {
  test('takes the row out of the lists that show it', async () => {
    const { read, list } = await setup()
    await read('getTodo', '1').fail(notFound)
    expect(list()).toEqual(page(rows({ 2: 'two' })))
  })

  test('does so for no other error, and where nothing is declared', async () => {
    const { read, titles } = await setup()
    await read('getTodo', '1').fail({ status: 500 })
    expect(titles()).toEqual(['one', 'two'])
    const plain = await setup({})
    await plain.read('getTodo', '1').fail(notFound)
    expect(plain.titles()).toEqual(['one', 'two'])
  })

  test('decides an operation of unknown outcome, and frees what waits behind it', async () => {
    const { mutate, read, titles, overlay } = await setup()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 503 })
    await mutate('deleteTodo', '1').answer(null)
    expect(overlay().operations).toHaveLength(2)
    await read('getTodo', '1').fail(notFound)
    expect(overlay().operations).toEqual([])
    expect(titles()).toEqual(['two'])
  })

  test('leaves one alone that failed after the read had left', async () => {
    const { mutate, read, overlay } = await setup()
    const update = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const poll = read('getTodo', '1')
    await update.fail({ status: 503 })
    await poll.fail(notFound)
    expect(overlay().operations).toHaveLength(1)
  })

  test('is older than a list that was asked for later, and shows the row', async () => {
    const { read, load, titles } = await setup()
    const detail = read('getTodo', '1')
    detail.send()
    await load('listTodos', undefined, page(rows({ 1: 'one again', 2: 'two' })))
    await detail.fail(notFound)
    expect(titles()).toEqual(['one again', 'two'])
  })
})

describe('a row that was deleted', () => {
  test('is back when a read that left later shows it', async () => {
    const { mutate, load, titles } = await setup()
    await mutate('deleteTodo', '1').answer(null)
    expect(titles()).toEqual(['two'])
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(titles()).toEqual(['one', 'two'])
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['A', 'two'])
    await mutate('deleteTodo', '1').answer(null)
    expect(titles()).toEqual(['two'])
  })
})
