import { describe, expect, test } from 'vitest'
import { gone } from 'vzaps-rtk/optimistic'
import type { TodoOptions } from './support/todo-api.ts'
import { addInsert } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

// Which row of an answer is the one being made: a guess until the mutation's own answer tells.

const old = rows({ 1: 'one' })
const setup = async (hasIsSame = true) => {
  const insert = addInsert()
  const { isSame, ...plain } = insert
  const recipes: TodoOptions['recipes'] = { addTodo: { insert: hasIsSame ? insert : plain } }
  const todos = createTodos({ recipes })
  await todos.load('listTodos', undefined, page(old))
  const ids = () => todos.list()?.todos.map(({ id }) => id)
  return { ...todos, ids, add: () => todos.mutate('addTodo', { title: 'new' }) }
}
const mine = { id: '9', title: 'new' }
const theirs = { id: '8', title: 'new' }

describe('a row that is being made', () => {
  test('is not shown twice, without isSame: a new row that has all of its fields is it', async () => {
    const { add, ids, load, key } = await setup(false)
    const call = add()
    await load('listTodos', undefined, page([{ ...mine, note: 'from the server' }, ...old]))
    expect(ids()).toEqual(['9', '1'])
    await call.answer(mine)
    expect(ids()).toEqual(['9', '1'])
    expect(key('9')).toBe(`tmp:${call.requestId}`)
  })

  test('is not one that differs in a field, or that was there before', async () => {
    const { add, ids, load } = await setup(false)
    await load('listTodos', undefined, page([theirs, ...old]))
    const { requestId } = add()
    await load('listTodos', undefined, page([theirs, { id: '7', title: 'other' }, ...old]))
    expect(ids()).toEqual([`tmp:${requestId}`, '8', '7', '1'])
  })

  test.each([true, false])('is not another client’s for good (isSame: %s)', async (hasIsSame) => {
    const { add, ids, load, key } = await setup(hasIsSame)
    const call = add()
    await load('listTodos', undefined, page([theirs, ...old]))
    expect(ids()).toEqual(['8', '1'])
    await call.answer(mine)
    expect(ids()).toEqual(['9', '8', '1'])
    expect(key('9')).toBe(`tmp:${call.requestId}`)
    expect(key('8')).toBe('8')
  })

  test('gives another client’s row back its key when it is refused', async () => {
    const { add, ids, load, key } = await setup()
    const call = add()
    await load('listTodos', undefined, page([theirs, ...old]))
    expect(key('8')).toBe(`tmp:${call.requestId}`)
    await call.fail({ status: 400 })
    expect(ids()).toEqual(['8', '1'])
    expect(key('8')).toBe('8')
  })

  test('goes everywhere when it is deleted among others, by the id that an answer has shown', async () => {
    const todos = createTodos({
      recipes: {
        addTodo: { insert: addInsert() },
        deleteTodo: { rows: { type: 'Todo', ids: (id) => [id], update: () => gone } },
      },
    })
    const board = () => todos.api.endpoints.getBoard.select()(todos.store.getState()).data?.todos
    await todos.load('listTodos', undefined, page(old))
    await todos.load('getBoard', undefined, { todos: old, labels: [] })
    todos.mutate('addTodo', { title: 'new' })
    await todos.load('listTodos', undefined, page([mine, ...old]))
    expect(board()).toHaveLength(2)
    todos.mutate('deleteTodo', '9')
    expect(board()).toEqual(old)
    expect(todos.list()?.todos).toEqual(old)
  })

  test('stays changed where it is still stood in for, when the change is answered first', async () => {
    const todos = createTodos({ recipes: { addTodo: { insert: addInsert() } } })
    const board = () => todos.api.endpoints.getBoard.select()(todos.store.getState()).data?.todos
    await todos.load('listTodos', undefined, page(old))
    await todos.load('getBoard', undefined, { todos: old, labels: [] })
    const add = todos.mutate('addTodo', { title: 'new' })
    await todos.load('listTodos', undefined, page([mine, ...old]))
    await todos.mutate('updateTodo', { id: '9', patch: { title: 'newer' } }).answer(null)
    expect(todos.titles()).toEqual(['newer', 'one'])
    expect(board()?.map(({ title }) => title)).toEqual(['newer', 'one'])
    await add.answer(mine)
    expect(todos.titles()).toEqual(['newer', 'one'])
    expect(board()?.map(({ title }) => title)).toEqual(['newer', 'one'])
  })

  test('goes on to be stood in for when the answer that has it shows it in a row that is gone', async () => {
    const todos = createTodos({
      recipes: {
        addTodo: { insert: addInsert() },
        act: { row: { type: 'Column', id: String, update: () => gone } },
      },
    })
    await todos.load('listTodos', undefined, page(old))
    await todos.load('listColumns', undefined, [{ id: 'c', name: 'C', todos: [] }])
    const { requestId } = todos.mutate('addTodo', { title: 'new' })
    const poll = todos.read('listColumns', undefined)
    await todos.mutate('act', 'c').answer(null)
    await poll.answer([{ id: 'c', name: 'C', todos: [mine] }])
    expect(todos.list()?.todos.map(({ id }) => id)).toEqual([`tmp:${requestId}`, '1'])
  })

  test('one of two that look the same is each a row of its own', async () => {
    const { add, ids, load } = await setup(false)
    const [a, b] = [add(), add()]
    await load('listTodos', undefined, page([mine, ...old]))
    expect(ids()).toEqual([`tmp:${b.requestId}`, '9', '1'])
    await load('listTodos', undefined, page([theirs, mine, ...old]))
    expect(ids()).toEqual(['8', '9', '1'])
    await a.answer(mine)
    await b.answer(theirs)
    expect(ids()).toEqual(['8', '9', '1'])
  })
})

describe('an operation of unknown outcome', () => {
  test('that makes a row is decided by the first read of an entry in which it stands', async () => {
    const { mutate, load, list, overlay } = createTodos()
    await load('listTodos', { search: 'x' }, page(old))
    await load('getBoard', undefined, { todos: [], labels: [] })
    await mutate('addTodo', { title: 'new' }).fail({ status: 503 })
    expect(overlay().operations).toHaveLength(1)
    await load('listTodos', undefined, page([mine, ...old]))
    expect(overlay().operations).toEqual([])
    expect(list()).toEqual(page([mine, ...old]))
  })

  test('on a whole entry is decided by the first read of another such entry', async () => {
    const { mutate, load, list, overlay } = createTodos()
    await load('listTodos', undefined, page(old))
    await mutate('markAll', { done: true }).fail({ status: 503 })
    await load('listTodos', { search: 'x' }, page(old))
    expect(overlay().operations).toEqual([])
    expect(list()).toEqual(page(old))
  })
})

describe('an answer that is older than what is known', () => {
  const at = (title: string, rev: number) => ({ id: '1', title, rev })

  test('of a mutation puts nothing over a newer version', async () => {
    const { mutate, load, titles, detail, store, api } = createTodos()
    await load('listTodos', undefined, page([at('one', 1)]))
    await load('getTodo', '1', at('one', 1))
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await load('listTodos', undefined, page([at('theirs', 3)]))
    await call.answer(at('A', 2))
    expect(titles()).toEqual(['theirs'])
    expect(detail('1')).toEqual(at('theirs', 3))
    store.dispatch(api.util.settle('updateTodo', { id: '1', patch: { title: 'B' } }, at('B', 2)))
    expect(titles()).toEqual(['theirs'])
  })

  test('of a mutation leaves nothing of an older change of all rows in a newer version', async () => {
    const { mutate, load, list } = createTodos()
    const row = (title: string, done: boolean, rev: number) => ({ ...at(title, rev), done })
    await load('listTodos', undefined, page([row('one', false, 1)]))
    const all = mutate('markAll', { done: true })
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    // Another client has changed it after both.
    await load('listTodos', undefined, page([row('theirs', false, 4)]))
    await all.answer(null)
    await call.answer(row('A', true, 3))
    expect(list()?.todos).toEqual([row('theirs', false, 4)])
  })

  test('of a mutation is not put into a late read of a newer version', async () => {
    const { mutate, load, read, titles } = createTodos()
    await load('listTodos', undefined, page([at('one', 1)]))
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const poll = read('listTodos', undefined)
    await call.answer(at('A', 2))
    expect(titles()).toEqual(['A'])
    await poll.answer(page([at('theirs', 3)]))
    expect(titles()).toEqual(['theirs'])
  })
})

describe('a late read of a newer version', () => {
  test('that has changes of all rows already keeps the last one, whichever was answered first', async () => {
    const { mutate, load, read, list } = createTodos()
    const row = (title: string, done: boolean, rev: number) => ({ id: '1', title, done, rev })
    await load('listTodos', undefined, page([row('one', false, 1)]))
    const [first, last] = [true, false].map((done) => mutate('markAll', { done }))
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const poll = read('listTodos', undefined)
    await last?.answer(null)
    await first?.answer(null)
    await poll.answer(page([row('A', false, 4)]))
    await call.answer(row('A', false, 4))
    expect(list()?.todos).toEqual([row('A', false, 4)])
  })

  test('is given the change that it misses, and not once more one that it has', async () => {
    const { mutate, load, read, list } = createTodos()
    const row = (title: string, done: boolean, rev: number) => ({ id: '1', title, done, rev })
    await load('listTodos', undefined, page([row('one', false, 1)]))
    const older = mutate('updateTodo', { id: '1', patch: { done: true } })
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer(row('A', false, 2))
    const poll = read('listTodos', undefined)
    await older.answer(row('theirs', true, 4))
    await poll.answer(page([row('theirs', false, 3)]))
    expect(list()?.todos).toEqual([expect.objectContaining({ title: 'theirs', done: true })])
  })
})

describe('the cursor of a further page', () => {
  test('is worked out from what the server said, not from rows that are being made', async () => {
    const todos = createTodos({
      recipes: {
        addTodo: { insert: { ...addInsert(), at: 'end', into: { cursorTodos: () => true } } },
      },
    })
    await todos.load('cursorTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    todos.mutate('addTodo', { title: 'new' })
    todos.mutate('deleteTodo', '2')
    todos.initiate('cursorTodos', undefined, { direction: 'forward', forceRefetch: true })
    expect(todos.next('cursorTodos').arg).toEqual('2')
  })
})
