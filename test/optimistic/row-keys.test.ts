import { describe, expect, test } from 'vitest'
import { temporaryId } from 'vzaps-rtk/optimistic'
import { expectConsole } from '../support/console.ts'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one' }))
const made = { id: '9', title: 'new' }
const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, old)
  const aliases = () => todos.api.util.selectAliases(todos.store.getState())
  /** The React keys of the list's rows. */
  const keys = () => todos.list()?.todos.map(({ id }) => todos.key(id))
  return { ...todos, aliases, keys }
}

describe('a row’s key', () => {
  test('is its id, as text, for a row that was not created here', async () => {
    const { key, api, store } = await setup()
    expect(key('1')).toBe('1')
    expect(api.util.selectRowKey(store.getState(), 'Label', 7)).toBe('7')
    expect(api.util.selectRowKey({}, 'Label', 7)).toBe('7')
  })

  test('stays what it was when a created row gets its real id', async () => {
    const { mutate, keys, aliases } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    const id = temporaryId(call.requestId)
    expect(keys()).toEqual([id, '1'])
    await call.answer(made)
    expect(keys()).toEqual([id, '1'])
    expect(aliases()).toEqual({ 'Todo/9': id })
  })

  test('stays what it was when a poll shows the row before the answer does', async () => {
    const { mutate, load, keys } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    const id = temporaryId(call.requestId)
    await load('listTodos', undefined, page([made, ...old.todos]))
    expect(keys()).toEqual([id, '1'])
    await call.answer(made)
    expect(keys()).toEqual([id, '1'])
  })

  test('is its real id where it was shown as that before its maker was known', async () => {
    const { mutate, load, keys, aliases } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    // Another title: nothing tells that it is the row in the making.
    await load('listTodos', undefined, page([{ id: '9', title: 'renamed' }]))
    expect(keys()).toEqual([temporaryId(call.requestId), '9'])
    await call.answer(made)
    expect(keys()).toEqual(['9'])
    expect(aliases()).toEqual({})
  })

  test('is kept when only an entry that the row is not made into showed it', async () => {
    const { mutate, load, keys } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('getTodo', '9', { id: '9', title: 'elsewhere' })
    await call.answer(made)
    expect(keys()).toEqual([temporaryId(call.requestId), '1'])
  })

  test('belongs to one row: the next of the same name has its own', async () => {
    const { mutate, load, keys } = await setup()
    const a = mutate('addTodo', { title: 'new' })
    const b = mutate('addTodo', { title: 'new' })
    const more = [{ id: '8', title: 'new' }, { ...made }, ...old.todos]
    await load('listTodos', undefined, page(more))
    expect(keys()).toEqual([temporaryId(a.requestId), temporaryId(b.requestId), '1'])
    await load('listTodos', undefined, page([{ id: '7', title: 'new' }, ...more]))
    expect(keys()).toEqual(['7', temporaryId(a.requestId), temporaryId(b.requestId), '1'])
  })

  test('is that of the row which the answer tells, though a poll showed one like it before', async () => {
    const { mutate, load, keys } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    const theirs = { id: '8', title: 'new' }
    await load('listTodos', undefined, page([theirs, ...old.todos]))
    expect(keys()).toEqual([temporaryId(call.requestId), '1'])
    await call.answer(made)
    expect(keys()).toEqual([temporaryId(call.requestId), '8', '1'])
    await load('listTodos', undefined, page([made, theirs, ...old.todos]))
    expect(keys()).toEqual([temporaryId(call.requestId), '8', '1'])
  })

  test('is its real id where only one of its entries has shown it as that', async () => {
    const { mutate, load, key } = await setup()
    await load('getBoard', undefined, { todos: [], labels: [] })
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([{ id: '9', title: 'renamed' }]))
    expect(key('9')).toBe('9')
    await call.answer(made)
    expect(key('9')).toBe('9')
  })

  test('is forgotten with a row whose delete settled before its maker did, while others are made', async () => {
    const { mutate, load, keys, aliases } = await setup()
    const first = mutate('addTodo', { title: 'new' })
    const second = mutate('addTodo', { title: 'other' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await mutate('deleteTodo', '9').answer(null)
    expect(aliases()).toEqual({})
    expect(keys()).toEqual([temporaryId(second.requestId), '1'])
    await first.answer(made)
    expect(aliases()).toEqual({})
    expect(keys()).toEqual([temporaryId(second.requestId), '1'])
  })

  test('is forgotten with the row', async () => {
    const { mutate, aliases, load } = await setup()
    await mutate('addTodo', { title: 'new' }).answer(made)
    await mutate('addTodo', { title: 'other' }).answer({ id: '8', title: 'other' })
    expect(Object.keys(aliases())).toEqual(['Todo/9', 'Todo/8'])
    await mutate('deleteTodo', '9').answer(null)
    expect(Object.keys(aliases())).toEqual(['Todo/8'])
    await load('listTodos', undefined, old)
    expect(aliases()).toEqual({})
  })

  test('is forgotten when the last entry that shows the row is removed', async () => {
    const { mutate, aliases, load, store } = await setup()
    await mutate('addTodo', { title: 'new' }).answer(made)
    await load('getTodo', '9', made)
    const remove = (queryCacheKey: string) =>
      store.dispatch({ type: 'todos/queries/removeQueryResult', payload: { queryCacheKey } })
    remove('listTodos(undefined)')
    expect(Object.keys(aliases())).toEqual(['Todo/9'])
    remove('getTodo("9")')
    expect(aliases()).toEqual({})
  })

  test('leaves the aliases the same object while none comes or goes', async () => {
    const { mutate, aliases, load } = await setup()
    await mutate('addTodo', { title: 'new' }).answer(made)
    const before = aliases()
    await load('listTodos', undefined, page([made, ...old.todos]))
    await mutate('deleteTodo', '1').answer(null)
    expect(aliases()).toBe(before)
  })
})

describe('telling a created row from others', () => {
  const addTodo = (isSame: () => boolean) => ({
    insert: {
      type: 'Todo' as const,
      create: ({ title }: { title: string }, id: string) => ({ id, title }),
      answer: (todo: { id: string; title: string }) => todo,
      into: { listTodos: () => true },
      isSame,
    },
  })

  test('by a recipe that throws tells nothing', async () => {
    const recipe = addTodo(() => {
      throw new Error('bad')
    })
    const { mutate, load, titles } = await setup({ recipes: { addTodo: recipe } })
    expectConsole('warn', /'addTodo' is not shown optimistically: bad/)
    mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made]))
    expect(titles()).toEqual(['new', 'new'])
  })

  test('is not asked of rows that were shown before', async () => {
    const { mutate, load, titles } = await setup({ recipes: { addTodo: addTodo(() => true) } })
    mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['new', 'one'])
    await load('listTodos', undefined, page([...old.todos, { id: '5', title: 'anything' }]))
    expect(titles()).toEqual(['one', 'anything'])
  })

  test('is asked of rows of its type only', async () => {
    const { mutate, load, aliases } = await setup({ recipes: { addTodo: addTodo(() => true) } })
    const { requestId } = mutate('addTodo', { title: 'new' })
    await load('getBoard', undefined, { todos: [], labels: [{ key: 7, text: 'new' }] })
    expect(aliases()).toEqual({})
    await load('getBoard', undefined, { todos: [made], labels: [{ key: 8, text: 'new' }] })
    expect(aliases()).toEqual({ 'Todo/9': temporaryId(requestId) })
  })

  test('is done for what the app writes itself', async () => {
    const { mutate, api, store, keys, key } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    const write = api.util.upsertQueryData('listTodos', undefined, page([made, ...old.todos]))
    await store.dispatch(write)
    expect(keys()).toEqual([temporaryId(call.requestId), '1'])
    expect(key('9')).toBe(temporaryId(call.requestId))
  })
})
