import { describe, expect, test } from 'vitest'
import type { TodoOptions } from './support/todo-api.ts'
import { todoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const COUNT = 200

/** Counts the rows that are looked at, the times that data is asked for its rows, and the recipes that are played. */
const setup = async ({ isCopying = false } = {}) => {
  const work = { rows: 0, gets: 0, updates: 0 }
  const { Todo } = todoOptions.rows
  const { listTodos, feedTodos } = Todo.in
  if (!listTodos || !feedTodos) throw new Error('the todos have no lists')
  const { set } = listTodos
  const counted: TodoOptions['rows']['Todo'] = {
    ...Todo,
    id: ({ id }) => {
      work.rows++
      return id
    },
    in: {
      ...Todo.in,
      listTodos: {
        ...listTodos,
        get: (data) => {
          work.gets++
          return listTodos.get(data)
        },
        set: (data, todos) => set(data, isCopying ? [...todos] : todos),
      },
      feedTodos: {
        ...feedTodos,
        get: (data) => {
          work.gets++
          return feedTodos.get(data)
        },
      },
    },
  }
  const todos = createTodos({
    rows: { ...todoOptions.rows, Todo: counted },
    recipes: {
      updateTodo: {
        row: {
          type: 'Todo',
          id: ({ id }) => id,
          update: (todo, { arg }) => {
            work.updates++
            return { ...todo, ...arg.patch }
          },
          answer: (todo) => todo,
        },
      },
    },
  })
  const many = rows(Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [i, `title ${i}`])))
  await todos.load('listTodos', undefined, page(many))
  /** What is done in the meantime. */
  const during = async (run: () => unknown) => {
    Object.assign(work, { rows: 0, gets: 0, updates: 0 })
    await run()
    return { ...work }
  }
  const rename = (id: string, title = 'A') => todos.mutate('updateTodo', { id, patch: { title } })
  return { ...todos, many, during, rename }
}

// Not how long it takes, but what it depends on: one row, however many there are and whatever is pending on others.
describe('an operation on one of many rows', () => {
  test('looks at that row alone when it starts, settles or fails', async () => {
    const { rename, during, titles } = await setup()
    let call = rename('0')
    await call.answer({ id: '0', title: 'A' })
    expect((await during(() => (call = rename('7')))).rows).toBeLessThan(10)
    expect((await during(() => call.answer({ id: '7', title: 'A' }))).rows).toBeLessThan(10)
    call = rename('8')
    expect((await during(() => call.fail({ status: 400 }))).rows).toBeLessThan(10)
    expect(titles()?.slice(6, 9)).toEqual(['title 6', 'A', 'title 8'])
  })

  test('does so while others are pending, and has none of those played again', async () => {
    const { rename, during, titles } = await setup()
    const others = Array.from({ length: 20 }, (_, i) => rename(String(100 + i)))
    let call = rename('0')
    const settled = await during(() => call.answer({ id: '0', title: 'A!' }))
    expect(settled.rows).toBeLessThan(10)
    expect(settled.updates).toBeLessThanOrEqual(2)
    expect(await during(() => (call = rename('1')))).toMatchObject({ updates: 1 })
    const failed = await during(() => call.fail({ status: 400 }))
    expect(failed.rows).toBeLessThan(10)
    expect(failed.updates).toBe(0)
    await others[3]?.fail({ status: 400 })
    expect(titles()?.slice(0, 2)).toEqual(['A!', 'title 1'])
    expect(titles()?.slice(102, 105)).toEqual(['A', 'title 103', 'A'])
  })

  test('does so, too, where the list is set as a copy', async () => {
    const { rename, during } = await setup({ isCopying: true })
    const calls = Array.from({ length: 20 }, (_, i) => rename(String(i)))
    const { updates, rows } = await during(() => calls[0]?.fail({ status: 400 }))
    expect([updates, rows < 10]).toEqual([0, true])
  })

  test('takes over what is shown when nothing else is pending, and copies nothing', async () => {
    const { rename, list, api, store } = await setup()
    const call = rename('7')
    const before = list()
    await call.answer({ id: '7', title: 'A' })
    expect(list()).toBe(before)
    expect(api.util.selectServerValue(store.getState(), 'listTodos', undefined)).toBe(before)
  })

  test('shifted by one that is being deleted, is searched for once', async () => {
    const { mutate, rename, during, titles } = await setup()
    mutate('deleteTodo', '0')
    const { rows: looked } = await during(() => rename('7'))
    expect(looked).toBeLessThan(20)
    expect(titles()?.[6]).toBe('A')
  })
})

describe('an answer', () => {
  test('is checked once, row by row, and then only where it differs', async () => {
    const { load, many, during } = await setup()
    const changed = many.map((row) => (row.id === '9' ? { ...row, title: 'new' } : row))
    const { rows: looked, gets } = await during(() => load('listTodos', undefined, page(changed)))
    // Once to see that they are rows, once to know them again.
    expect(looked).toBeLessThan(2 * COUNT + 10)
    expect(gets).toBeLessThan(20)
  })

  test('of pages is put together once', async () => {
    const { load, during, rename, held, initiate } = await setup()
    await load('feedTodos', 'a', page(rows({ 1: 'one', 2: 'two' })))
    initiate('feedTodos', 'a', { direction: 'forward', forceRefetch: true })
    const { gets } = await during(() => held.at(-1)?.answer(page(rows({ 3: 'three' }))))
    expect(gets).toBeLessThan(10)
    expect((await during(() => rename('3'))).gets).toBeLessThan(12)
  })
})
