import { describe, expect, test, vi } from 'vitest'
import type { Todo } from './support/todo-api.ts'
import { todoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))

const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  const { api, store } = todos
  await todos.load('listTodos', undefined, old)
  const { tellRows } = api.util
  type News = Parameters<typeof tellRows>[0]
  const tell = (news: News, asOf?: number) =>
    store.dispatch(tellRows(news, asOf === undefined ? {} : { asOf }))
  return {
    ...todos,
    tell,
    tellRow: (row: Todo, asOf?: number) => tell([{ type: 'Todo', row }], asOf),
    tellFields: (id: string, fields: Partial<Todo>, asOf?: number) =>
      tell([{ type: 'Todo', id, fields }], asOf),
    tellGone: (id: string, asOf?: number) => tell([{ type: 'Todo', id, gone: true }], asOf),
    now: () => api.util.selectClock(store.getState()),
    update: (patch: Partial<Todo>, id = '1') => todos.mutate('updateTodo', { id, patch }),
    first: (arg?: { search?: string }) => todos.list(arg)?.todos[0],
  }
}

describe('what is told of a row', () => {
  test('lands in every entry that shows it, in one action', async () => {
    const { load, tell, store, list, detail, overlay } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one', note: 'n' })
    await load('feedTodos', 'a', page(rows({ 1: 'one' })))
    await load('listLabels', undefined, [{ key: 7, text: 'seven' }])
    const onAction = vi.fn()
    store.subscribe(onAction)
    tell([
      { type: 'Todo', row: { id: '1', title: 'A' } },
      { type: 'Todo', id: '2', gone: true },
      { type: 'Label', id: 7, fields: { text: 'VII' } },
    ])
    expect(onAction).toHaveBeenCalledTimes(1)
    expect(list()).toMatchObject(page(rows({ 1: 'A' })))
    expect(detail('1')).toEqual({ id: '1', title: 'A', note: 'n' })
    expect(overlay()).toEqual(
      expect.objectContaining({ operations: [], settled: [], base: {}, failures: [] }),
    )
  })

  test('is no news of a row of another type with the same id', async () => {
    const { load, tell, api, store } = await setup()
    await load('getBoard', undefined, {
      todos: rows({ 1: 'one' }),
      labels: [{ key: 1, text: 'i' }],
    })
    tell([
      { type: 'Todo', row: { id: '1', title: 'A' } },
      { type: 'Label', id: 1, fields: { text: 'I' } },
    ])
    expect(api.endpoints.getBoard.select()(store.getState()).data).toEqual({
      todos: rows({ 1: 'A' }),
      labels: [{ key: 1, text: 'I' }],
    })
  })

  test('is news of a row in a row of another type, and of the rows in a told one', async () => {
    const { load, tell, tellFields, api, store, list } = await setup()
    const column = { id: 'c', name: 'C', todos: rows({ 1: 'one' }) }
    await load('listColumns', undefined, [column])
    const columns = () => api.endpoints.listColumns.select()(store.getState()).data
    tellFields('1', { title: 'A' })
    expect(columns()?.[0]?.todos).toEqual(rows({ 1: 'A' }))
    tell([{ type: 'Column', row: { ...column, name: 'D', todos: rows({ 1: 'B' }) } }])
    expect(columns()).toEqual([{ ...column, name: 'D', todos: rows({ 1: 'B' }) }])
    expect(list()?.todos).toEqual(rows({ 1: 'B', 2: 'two' }))
  })

  test('is shown over what was answered before, though an older operation is open', async () => {
    const { update, tellFields, titles } = await setup()
    const a = update({ title: 'A' })
    await update({ title: 'B' }).answer({ id: '1', title: 'B' })
    tellFields('1', { title: 'C' })
    expect(titles()).toEqual(['C', 'two'])
    await a.answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['C', 'two'])
  })

  test('changes nothing where it is known, or about a row that nothing shows', async () => {
    const { tell, tellRow, slice, list } = await setup()
    const { queries } = slice()
    const before = list()
    tellRow({ id: '1', title: 'one' })
    tell([
      { type: 'Todo', id: '2', fields: { title: 'two' } },
      { type: 'Todo', id: '9', gone: true },
      { type: 'Label', row: { key: 1, text: 'a' } },
    ])
    tell([])
    expect(slice().queries).toBe(queries)
    expect(list()).toBe(before)
  })

  test('leaves the other rows the objects that they were', async () => {
    const { tellRow, list } = await setup()
    const before = list()?.todos[1]
    tellRow({ id: '1', title: 'A' })
    expect(list()?.todos[1]).toBe(before)
  })

  test('of one row several times is told in order', async () => {
    const { tell, list } = await setup()
    tell([
      { type: 'Todo', id: '1', fields: { title: 'A' } },
      { type: 'Todo', id: '1', fields: { note: 'n' } },
      { type: 'Todo', id: '2', gone: true },
      { type: 'Todo', id: '2', fields: { title: 'B' } },
    ])
    expect(list()?.todos).toEqual([
      { id: '1', title: 'A', note: 'n' },
      { id: '2', title: 'B' },
    ])
  })
})

describe('a tell, a read and a tell', () => {
  test('that is as of before the last read loses, a later one wins', async () => {
    const { tellFields, tellRow, tellGone, load, now, titles } = await setup()
    const asOf = now()
    await load('listTodos', undefined, old)
    tellRow({ id: '1', title: 'older' }, asOf)
    tellFields('1', { title: 'older' }, asOf)
    tellGone('1', asOf)
    expect(titles()).toEqual(['one', 'two'])
    tellFields('1', { title: 'newer' }, now())
    expect(titles()).toEqual(['newer', 'two'])
  })

  test('is given to a read that left before it, and not to one that left after', async () => {
    const { tellFields, read, titles, list, overlay } = await setup()
    const before = read('listTodos', undefined)
    before.send()
    tellFields('1', { title: 'A' })
    const after = read('listTodos', { search: 'o' })
    after.send()
    await before.answer(page([{ id: '1', title: 'one', note: 'n' }, ...rows({ 2: 'two!' })]))
    expect(list()?.todos).toEqual([
      { id: '1', title: 'A', note: 'n' },
      { id: '2', title: 'two!' },
    ])
    await after.answer(page(rows({ 1: 'B' })))
    expect(titles()).toEqual(['B', 'two!'])
    expect(overlay().settled).toEqual([])
  })

  test('of a later version is given to a read that has operations which were answered since', async () => {
    const { update, load, read, tellRow, detail } = await setup()
    const a = update({ title: 'A' })
    const before = read('getTodo', '1')
    before.send()
    tellRow({ id: '1', title: 'A', note: 'told', rev: 3 })
    await a.answer({ id: '1', title: 'A', rev: 2 })
    // Nothing shows the row any more.
    await load('listTodos', undefined, page(rows({ 2: 'two' })))
    await before.answer({ id: '1', title: 'A', note: 'n', rev: 2 })
    expect(detail('1')).toEqual({ id: '1', title: 'A', note: 'told', rev: 3 })
  })

  test('before an operation was answered lies beneath it in a late read, though one on whole lists was answered first', async () => {
    const { mutate, load, read, tellRow, detail, list } = await setup()
    await load('getTodo', '9', { id: '9', title: 'nine' })
    const a = mutate('updateTodo', { id: '9', patch: { title: 'A' } })
    const before = read('listTodos', { search: 'n' })
    before.send()
    await mutate('markAll', { done: true }).answer(null)
    tellRow({ id: '9', title: 'told' })
    await a.answer(null)
    expect(detail('9')?.title).toBe('A')
    await before.answer(page(rows({ 9: 'nine' })))
    expect([detail('9')?.title, list({ search: 'n' })?.todos[0]?.title]).toEqual(['A', 'A'])
  })

  test('before an operation was answered lies beneath it, though one on whole entries with that row was answered first', async () => {
    const { load, mutate, read, store, api } = await setup({
      recipes: {
        markAll: {
          entries: {
            getBoard: {
              where: () => true,
              update: (board, { arg }) => ({
                ...board,
                todos: board.todos.map((row) => ({ ...row, done: arg.done })),
              }),
            },
          },
        },
      },
    })
    const board = (text: string, done: boolean) => ({
      todos: [{ id: '1', title: 'one', done }],
      labels: [{ key: 1, text }],
    })
    await load('getBoard', undefined, board('i', false))
    const rename = mutate('renameLabel', { key: 1, text: 'mine' })
    await mutate('markAll', { done: true }).answer(null)
    const poll = read('getBoard', undefined)
    const theirs = { key: 1, text: 'theirs' }
    store.dispatch(api.util.settle('renameLabel', theirs, theirs))
    await rename.answer({ key: 1, text: 'mine' })
    await poll.answer(board('i', true))
    const { data } = api.endpoints.getBoard.select()(store.getState())
    expect(data).toEqual(board('mine', true))
  })

  test('lies on what an operation on whole lists did, though a read had shown that before it was answered', async () => {
    const { read, load, mutate, update, tellFields, first } = await setup()
    const older = update({ note: 'n' }, '2')
    const all = mutate('markAll', { done: true })
    await load(
      'listTodos',
      undefined,
      page([
        { id: '1', title: 'one', done: true },
        { id: '2', title: 'two', done: true },
      ]),
    )
    const poll = read('listTodos', undefined)
    poll.send()
    await all.answer(null)
    tellFields('1', { done: false })
    expect(first()?.done).toBe(false)
    await older.answer({ id: '2', title: 'two', note: 'n' })
    await poll.answer(
      page([
        { id: '1', title: 'one', done: true },
        { id: '2', title: 'two', done: true },
      ]),
    )
    expect(first()?.done).toBe(false)
  })

  test('that nothing showed is given to a first answer that left before it', async () => {
    const { tell, read, detail, list } = await setup()
    const detailRead = read('getTodo', '9')
    const listRead = read('listTodos', { search: 'x' })
    tell([
      { type: 'Todo', id: '9', fields: { title: 'A' } },
      { type: 'Todo', id: '8', gone: true },
    ])
    await detailRead.answer({ id: '9', title: 'nine' })
    await listRead.answer(page(rows({ 8: 'eight', 7: 'seven' })))
    expect(detail('9')?.title).toBe('A')
    expect(list({ search: 'x' })).toEqual(page(rows({ 7: 'seven' })))
  })

  test('takes a row away that a read on its way still shows, until a later one does', async () => {
    const { tellGone, read, load, titles } = await setup()
    const poll = read('listTodos', undefined)
    tellGone('1')
    await poll.answer(old)
    expect(titles()).toEqual(['two'])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('as of before another one changes only what that did not tell', async () => {
    const { tellFields, tellRow, now, first } = await setup()
    const asOf = now()
    tellFields('1', { title: 'A' }, asOf + 0.5)
    tellRow({ id: '1', title: 'older', note: 'n' }, asOf + 0.25)
    expect(first()).toEqual({ id: '1', title: 'A', note: 'n' })
    tellFields('1', { title: 'B' }, asOf + 0.75)
    expect(first()).toEqual({ id: '1', title: 'B', note: 'n' })
  })

  test('as of a moment to come is as of now', async () => {
    const { tellFields, load, titles, now } = await setup()
    tellFields('1', { title: 'A' }, now() + 100)
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('never puts an older version over a newer one', async () => {
    const { load, tellRow, tellFields, read, first } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one', rev: 5 })
    tellRow({ id: '1', title: 'older', rev: 4 })
    tellFields('1', { title: 'older', rev: 4 })
    expect(first()).toEqual({ id: '1', title: 'one', rev: 5 })
    const poll = read('listTodos', undefined)
    tellRow({ id: '1', title: 'A', rev: 6 })
    await poll.answer(page([{ id: '1', title: 'B', rev: 7 }]))
    expect(first()).toEqual({ id: '1', title: 'B', rev: 7 })
  })
})

describe('a tell and operations', () => {
  test('lies beneath what is pending', async () => {
    const { update, tellRow, tellGone, titles } = await setup()
    const a = update({ title: 'A' })
    tellRow({ id: '1', title: 'X', note: 'n' })
    expect(titles()).toEqual(['A', 'two'])
    await a.fail({ status: 400 })
    expect(titles()).toEqual(['X', 'two'])
    update({ title: 'A' })
    tellGone('1')
    expect(titles()).toEqual(['two'])
  })

  test('as of before an operation settled changes only what that did not', async () => {
    const { update, tellRow, tellFields, tellGone, now, first } = await setup()
    const a = update({ title: 'A' })
    const asOf = now()
    await a.answer(null)
    tellRow({ id: '1', title: 'one', note: 'n' }, asOf)
    expect(first()).toEqual({ id: '1', title: 'A', note: 'n' })
    tellFields('1', { title: 'one', note: 'm' }, asOf)
    expect(first()).toEqual({ id: '1', title: 'A', note: 'm' })
    tellGone('1', asOf)
    expect(first()?.title).toBe('A')
    tellFields('1', { title: 'one' })
    expect(first()?.title).toBe('one')
  })

  test('as of while a mutation was under way is newer than its answer, but for what that did', async () => {
    const { update, tellRow, now, first } = await setup()
    const asOf = now()
    const a = update({ title: 'A' })
    const later = now()
    await a.answer({ id: '1', title: 'A', note: 'answered' })
    tellRow({ id: '1', title: 'one', note: 'told' }, later)
    expect(first()).toEqual({ id: '1', title: 'A', note: 'told' })
    tellRow({ id: '1', title: 'one', note: 'older' }, asOf - 1)
    expect(first()).toEqual({ id: '1', title: 'A', note: 'told' })
  })

  test('as of before an operation on whole entries settled, too', async () => {
    const { mutate, tellRow, now, first } = await setup()
    const asOf = now()
    await mutate('markAll', { done: true }).answer(null)
    tellRow({ id: '1', title: 'A', done: false }, asOf)
    expect(first()).toEqual({ id: '1', title: 'A', done: true })
    tellRow({ id: '1', title: 'A', done: false })
    expect(first()?.done).toBe(false)
  })

  test('as of before two operations that were answered in another order than that of their calls', async () => {
    const { update, mutate, tellRow, now, first } = await setup()
    const asOf = now()
    const a = update({ done: false })
    await mutate('markAll', { done: true }).answer(null)
    await a.answer(null)
    expect(first()?.done).toBe(true)
    tellRow({ id: '1', title: 'A', done: false }, asOf)
    expect(first()).toEqual({ id: '1', title: 'A', done: true })
  })

  test('as of before a row was made does not take it away', async () => {
    const { mutate, tellGone, now, titles } = await setup()
    const asOf = now()
    await mutate('addTodo', { title: 'new' }).answer({ id: '9', title: 'new' })
    tellGone('9', asOf)
    expect(titles()).toEqual(['new', 'one', 'two'])
    tellGone('9')
    expect(titles()).toEqual(['one', 'two'])
  })

  test('makes an answer that was on its way less than certain', async () => {
    const { update, tellFields, first } = await setup()
    const a = update({ title: 'A' })
    tellFields('1', { note: 'told' })
    await a.answer({ id: '1', title: 'A', note: 'older' })
    expect(first()).toEqual({ id: '1', title: 'A', note: 'told' })
  })

  test('ends an unknown one where a read that left later would', async () => {
    const { update, tellRow, tellGone, now, titles, overlay } = await setup()
    const asOf = now()
    await update({ title: 'A' }).fail({ status: 503 })
    tellRow({ id: '1', title: 'one' }, asOf)
    expect(titles()).toEqual(['A', 'two'])
    tellRow({ id: '1', title: 'one' })
    expect(titles()).toEqual(['one', 'two'])
    await update({ title: 'B' }, '2').fail({ status: 503 })
    tellGone('2')
    expect(overlay().operations).toEqual([])
    expect(titles()).toEqual(['one'])
  })

  test('ends an unknown one by some fields where it changes no others', async () => {
    const { update, mutate, tellFields, titles, overlay } = await setup()
    await update({ title: 'A' }).fail({ status: 503 })
    tellFields('1', { note: 'n' })
    expect(titles()).toEqual(['A', 'two'])
    tellFields('1', { title: 'one' })
    expect(titles()).toEqual(['one', 'two'])
    await mutate('deleteTodo', '2').fail({ status: 503 })
    tellFields('2', { note: 'n' })
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay().operations).toEqual([])
  })

  test('ends an unknown create whose row was seen', async () => {
    const { mutate, load, tellRow, overlay, titles } = await setup()
    await load('listTodos', { search: 'n' }, page([]))
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', { search: 'n' }, page(rows({ 9: 'new' })))
    await create.fail({ status: 503 })
    expect(overlay().operations).toHaveLength(1)
    tellRow({ id: '9', title: 'new' })
    expect(overlay().operations).toEqual([])
    expect(titles({ search: 'n' })).toEqual(['new'])
  })

  test('frees what waits behind it', async () => {
    const { update, tellRow, overlay, titles } = await setup()
    await update({ title: 'A' }).fail({ status: 503 })
    await update({ note: 'n' }).answer({ id: '1', title: 'one', note: 'n' })
    tellRow({ id: '1', title: 'one', note: 'n' })
    expect(overlay().operations).toEqual([])
    expect(titles()).toEqual(['one', 'two'])
  })
})

describe('several hundred rows at once', () => {
  const setupMany = async (count: number) => {
    let looked = 0
    const id = (row: { id: string }) => {
      looked++
      return row.id
    }
    const { Todo } = todoOptions.rows
    const todos = await setup({ rows: { ...todoOptions.rows, Todo: { ...Todo, id } } })
    const titles = Array.from({ length: count }, (_, i) => [`t${i}`, `title ${i}`])
    await todos.load('listTodos', undefined, page(rows(Object.fromEntries(titles))))
    await todos.load('feedTodos', 'a', page(rows(Object.fromEntries(titles))))
    const news = titles.map(([one = '']) => ({
      type: 'Todo' as const,
      id: one,
      fields: { note: 'n' },
    }))
    return {
      ...todos,
      work: () => {
        looked = 0
        todos.tell(news)
        return looked
      },
    }
  }

  test('are twice the work of half as many', async () => {
    const [one, two] = [await setupMany(200), await setupMany(400)]
    expect(two.work()).toBeLessThan(one.work() * 2.2)
    expect(two.list()?.todos.every(({ note }) => note === 'n')).toBe(true)
  })

  test('and one of them is next to none', async () => {
    const { tell, work } = await setupMany(400)
    const all = work()
    expect(all).toBeGreaterThan(400)
    tell([{ type: 'Todo', id: 't3', fields: { note: 'm' } }])
  })
})

describe('bad news', () => {
  test.each([
    [[{ type: 'User', id: '1', gone: true }], "'User' is no row type"],
    [[{ type: 'Todo', row: { title: 'no id' } }], 'has no id'],
    [[{ type: 'Todo', row: null }], 'has no id'],
    [[{ type: 'Todo', fields: { title: 'A' } }], 'without an id'],
    [[{ type: 'Todo', id: '1' }], 'some fields, or gone'],
    [[{ type: 'Todo', id: '1', fields: [] }], 'some fields, or gone'],
    [[{ type: 'Todo', id: '1', fields: { id: '2' } }], 'have another id'],
    [[null], 'is no row type'],
  ])('%j is a TypeError that says so', async (news, message) => {
    const { tell } = await setup()
    expect(() => tell(news as never)).toThrow(TypeError)
    expect(() => tell(news as never)).toThrow(message)
  })

  test.each([Number.NaN, -1, '3', null])('so is %s as the moment', async (asOf) => {
    const { api } = await setup()
    expect(() => api.util.tellRows([], { asOf: asOf as never })).toThrow('asOf')
  })
})
