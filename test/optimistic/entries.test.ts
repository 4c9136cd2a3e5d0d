import { describe, expect, test } from 'vitest'
import type { Todo, TodoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

type CountEffect = NonNullable<
  NonNullable<NonNullable<TodoOptions['recipes']['act']>['entries']>['countTodos']
>
type Update = CountEffect['update']

const setup = async (recipe: CountEffect, onRecipeError = (_error: unknown): void => undefined) => {
  const todos = createTodos({
    recipes: { act: { entries: { countTodos: recipe } } },
    onRecipeError,
  })
  await todos.load('countTodos', 'mine', { done: 1 })
  await todos.load('countTodos', 'all', { done: 10 })
  const { select } = todos.api.endpoints.countTodos
  const counts = () => ['mine', 'all'].map((arg) => select(arg)(todos.store.getState()).data?.done)
  return { ...todos, counts }
}
const seven: Update = () => ({ done: 7 })

describe('a recipe for whole entries', () => {
  test('changes the one of an argument', async () => {
    const { mutate, counts } = await setup({ at: (arg) => String(arg), update: seven })
    const call = mutate('act', 'mine')
    expect(counts()).toEqual([7, 10])
    await call.fail({ status: 400 })
    expect(counts()).toEqual([1, 10])
    await mutate('act', 'all').answer(null)
    expect(counts()).toEqual([1, 7])
    mutate('act', 'nowhere')
    expect(counts()).toEqual([1, 7])
  })

  test('changes those that its condition accepts, and asks it with both arguments', async () => {
    const { mutate, counts, load } = await setup({
      where: (queryArg, arg) => queryArg === arg,
      update: (_data, { queryArg }) => ({ done: queryArg.length }),
    })
    mutate('act', 'mine')
    expect(counts()).toEqual([4, 10])
    mutate('act', 'all')
    expect(counts()).toEqual([4, 3])
    await load('countTodos', 'mine', { done: 2 })
    expect(counts()).toEqual([4, 3])
  })

  test.each([
    ['all of a type, by its name', 'Todo', [7, 7]],
    ['all of a type, without an id', { type: 'Todo' }, [7, 7]],
    ['no other id', { type: 'Todo', id: 5 }, [1, 10]],
    ['no other type', 'Label', [1, 10]],
    ['no type that there is not', 'Nothing', [1, 10]],
  ] as const)('changes those that provide its tag: %s', async (_name, tag, expected) => {
    const { mutate, counts } = await setup({ tags: () => [tag], update: seven })
    mutate('act', 1)
    expect(counts()).toEqual(expected)
  })

  test('leaves entries of other endpoints alone that provide its tag', async () => {
    const { mutate, load, list, overlay } = await setup({ tags: () => ['Todo'], update: seven })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    mutate('act', 1)
    expect(list()).toEqual(page(rows({ 1: 'one' })))
    expect(Object.keys(overlay().base)).toEqual(['countTodos("mine")', 'countTodos("all")'])
  })

  test('finds an entry by a tag with an id, as a number or a text', async () => {
    const { mutate, load, detail } = createTodos({
      recipes: {
        act: {
          entries: {
            getTodo: {
              tags: (arg) => [{ type: 'Todo', id: arg as number }],
              update: (todo) => ({ ...todo, title: 'tagged' }),
            },
          },
        },
      },
    })
    await load('getTodo', '1', { id: '1', title: 'one' })
    await load('getTodo', '2', { id: '2', title: 'two' })
    mutate('act', 1)
    expect([detail('1')?.title, detail('2')?.title]).toEqual(['tagged', 'two'])
  })

  test('is played over an entry that is read for the first time', async () => {
    const { mutate, load, api, store } = await setup({ where: () => true, update: seven })
    mutate('act', 1)
    await load('countTodos', 'new', { done: 3 })
    expect(api.endpoints.countTodos.select('new')(store.getState()).data).toEqual({ done: 7 })
  })

  test('is told what the operation is, and its result when it is settled', async () => {
    const steps: unknown[] = []
    const { mutate } = await setup({
      at: () => 'mine',
      update: (data, step) => {
        steps.push(step)
        return data
      },
    })
    const { requestId, answer } = mutate('act', { by: 5 })
    const getRow = expect.any(Function)
    const step = { arg: { by: 5 }, requestId, queryArg: 'mine', isCertain: true, getRow }
    expect(steps).toEqual([{ ...step, startedTimeStamp: expect.any(Number), isSettled: false }])
    await answer('done')
    expect(steps.at(-1)).toEqual({
      ...step,
      startedTimeStamp: expect.any(Number),
      isSettled: true,
      result: 'done',
    })
  })

  test('is certain until an answer lands on its entry, and not after', async () => {
    const { mutate, load, counts } = await setup({
      where: () => true,
      update: ({ done }, { isCertain }) => (isCertain ? { done: done + 1 } : { done }),
    })
    const call = mutate('act', 1)
    expect(counts()).toEqual([2, 11])
    // Nobody knows whether this 2 counts it in.
    await load('countTodos', 'mine', { done: 2 })
    expect(counts()).toEqual([2, 11])
    await call.answer(null)
    expect(counts()).toEqual([2, 11])
  })

  test('is certain though an answer landed just before', async () => {
    const { mutate, load, counts } = await setup({
      where: () => true,
      update: ({ done }, { isCertain }) => (isCertain ? { done: done + 1 } : { done }),
    })
    mutate('act', 1)
    await load('countTodos', 'mine', { done: 5 })
    mutate('act', 1)
    expect(counts()).toEqual([6, 12])
  })

  test('is about the entries that it accepts, and no others of their endpoint', async () => {
    const { mutate, load, overlay } = await setup({
      where: (queryArg, arg) => queryArg === arg,
      update: seven,
    })
    await mutate('act', 'mine').fail({ status: 'FETCH_ERROR' })
    expect(Object.keys(overlay().base)).toEqual(['countTodos("mine")'])
    await load('countTodos', 'all', { done: 11 })
    expect(overlay().operations).toHaveLength(1)
    await load('countTodos', 'mine', { done: 2 })
    expect(overlay().operations).toEqual([])
  })

  test('keeps the entry the same object when it changes nothing', async () => {
    const { mutate, slice } = await setup({ where: () => true, update: (data) => data })
    const { queries } = slice()
    mutate('act', 1)
    expect(slice().queries).toBe(queries)
  })
})

describe('a recipe that changes a row and makes another', () => {
  test('shows both at once, and takes both back', async () => {
    const { mutate, load, titles, list } = createTodos({
      recipes: {
        act: {
          row: { type: 'Todo', id: () => '1', update: (todo) => ({ ...todo, title: 'A' }) },
          insert: {
            type: 'Todo',
            create: (_arg, id) => ({ id, title: 'copy' }),
            answer: (todo) => todo as Todo,
            into: { listTodos: () => true },
          },
        },
      },
    })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    const call = mutate('act', null)
    expect(titles()).toEqual(['copy', 'A'])
    await call.fail({ status: 400 })
    expect(list()).toEqual(page(rows({ 1: 'one' })))
    await mutate('act', null).answer({ id: '2', title: 'two' })
    expect(titles()).toEqual(['two', 'A'])
  })
})

describe('a recipe that throws', () => {
  const thrown = new Error('a bad recipe')
  const bad = (): never => {
    throw thrown
  }

  test('leaves what it was to change, and is told of with its operation', async () => {
    const errors: unknown[] = []
    const { mutate, counts } = await setup({ where: () => true, update: bad }, (...told) =>
      errors.push(told),
    )
    const call = mutate('act', 1)
    expect(counts()).toEqual([1, 10])
    expect(errors).toHaveLength(2)
    expect(errors[0]).toEqual([thrown, expect.objectContaining({ requestId: call.requestId })])
    await call.answer(null)
    expect(counts()).toEqual([1, 10])
  })

  test.each([
    ['at', { at: bad, update: seven }],
    ['tags', { tags: bad, update: seven }],
    ['where', { where: bad, update: seven }],
  ] as const)('in %s is about no entry', async (_name, recipe) => {
    const { mutate, counts, load, overlay } = await setup(recipe)
    const call = mutate('act', 1)
    await load('countTodos', 'mine', { done: 2 })
    expect(counts()).toEqual([2, 10])
    await call.answer(null)
    expect(counts()).toEqual([2, 10])
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], settled: [], base: {} }))
  })

  test.each([
    ['at', { at: bad, update: seven }],
    ['tags', { tags: bad, update: seven }],
    ['where', { where: bad, update: seven }],
  ] as const)(
    'in %s changes no answer either that left before, and waits for none',
    async (_name, recipe) => {
      const { mutate, counts, read, overlay } = await setup(recipe)
      const poll = read('countTodos', 'mine')
      await mutate('act', 1).answer(null)
      await poll.answer({ done: 2 })
      expect(counts()).toEqual([2, 10])
      // Its outcome is of no account: there is nothing that it could have changed.
      await mutate('act', 1).fail({ status: 'FETCH_ERROR' })
      expect(overlay().operations).toEqual([])
    },
  )
})
