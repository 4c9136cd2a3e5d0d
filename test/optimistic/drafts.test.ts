import { describe, expect, test, vi } from 'vitest'
import { gone } from 'vzaps-rtk/optimistic'
import type { TodoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

type Act = NonNullable<TodoOptions['recipes']['act']>
type Update = NonNullable<NonNullable<Extract<Act['row'], { type: 'Todo' }>>['update']>

const setup = async (act: Act) => {
  const onRecipeError = vi.fn()
  const todos = createTodos({ recipes: { act }, onRecipeError })
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  const server = () =>
    todos.api.util.selectServerValue(todos.store.getState(), 'listTodos', undefined)
  return { ...todos, onRecipeError, server, act: () => todos.mutate('act', '1') }
}
const onRow = (update: Update) => setup({ row: { type: 'Todo', id: (id) => String(id), update } })

describe('a recipe of a row', () => {
  test('may change a draft', async () => {
    const update = vi.fn<Update>((todo) => {
      todo.title = 'A'
    })
    const { act, titles, server, onRecipeError } = await onRow(update)
    const before = server()
    const call = act()
    expect(titles()).toEqual(['A', 'two'])
    expect(server()).toBe(before)
    await call.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'two'])
    await act().answer(null)
    expect(server()?.todos.map(({ title }) => title)).toEqual(['A', 'two'])
    expect(onRecipeError).not.toHaveBeenCalled()
  })

  test('may return the row, or the draft', async () => {
    for (const update of [
      (todo) => ({ ...todo, title: 'A' }),
      (todo) => {
        todo.title = 'A'
        return todo
      },
    ] satisfies Update[]) {
      const { act, titles } = await onRow(update)
      act()
      expect(titles()).toEqual(['A', 'two'])
    }
  })

  test('that returns is called once, on the row itself', async () => {
    const update = vi.fn<Update>((todo) => ({ ...todo, title: 'A' }))
    const { act, list } = await onRow(update)
    const before = list()?.todos[0]
    act()
    expect(update).toHaveBeenCalledTimes(1)
    expect(update.mock.calls[0]?.[0]).toBe(before)
  })

  test('that leaves the draft alone changes nothing, and takes no row away', async () => {
    const { act, list } = await onRow(() => undefined)
    const before = list()
    const call = act()
    expect(list()).toBe(before)
    await call.answer(null)
    expect(list()).toBe(before)
  })

  test('says with a value that the row goes', async () => {
    const { act, titles } = await onRow(() => gone)
    const call = act()
    expect(titles()).toEqual(['two'])
    await call.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'two'])
    await act().answer(null)
    expect(titles()).toEqual(['two'])
  })

  test('may do one for some rows, and another for others', async () => {
    const { titles, mutate } = await onRow((todo) => {
      if (todo.id === '1') return { ...todo, title: 'A' }
      todo.title = 'B'
      return undefined
    })
    mutate('act', '1')
    mutate('act', '2')
    mutate('act', '1')
    expect(titles()).toEqual(['A', 'B'])
  })

  test('that changes and returns is reported, and changes nothing', async () => {
    for (const update of [
      (todo) => {
        todo.title = 'A'
        return { ...todo, title: 'B' }
      },
      (todo) => {
        todo.title = 'A'
        return gone
      },
    ] satisfies Update[]) {
      const { act, titles, onRecipeError } = await onRow(update)
      const { requestId } = act()
      expect(titles()).toEqual(['one', 'two'])
      const operation = expect.objectContaining({ requestId })
      expect(onRecipeError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), operation)
    }
  })

  test.each([null, 1, 'A', Promise.resolve({ id: '1' }), () => {}])(
    'that returns %s is reported, and changes nothing',
    async (value) => {
      const { act, titles, onRecipeError } = await onRow(() => value as never)
      act()
      expect(titles()).toEqual(['one', 'two'])
      expect(onRecipeError).toHaveBeenCalledTimes(1)
    },
  )

  test('that throws a TypeError of its own is reported once', async () => {
    const { act, titles, onRecipeError } = await onRow((todo) => {
      todo.title = (undefined as unknown as { title: string }).title
    })
    act()
    expect(titles()).toEqual(['one', 'two'])
    expect(onRecipeError).toHaveBeenCalledExactlyOnceWith(expect.any(TypeError), expect.anything())
  })

  test('drafts what it holds, and what another operation made of it', async () => {
    const note = { text: 'n' }
    const { act, mutate, list } = await onRow((todo) => {
      ;(todo.note as unknown as { text: string }).text += '!'
    })
    mutate('updateTodo', { id: '1', patch: { note: note as never } })
    act()
    expect(list()?.todos[0]?.note).toEqual({ text: 'n!' })
    expect(note).toEqual({ text: 'n' })
  })
})

describe('a recipe of an entry', () => {
  const onList = (update: (data: { total: number; todos: { title: string }[] }) => unknown) =>
    setup({ entries: { listTodos: { where: () => true, update: update as never } } })

  test('may change a draft, or return the data', async () => {
    const mutating = await onList((data) => {
      data.total = 7
    })
    const returning = await onList((data) => ({ ...data, total: 7 }))
    for (const { act, list } of [mutating, returning]) {
      const first = list()?.todos
      act()
      expect(list()?.total).toBe(7)
      expect(list()?.todos).toBe(first)
    }
  })

  test('that leaves the draft alone changes nothing', async () => {
    const { act, list } = await onList(() => undefined)
    const before = list()
    await act().answer(null)
    expect(list()).toBe(before)
  })

  test('that changes and returns, or says that the entry goes, is reported', async () => {
    for (const update of [
      (data: { total: number }) => {
        data.total = 7
        return { total: 8, todos: [] }
      },
      () => gone,
      () => null,
    ]) {
      const { act, list, onRecipeError } = await onList(update)
      act()
      expect(list()?.total).toBe(2)
      expect(onRecipeError).toHaveBeenCalledTimes(1)
    }
  })
})

test('what is shown is frozen', async () => {
  const { act, list, mutate, read } = await onRow((todo) => ({ ...todo, note: 'n' }))
  const isFrozen = () => {
    const all = [list(), list()?.todos, ...(list()?.todos ?? [])]
    return all.every(Object.isFrozen)
  }
  const call = act()
  expect(isFrozen()).toBe(true)
  const create = mutate('addTodo', { title: 'new' })
  expect(isFrozen()).toBe(true)
  await create.answer({ id: '9', title: 'new' })
  await call.answer(null)
  expect(isFrozen()).toBe(true)
  await mutate('markAll', { done: true }).answer(null)
  expect(isFrozen()).toBe(true)
  await read('listTodos', undefined).answer(page(rows({ 1: 'one' })))
  expect(isFrozen()).toBe(true)
})
