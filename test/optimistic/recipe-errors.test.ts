import { describe, expect, test } from 'vitest'
import { gone } from 'vzaps-rtk/optimistic'
import { expectConsole } from '../support/console.ts'
import type { Todo, TodoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const thrown = new Error('a bad recipe')
const bad = (): never => {
  throw thrown
}
type Act = NonNullable<TodoOptions['recipes']['act']>

const setup = async (act: Act) => {
  const errors: unknown[] = []
  const todos = createTodos({ recipes: { act }, onRecipeError: (error) => errors.push(error) })
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  return { ...todos, errors }
}
const row = { type: 'Todo' as const, id: () => '1' }
const insert = {
  type: 'Todo' as const,
  create: (_arg: unknown, id: string): Todo => ({ id, title: 'new' }),
  answer: (todo: unknown) => todo as Todo,
  into: { listTodos: () => true },
}

describe('a recipe that throws', () => {
  test('in update costs what it was to show, and not what others do to the row', async () => {
    const { mutate, titles, list, errors } = await setup({ row: { ...row, update: bad } })
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const call = mutate('act', 1)
    mutate('updateTodo', { id: '1', patch: { done: true } })
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'A', done: true })
    expect(errors).toContain(thrown)
    await call.answer(null)
    expect(titles()).toEqual(['A', 'two'])
  })

  test('in a row’s answer costs what that says, and not the update', async () => {
    const { mutate, titles, errors } = await setup({
      row: { ...row, update: (todo: Todo) => ({ ...todo, title: 'A' }), answer: bad },
    })
    const call = mutate('act', 1)
    expect(titles()).toEqual(['A', 'two'])
    await call.answer(null)
    expect(titles()).toEqual(['A', 'two'])
    expect(errors).toEqual([thrown])
  })

  test.each([
    ['id', { row: { ...row, id: bad, update: () => gone } }],
    ['scope', { scope: bad, row: { ...row, update: () => gone } }],
  ] as readonly (readonly [string, Act])[])(
    'in %s shows nothing: the argument has the wrong form',
    async (_name, act) => {
      const { mutate, titles, overlay } = await setup(act)
      const call = mutate('act', 1)
      expect(titles()).toEqual(['one', 'two'])
      expect(overlay().operations).toEqual([])
      await call.answer(null)
      expect(titles()).toEqual(['one', 'two'])
    },
  )

  test('in create shows no row until the answer’s', async () => {
    const { mutate, titles, errors } = await setup({ insert: { ...insert, create: bad } })
    const call = mutate('act', 1)
    expect(titles()).toEqual(['one', 'two'])
    expect(errors).toContain(thrown)
    await call.answer({ id: '9', title: 'made' })
    expect(titles()).toEqual(['made', 'one', 'two'])
  })

  test('in the answer of a create leaves that to the next read', async () => {
    const { mutate, titles, load, overlay } = await setup({ insert: { ...insert, answer: bad } })
    const call = mutate('act', 1)
    expect(titles()).toEqual(['new', 'one', 'two'])
    await call.answer({ id: '9', title: 'made' })
    expect(titles()).toEqual(['one', 'two'])
    await load('listTodos', undefined, page(rows({ 1: 'one', 9: 'made' })))
    expect(titles()).toEqual(['one', 'made'])
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], settled: [], base: {} }))
  })

  test('in into shows no row in any list', async () => {
    const { mutate, titles, overlay } = await setup({
      insert: { ...insert, into: { listTodos: bad } },
    })
    await mutate('act', 1).answer({ id: '9', title: 'made' })
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], settled: [], base: {} }))
  })

  test('does not need anybody to hear of it', async () => {
    const { mutate, load, titles } = createTodos({
      recipes: { act: { row: { ...row, update: bad } } },
    })
    expectConsole('warn', /'act' is not shown optimistically .*a bad recipe/)
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    await mutate('act', 1).answer(null)
    expect(titles()).toEqual(['one'])
  })
})

describe('a recipe that leaves something out', () => {
  test('is no error: it has no answer to read, no list to stand in, no row to be told by', async () => {
    const { mutate, load, read, titles, errors } = await setup({ insert })
    await load('listLabels', undefined, [{ key: 1, text: 'red' }])
    await mutate('renameLabel', { key: 1, text: 'green' }).answer(null)
    const call = mutate('act', 1)
    await load('getTodo', '1', { id: '1', title: 'one' })
    await load('getBoard', undefined, { todos: rows({ 3: 'three' }), labels: [] })
    await load('listTodos', undefined, page(rows({ 3: 'three' })))
    expect(titles()).toEqual(['new', 'three'])
    const [own, poll] = [read('getTodo', '3'), read('listTodos', undefined)]
    await call.answer({ id: '9', title: 'made' })
    await own.answer({ id: '3', title: 'three' })
    await poll.answer(page(rows({ 3: 'three' })))
    expect(titles()).toEqual(['made', 'three'])
    expect(errors).toEqual([])
  })
})

describe('an argument that is no plain data', () => {
  const loop: { self?: unknown } = {}
  loop.self = loop
  test.each([
    ['an instance of a class', new Date(0)],
    ['a function', () => 1],
    ['a loop', loop],
  ])('%s is kept out of the state: it shows nothing', async (_name, arg) => {
    const { mutate, titles, overlay } = await setup({ row: { ...row, update: () => gone } })
    const call = mutate('act', arg)
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay().operations).toEqual([])
    await call.fail({ status: 400 })
    expect(overlay().failures).toEqual([])
  })
})
