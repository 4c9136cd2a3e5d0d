import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  const update = (id: string, title: string) => todos.mutate('updateTodo', { id, patch: { title } })
  const server = () =>
    todos.api.util
      .selectServerValue(todos.store.getState(), 'listTodos', undefined)
      ?.todos.map(({ title }) => title)
  const statuses = () => todos.overlay().operations.map(({ status }) => status)
  return { ...todos, update, server, statuses }
}
const refused = { status: 400 }

describe('operations of one row', () => {
  test('take effect in the order of their calls, whichever is answered first', async () => {
    const { update, titles, server, statuses } = await setup()
    const a = update('1', 'A')
    const b = update('1', 'B')
    expect(titles()).toEqual(['B', 'two'])
    await b.answer({ id: '1', title: 'B' })
    expect(titles()).toEqual(['B', 'two'])
    expect(server()).toEqual(['B', 'two'])
    expect(statuses()).toEqual(['pending', 'settled'])
    await a.answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['B', 'two'])
    expect(server()).toEqual(['B', 'two'])
    expect(statuses()).toEqual([])
  })

  test('are on top of an older one that fails as of one that succeeds', async () => {
    const { update, titles, server, statuses } = await setup()
    const a = update('1', 'A')
    const b = update('1', 'B')
    await b.answer({ id: '1', title: 'B' })
    await a.fail(refused)
    expect(titles()).toEqual(['B', 'two'])
    expect(server()).toEqual(['B', 'two'])
    expect(statuses()).toEqual([])
  })

  test('are over once they are answered where nothing older is open, or another row’s', async () => {
    const { update, server, statuses } = await setup()
    const a = update('1', 'A')
    update('1', 'B')
    update('2', 'C')
    await a.answer({ id: '1', title: 'A' })
    expect(server()).toEqual(['A', 'two'])
    expect(statuses()).toEqual(['pending', 'pending'])
  })

  test('are on top of one whose outcome is unknown, until a later read tells', async () => {
    const { update, titles, server, load, statuses } = await setup()
    const a = update('1', 'A')
    const b = update('1', 'B')
    await a.fail({ status: 'FETCH_ERROR' })
    await b.answer({ id: '1', title: 'B' })
    expect(server()).toEqual(['B', 'two'])
    expect(titles()).toEqual(['B', 'two'])
    await load('listTodos', undefined, page(rows({ 1: 'B', 2: 'two' })))
    expect(server()).toEqual(['B', 'two'])
    expect(statuses()).toEqual([])
  })

  test('that are answered are given to the read that tells of the older one, if it left before that', async () => {
    const { update, titles, read, statuses } = await setup()
    const a = update('1', 'A')
    const b = update('1', 'B')
    await a.fail({ status: 'FETCH_ERROR' })
    const poll = read('listTodos', undefined)
    await b.answer({ id: '1', title: 'B' })
    await poll.answer(page(rows({ 1: 'one', 2: 'two' })))
    expect(titles()).toEqual(['B', 'two'])
    expect(statuses()).toEqual([])
  })

  test('that are answered give way to what a read says that left later, and the older one to both', async () => {
    const { update, titles, load, statuses } = await setup()
    const a = update('1', 'A')
    await update('1', 'B').answer({ id: '1', title: 'B' })
    await load('listTodos', undefined, page(rows({ 1: 'another client’s', 2: 'two' })))
    expect(titles()).toEqual(['another client’s', 'two'])
    expect(statuses()).toEqual(['pending', 'settled'])
    await a.answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['another client’s', 'two'])
  })

  test.each(['B', 'A', 'another client’s'])(
    'that are answered first are as a read says that left after that, whatever one before them does: %s',
    async (title) => {
      const { update, titles, read } = await setup()
      const a = update('1', 'A')
      const b = update('1', 'B')
      await b.answer({ id: '1', title: 'B' })
      const poll = read('listTodos', undefined)
      await a.answer({ id: '1', title: 'A' })
      expect(titles()).toEqual(['B', 'two'])
      // A is given to it once more, and B, which it has, on top of that: the field is what the read says of it.
      await poll.answer(page(rows({ 1: title, 2: 'two' })))
      expect(titles()).toEqual([title, 'two'])
    },
  )

  test('stay on top of one after the other until the oldest is over', async () => {
    const { update, server, statuses } = await setup()
    const a = update('1', 'A')
    const b = update('1', 'B')
    const c = update('1', 'C')
    await c.answer({ id: '1', title: 'C' })
    await a.answer({ id: '1', title: 'A' })
    expect(server()).toEqual(['C', 'two'])
    expect(statuses()).toEqual(['pending', 'settled'])
    await b.answer({ id: '1', title: 'B' })
    expect(server()).toEqual(['C', 'two'])
  })
})

describe('a scope that a recipe names', () => {
  const recipes = {
    act: {
      scope: () => 'all',
      row: {
        type: 'Todo' as const,
        id: (arg: unknown) => String(arg),
        update: (todo: { id: string; title: string }) => ({ ...todo, title: `${todo.title}!` }),
      },
    },
  }

  test('orders operations on different rows', async () => {
    const { mutate, server, statuses } = await setup({ recipes })
    const one = mutate('act', 1)
    const two = mutate('act', 2)
    await two.answer(null)
    expect(server()).toEqual(['one', 'two!'])
    expect(statuses()).toEqual(['pending', 'settled'])
    await one.answer(null)
    expect(server()).toEqual(['one!', 'two!'])
  })

  test('is none where there is neither a row nor a name', async () => {
    const { mutate, statuses, titles } = await setup()
    mutate('addTodo', { title: 'first' })
    const second = mutate('addTodo', { title: 'second' })
    await second.answer({ id: '9', title: 'second' })
    expect(statuses()).toEqual(['pending'])
    expect(titles()).toEqual(['first', 'second', 'one', 'two'])
  })
})
