import { describe, expect, test } from 'vitest'
import type { Column, Todo } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

// What is shown is the fold of the open operations over the server value, in the order of their calls.

const setup = async (todos: readonly Todo[] = rows({ 1: 'one', 2: 'two' })) => {
  const store = createTodos()
  await store.load('listTodos', undefined, page(todos))
  const done = () => store.list()?.todos.map((todo) => todo.done ?? false)
  return {
    ...store,
    done,
    update: (id: string, patch: Partial<Todo>) => store.mutate('updateTodo', { id, patch }),
  }
}

describe('operations on whole entries and on rows', () => {
  test('are played in the order of their calls: "mark all as done, then take one back"', async () => {
    const { mutate, update, done } = await setup()
    mutate('markAll', { done: true })
    update('1', { done: false })
    expect(done()).toEqual([false, true])
  })

  test('are played so the other way round, too', async () => {
    const { mutate, update, done } = await setup()
    update('1', { done: false })
    mutate('markAll', { done: true })
    expect(done()).toEqual([true, true])
  })

  test('make the same view again after a poll that changes nothing', async () => {
    const { mutate, update, list, load } = await setup()
    update('1', { title: 'A' })
    mutate('markAll', { done: true })
    mutate('addTodo', { title: 'new' })
    update('2', { done: false })
    mutate('deleteTodo', '1')
    const before = list()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(list()).toBe(before)
  })

  test('reach a row that an older one made, by its temporary id', async () => {
    const { mutate, update, list } = await setup([])
    const { requestId } = mutate('addTodo', { title: 'new' })
    mutate('markAll', { done: true })
    update(`tmp:${requestId}`, { title: 'newer' })
    expect(list()?.todos).toEqual([{ id: `tmp:${requestId}`, title: 'newer', done: true }])
  })

  test('leave nothing of a newer one out when an older one is refused', async () => {
    const { mutate, update, done } = await setup()
    const all = mutate('markAll', { done: true })
    update('1', { done: false })
    await all.fail({ status: 400 })
    expect(done()).toEqual([false, false])
  })
})

describe('answers in another order than the calls', () => {
  test('of a row after all rows: the newer one stays on top, until all is known', async () => {
    const { mutate, update, done, overlay } = await setup()
    const all = mutate('markAll', { done: true })
    await update('1', { done: false }).answer({ id: '1', title: 'one', done: false })
    expect(done()).toEqual([false, true])
    await all.answer(null)
    expect(done()).toEqual([false, true])
    expect(overlay().operations).toEqual([])
  })

  test('of all rows after a row: only on that row does the newer one wait', async () => {
    const { mutate, update, done, load, overlay } = await setup()
    const row = update('1', { done: false })
    await mutate('markAll', { done: true }).answer(null)
    expect(done()).toEqual([true, true])
    // Another client takes the other one back: what was carried out is not played over that again.
    const later = [
      { id: '1', title: 'one', done: true },
      { id: '2', title: 'two', done: false },
    ]
    await load('listTodos', undefined, page(later))
    expect(done()).toEqual([true, false])
    await row.answer({ id: '1', title: 'one', done: false })
    expect(done()).toEqual([true, false])
    expect(overlay().operations).toEqual([])
  })

  test('of two on all rows: the newer one waits for the older', async () => {
    const { mutate, done, overlay } = await setup()
    const first = mutate('markAll', { done: true })
    await mutate('markAll', { done: false }).answer(null)
    expect(done()).toEqual([false, false])
    expect(overlay().operations).toHaveLength(2)
    await first.answer(null)
    expect(done()).toEqual([false, false])
    expect(overlay().operations).toEqual([])
  })

  test('of a row that went after all rows: a later read that has it again shows it', async () => {
    const { mutate, load, titles } = await setup()
    const all = mutate('markAll', { done: true })
    await mutate('deleteTodo', '1').answer(null)
    expect(titles()).toEqual(['two'])
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(titles()).toEqual(['one', 'two'])
    await all.answer(null)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('of three updates, a read between them: the value of the last one stays', async () => {
    const { update, read, titles } = await setup()
    const [first, second, third] = ['A', 'B', 'C'].map((title) => update('1', { title }))
    await third?.answer({ id: '1', title: 'C' })
    const poll = read('listTodos', undefined)
    await first?.answer({ id: '1', title: 'A' })
    await second?.fail({ status: 400 })
    expect(titles()).toEqual(['C', 'two'])
    await poll.answer(page(rows({ 1: 'C', 2: 'two' })))
    expect(titles()).toEqual(['C', 'two'])
  })
})

describe('rows inside a row of another type', () => {
  const columns: readonly Column[] = [
    { id: 'a', name: 'open', todos: rows({ 1: 'one', 2: 'two' }) },
    { id: 'b', name: 'closed', todos: rows({ 3: 'three' }) },
  ]
  const setupColumns = async () => {
    const store = createTodos()
    await store.load('listColumns', undefined, columns)
    const shown = () =>
      store.api.endpoints.listColumns
        .select()(store.store.getState())
        .data?.map(({ name, todos }) => `${name}: ${todos.map(({ title }) => title).join(' ')}`)
    const rename = (id: string, title: string) =>
      store.mutate('updateTodo', { id, patch: { title } })
    return { ...store, shown, rename }
  }

  test('show what is pending on both, whichever came first', async () => {
    const { mutate, rename, shown } = await setupColumns()
    rename('1', 'A')
    mutate('renameColumn', { id: 'a', name: 'todo' })
    rename('2', 'B')
    expect(shown()).toEqual(['todo: A B', 'closed: three'])
  })

  test('keep what is pending on them when that on the outer row settles, or is refused', async () => {
    const { mutate, rename, shown } = await setupColumns()
    const inner = rename('1', 'A')
    await mutate('renameColumn', { id: 'a', name: 'todo' }).answer({ ...columns[0], name: 'todo' })
    expect(shown()).toEqual(['todo: A two', 'closed: three'])
    await mutate('renameColumn', { id: 'b', name: 'done' }).fail({ status: 400 })
    expect(shown()).toEqual(['todo: A two', 'closed: three'])
    await inner.answer({ id: '1', title: 'A' })
    expect(shown()).toEqual(['todo: A two', 'closed: three'])
  })

  test('are not set back by the answer of the outer row, which is of an earlier moment', async () => {
    const { mutate, rename, shown, load, detail } = await setupColumns()
    await load('getTodo', '1', { id: '1', title: 'one' })
    const outer = mutate('renameColumn', { id: 'a', name: 'todo' })
    await rename('1', 'A').answer({ id: '1', title: 'A' })
    await outer.answer({ ...columns[0], name: 'todo' })
    expect(shown()).toEqual(['todo: A two', 'closed: three'])
    expect(detail('1')?.title).toBe('A')
  })
})
