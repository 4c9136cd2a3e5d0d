import { describe, expect, test } from 'vitest'
import { temporaryId } from 'vzaps-rtk/optimistic'
import type { Page } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const made = { id: '9', title: 'new' }
const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, old)
  return todos
}

// A poll may show a created row long before the create's own answer does: all that happens to the row in between is
// newer than that answer.
describe('a create whose answer comes after its row was shown', () => {
  test('does not bring the row back that was deleted meanwhile', async () => {
    const { mutate, load, titles, overlay } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await mutate('deleteTodo', '9').answer(null)
    expect(titles()).toEqual(['one', 'two'])
    await create.answer(made)
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], settled: [], aliases: {} }))
  })

  test('shows its row though the one that was taken for that is deleted', async () => {
    const { mutate, load, titles } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([{ id: '8', title: 'new' }, ...old.todos]))
    expect(titles()).toEqual(['new', 'one', 'two'])
    await mutate('deleteTodo', '8').answer(null)
    await create.answer(made)
    expect(titles()).toEqual(['new', 'one', 'two'])
  })

  test('has what was called on its stand-in, wherever the row is shown', async () => {
    const { mutate, load, titles, list } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    mutate('updateTodo', { id: temporaryId(create.requestId), patch: { title: 'newer' } })
    await load('listTodos', { search: 'n' }, page([{ id: '9', title: 'as the server calls it' }]))
    await create.answer(made)
    expect(titles()).toEqual(['newer', 'one', 'two'])
    expect(list({ search: 'n' })?.todos).toMatchObject([{ id: '9', title: 'newer' }])
  })

  test('is not put into a read that left after the row was deleted, and before the answer', async () => {
    const { mutate, load, read, titles, overlay } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await mutate('deleteTodo', '9').answer(null)
    const poll = read('listTodos', undefined)
    await create.answer(made)
    expect(overlay().settled).toHaveLength(0)
    await poll.answer(old)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('does not bring the row back that was deleted once no entry showed it', async () => {
    const { mutate, load, titles, overlay } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await load('listTodos', undefined, old)
    await mutate('deleteTodo', '9').answer(null)
    expect(overlay().settled).toHaveLength(1)
    await create.answer(made)
    expect(titles()).toEqual(['one', 'two'])
    expect(overlay().settled).toHaveLength(0)
  })

  test('does not bring the row back that a recipe for whole entries took away', async () => {
    const update: (list: Page) => Page = ({ todos }) => page(todos.filter(({ id }) => id !== '9'))
    const { mutate, load, titles } = await setup({
      recipes: { act: { entries: { listTodos: { where: () => true, update } } } },
    })
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await mutate('act', 'tidy').answer(null)
    expect(titles()).toEqual(['one', 'two'])
    await create.answer(made)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('shows what was made of the row once no entry showed it', async () => {
    const { mutate, load, list } = await setup()
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    await load('listTodos', undefined, old)
    await mutate('updateTodo', { id: '9', patch: { title: 'A' } }).answer({ id: '9', title: 'A' })
    await mutate('updateTodo', { id: '9', patch: { done: true } }).answer({ id: '9', title: 'B' })
    await create.answer({ ...made, note: 'by the server' })
    expect(list()?.todos[0]).toEqual({ id: '9', title: 'A', done: true, note: 'by the server' })
  })

  test('shows what happened to the row, and not what happened to others', async () => {
    const { mutate, read, load, list } = await setup()
    const board = read('getBoard', undefined)
    const create = mutate('addTodo', { title: 'new' })
    await load('listLabels', undefined, [{ key: 9, text: 'red' }])
    await mutate('deleteTodo', '2').answer(null)
    await mutate('renameLabel', { key: 9, text: 'blue' }).answer(null)
    await create.answer(made)
    expect(list()?.todos).toEqual([made, { id: '1', title: 'one' }])
    await board.fail({ status: 500 })
  })

  test('takes an id for new that a row had before the create was called', async () => {
    const { mutate, load, read, titles, overlay } = await setup()
    await load('listTodos', undefined, page(rows({ 9: 'old nine' })))
    const poll = read('getTodo', '9')
    await mutate('deleteTodo', '9').answer(null)
    // Kept for the read that left before it.
    expect(overlay().settled).toHaveLength(1)
    await mutate('addTodo', { title: 'new' }).answer(made)
    expect(titles()).toEqual(['new'])
    await poll.fail({ status: 404 })
  })
})

describe('an operation on a row', () => {
  test('is forgotten once no create is open that began before it ended', async () => {
    const { mutate, overlay } = await setup()
    const rename = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const early = mutate('addTodo', { title: 'early' })
    await rename.answer({ id: '1', title: 'A' })
    const late = mutate('addTodo', { title: 'late' })
    expect(overlay().settled).toHaveLength(1)
    await early.answer({ id: '8', title: 'early' })
    // What another create made is of no interest to the other's answer.
    expect(overlay().settled).toEqual([])
    await late.answer({ id: '9', title: 'late' })
    expect(overlay().settled).toEqual([])
  })

  test('is not kept for others that are open and make no row', async () => {
    const { mutate, overlay } = await setup()
    mutate('updateTodo', { id: '2', patch: { title: 'B' } })
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    expect(overlay().settled).toEqual([])
  })
})

describe('an insert recipe that throws', () => {
  const thrown = new Error('a bad recipe')
  const bad = (): never => {
    throw thrown
  }
  const insert = {
    type: 'Todo' as const,
    create: ({ title }: { title: string }, id: string) => ({ id, title }),
    answer: (todo: { id: string; title: string }) => todo,
    into: { listTodos: () => true },
  }

  test('in isSame tells no row for the one in the making, and is told of', async () => {
    const errors: unknown[] = []
    const { mutate, load, titles } = await setup({
      recipes: { addTodo: { insert: { ...insert, isSame: bad } } },
      onRecipeError: (error) => errors.push(error),
    })
    const create = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([made, ...old.todos]))
    expect(titles()).toEqual(['new', 'new', 'one', 'two'])
    expect(errors).toEqual([thrown])
    await create.answer(made)
    expect(titles()).toEqual(['new', 'one', 'two'])
  })

  test('in answer is told of', async () => {
    const errors: unknown[] = []
    const { mutate, titles } = await setup({
      recipes: { addTodo: { insert: { ...insert, answer: bad } } },
      onRecipeError: (error) => errors.push(error),
    })
    await mutate('addTodo', { title: 'new' }).answer(made)
    expect(errors).toEqual([thrown])
    expect(titles()).toEqual(['one', 'two'])
  })
})
