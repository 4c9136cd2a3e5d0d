import { describe, expect, test } from 'vitest'
import type { Todo, TodoOptions } from './support/todo-api.ts'
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
    const failed = await during(() => calls[0]?.fail({ status: 400 }))
    expect([failed.updates, failed.rows < 10]).toEqual([0, true])
    const settled = await during(() => calls[1]?.answer({ id: '1', title: 'A' }))
    expect(settled.rows).toBeLessThan(10)
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

describe('a row in the making', () => {
  test('that settles first of many takes the place of its stand-in, and no other row is looked at', async () => {
    const { mutate, during, titles } = await setup()
    const titled = (i: number) => ({ title: `new ${i}` })
    const calls = Array.from({ length: 30 }, (_, i) => mutate('addTodo', titled(i)))
    const { rows: looked } = await during(() => calls[0]?.answer({ id: 'a', ...titled(0) }))
    expect(looked).toBeLessThan(20)
    expect(titles()?.slice(28, 32)).toEqual(['new 1', 'new 0', 'title 0', 'title 1'])
    // Behind an older one it moves next to the server's rows.
    await calls[5]?.answer({ id: 'b', ...titled(5) })
    expect(titles()?.slice(27, 31)).toEqual(['new 1', 'new 5', 'new 0', 'title 0'])
  })

  test('moves the others, which stay the objects that they were', async () => {
    const { mutate, list, load, many } = await setup()
    // Each has a part that is equal in all.
    const parted = many.map((row) => ({ ...row, labels: { team: 'one' } }))
    await load('listTodos', undefined, page(parted))
    const before = list()?.todos
    const call = mutate('addTodo', { title: 'title 1' })
    expect(
      list()
        ?.todos.slice(1)
        .every((row, i) => row === before?.[i]),
    ).toBe(true)
    await call.answer({ id: 'a', title: 'title 1' })
    expect(
      list()
        ?.todos.slice(1)
        .every((row, i) => row === before?.[i]),
    ).toBe(true)
    const other = mutate('deleteTodo', 'a')
    expect(list()?.todos.every((row, i) => row === before?.[i])).toBe(true)
    await other.fail({ status: 400 })
    expect(
      list()
        ?.todos.slice(1)
        .every((row, i) => row === before?.[i]),
    ).toBe(true)
  })

  test('is added without a look at the others', async () => {
    const { mutate, during } = await setup()
    mutate('addTodo', { title: 'first' })
    const { rows: looked } = await during(() => mutate('addTodo', { title: 'second' }))
    expect(looked).toBeLessThan(10)
  })
})

describe('rows within rows', () => {
  const columns = () =>
    Array.from({ length: 5 }, (_, i) => ({
      id: `c${i}`,
      name: `column ${i}`,
      todos: rows({ [`${i}a`]: 'one', [`${i}b`]: 'two' }),
    }))

  test('are in the same outer rows as before, but for the one that is changed', async () => {
    const { load, rename, api, store } = await setup()
    await load('listColumns', undefined, columns())
    const shown = () => api.endpoints.listColumns.select()(store.getState()).data ?? []
    rename('0a')
    const call = rename('1a')
    const before = shown()
    const last = rename('2a')
    const isSame = () => shown().map((column, i) => column === before[i])
    expect(isSame()).toEqual([true, true, false, true, true])
    await last.fail({ status: 400 })
    await load('listColumns', undefined, columns())
    expect(isSame()).toEqual([true, true, false, true, true])
    expect(shown()[2]?.todos).toEqual(before[2]?.todos)
    await call.answer({ id: '1a', title: 'A' })
    expect(isSame()).toEqual([true, true, false, true, true])
  })

  test('that an answer brings within their outer row are known from then on', async () => {
    const { load, mutate, rename, api, store } = await setup()
    await load('listColumns', undefined, columns())
    const named = { id: 'c0', name: 'renamed' }
    await mutate('renameColumn', named).answer({ ...named, todos: rows({ new: 'one' }) })
    rename('new')
    const [first] = api.endpoints.listColumns.select()(store.getState()).data ?? []
    expect(first).toEqual({ ...named, todos: [{ id: 'new', title: 'A' }] })
  })
})

describe('operations on a whole list', () => {
  const setupAll = async () => {
    const work = { updates: 0 }
    const todos = createTodos({
      recipes: {
        act: {
          entries: {
            listTodos: {
              where: () => true,
              update: (list, { arg }) => {
                work.updates++
                const rename = (todo: Todo) => (todo.id === arg ? { ...todo, title: 'A' } : todo)
                return { ...list, todos: list.todos.map(rename) }
              },
            },
          },
        },
      },
    })
    const many = rows(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i, `title ${i}`])))
    await todos.load('listTodos', undefined, page(many))
    const during = async (run: () => unknown) => {
      work.updates = 0
      await run()
      return work.updates
    }
    return { ...todos, during }
  }

  test('are played once, and those behind a refused one once more; other rows stay the same objects', async () => {
    const { mutate, during, list } = await setupAll()
    const calls = ['0', '1', '2', '3', '4', '5'].map((id) => mutate('act', id))
    const shown = () => list()?.todos ?? []
    for (const left of [5, 4]) {
      const before = shown()
      const refused = 5 - left
      expect(await during(() => calls[refused]?.fail({ status: 400 }))).toBe(left)
      expect(shown().map((row, i) => row === before[i])).toEqual(
        before.map((_, i) => i !== refused),
      )
    }
    expect(await during(() => mutate('act', '6'))).toBe(1)
    const before = list()
    // Once more to make it part of what the server has.
    expect(await during(() => calls[2]?.answer(null))).toBe(1)
    expect(list()).toBe(before)
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
