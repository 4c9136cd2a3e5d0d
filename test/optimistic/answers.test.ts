import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  const first = () => todos.list()?.todos[0]
  return { ...todos, first }
}
/** The server says more of the row than was asked for. */
const answer = { id: '1', title: 'A!', note: 'by the server' }
const update = { id: '1', patch: { title: 'A' } }

describe('an answer’s row', () => {
  test('is taken whole where nothing else is on its way, in every entry', async () => {
    const { mutate, first, detail } = await setup()
    await mutate('updateTodo', update).answer(answer)
    expect(first()).toEqual(answer)
    expect(detail('1')).toEqual(answer)
  })

  test('gives only the fields that the operation changes when an answer landed meanwhile', async () => {
    const { mutate, load, first, detail } = await setup()
    const call = mutate('updateTodo', update)
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    await call.answer(answer)
    expect(first()).toEqual({ id: '1', title: 'A!' })
    // And in the other entries too, so that list and detail agree.
    expect(detail('1')).toEqual({ id: '1', title: 'A!' })
  })

  test('gives only those fields while a read of an entry of the row is in flight', async () => {
    const { mutate, read, first, detail } = await setup()
    const call = mutate('updateTodo', update)
    const poll = read('getTodo', '1')
    await call.answer(answer)
    expect(first()).toEqual({ id: '1', title: 'A!' })
    await poll.answer({ id: '1', title: 'one', rev: 7 })
    expect(detail('1')).toEqual({ id: '1', title: 'A!', rev: 7 })
    expect(first()).toEqual({ id: '1', title: 'A!', rev: 7 })
  })

  test('does not mind a read of another entry', async () => {
    const { mutate, read, first } = await setup()
    read('getTodo', '2')
    await mutate('updateTodo', update).answer(answer)
    expect(first()).toEqual(answer)
  })

  test('gives only those fields when another operation on the row settled meanwhile', async () => {
    const { mutate, first } = await setup()
    const a = mutate('updateTodo', update)
    const b = mutate('updateTodo', { id: '1', patch: { done: true } })
    await a.answer(answer)
    await b.answer({ id: '1', title: 'before A', note: 'before A', done: true })
    expect(first()).toEqual({ ...answer, done: true })
  })

  test('is taken whole after one on another row settled', async () => {
    const { mutate, first } = await setup()
    const a = mutate('updateTodo', update)
    await mutate('updateTodo', { id: '2', patch: { done: true } }).answer({ id: '2', title: 'two' })
    await a.answer(answer)
    expect(first()).toEqual(answer)
  })

  test('does not take away what it does not say', async () => {
    const { mutate, first } = await setup()
    await mutate('updateTodo', { id: '1', patch: { done: true } }).answer({ id: '1' })
    expect(first()).toEqual({ id: '1', title: 'one', done: true })
  })

  test('is not needed: the operation stands for it', async () => {
    const { mutate, load, list } = createTodos({
      recipes: {
        act: {
          row: {
            type: 'Todo',
            id: (arg) => String(arg),
            update: (todo) => ({ ...todo, done: true }),
            answer: () => undefined,
          },
        },
      },
    })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    await mutate('act', 1).answer({ id: '1', title: 'no row' })
    expect(list()?.todos).toEqual([{ id: '1', title: 'one', done: true }])
  })

  test('may be all that a recipe tells', async () => {
    const { mutate, load, list, overlay } = createTodos({
      recipes: {
        act: {
          row: { type: 'Todo', id: (arg) => String(arg), answer: (todo: unknown) => todo as never },
        },
      },
    })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    const call = mutate('act', 1)
    expect(overlay().operations).toHaveLength(1)
    expect(list()?.todos).toEqual(rows({ 1: 'one' }))
    await call.answer({ id: '1', title: 'told' })
    expect(list()?.todos).toEqual(rows({ 1: 'told' }))
  })

  test('that is all that a recipe tells is older than what landed meanwhile', async () => {
    const { mutate, load, list } = createTodos({
      recipes: {
        act: {
          row: { type: 'Todo', id: (arg) => String(arg), answer: (todo: unknown) => todo as never },
        },
      },
    })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    const call = mutate('act', 1)
    await load('listTodos', undefined, page(rows({ 1: 'newer' })))
    await call.answer({ id: '1', title: 'told' })
    expect(list()?.todos).toEqual(rows({ 1: 'newer' }))
  })

  test('that was taken whole is not undone by a read that left before it', async () => {
    const { mutate, first, load, read } = await setup()
    const early = read('listTodos', { search: 'o' })
    await mutate('updateTodo', update).answer(answer)
    expect(first()).toEqual(answer)
    await early.answer(page([{ id: '1', title: 'one', note: 'old' }]))
    expect(first()).toEqual(answer)
    await load('listTodos', undefined, page([{ id: '1', title: 'A!', note: 'newer' }]))
    expect(first()?.note).toBe('newer')
  })
})
