import { describe, expect, test } from 'vitest'
import type { TodoOptions } from './support/todo-api.ts'
import { todoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

// Functions of the app that throw are reported, and break nothing.

const bad = (): never => {
  throw new Error('from the app')
}
const { Todo } = todoOptions.rows
const withRows = (more: object): TodoOptions['rows'] => ({
  ...todoOptions.rows,
  Todo: { ...Todo, ...more },
})
const inList = (more: object) => ({
  in: { ...Todo.in, listTodos: { ...Todo.in.listTodos, ...more } },
})
const addTodo = (more: object): TodoOptions['recipes'] => {
  const recipe = todoOptions.recipes.addTodo?.insert
  return { addTodo: { insert: { ...recipe, ...more } } } as TodoOptions['recipes']
}
const onEntries = (more: object): TodoOptions['recipes'] =>
  ({
    act: { entries: { listTodos: { where: () => true, update: (data) => data, ...more } } },
  }) as TodoOptions['recipes']

const cases: readonly (readonly [
  string,
  { rows?: TodoOptions['rows']; recipes?: TodoOptions['recipes'] },
])[] = [
  ['version', { rows: withRows({ version: bad }) }],
  ['id', { rows: withRows({ id: bad }) }],
  ['get', { rows: withRows(inList({ get: bad })) }],
  ['set', { rows: withRows(inList({ set: bad })) }],
  ['into', { recipes: addTodo({ into: { listTodos: bad } }) }],
  ['create', { recipes: addTodo({ create: bad }) }],
  ['answer of a create', { recipes: addTodo({ answer: bad }) }],
  ['isSame', { recipes: addTodo({ isSame: bad }) }],
  ['where', { recipes: onEntries({ where: bad }) }],
  ['update of an entry', { recipes: onEntries({ update: bad }) }],
]

describe.each(cases)('%s that throws', (_name, options) => {
  test.each([
    ['is reported', () => {}],
    ['may be reported to one that throws too', bad],
  ])('%s, and fails no mutation and no read', async (_how, report) => {
    const errors: unknown[] = []
    const todos = createTodos({
      ...options,
      onRecipeError: (error) => {
        errors.push(error)
        report()
      },
    })
    const { mutate, load, store, api } = todos
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    await load('getTodo', '1', { id: '1', title: 'one' })
    const add = mutate('addTodo', { title: 'new' })
    const act = mutate('act', null)
    const update = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two', 9: 'new' })))
    const remove = mutate('deleteTodo', '2')
    await add.answer({ id: '9', title: 'new' })
    await act.answer(null)
    await update.answer({ id: '1', title: 'A' })
    await remove.answer(null)
    await load('listTodos', undefined, page(rows({ 1: 'A', 9: 'new' })))
    expect(api.endpoints.listTodos.select()(store.getState())).toMatchObject({
      status: 'fulfilled',
      data: page(rows({ 1: 'A', 9: 'new' })),
    })
    expect(api.util.selectOperations(store.getState())).toEqual([])
    expect(api.util.selectFailures(store.getState())).toEqual([])
    expect(errors.length).toBeGreaterThan(0)
    expect(errors).toEqual(errors.map(() => new Error('from the app')))
  })
})

describe.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('the id %s', (id) => {
  test('is an id: read, changed, made, deleted, invalidated', async () => {
    const { api, store, load, mutate, detail, titles, key, next } = createTodos({ hasTags: true })
    const row = { id, title: 'one' }
    await load('listTodos', undefined, page([row]))
    await load('getTodo', id, row)
    expect(api.endpoints.getTodo.select(id)(store.getState()).status).toBe('fulfilled')
    const call = mutate('updateTodo', { id, patch: { title: 'A' } })
    expect(detail(id)?.title).toBe('A')
    await call.answer({ ...row, title: 'A' })
    expect(titles()).toEqual(['A'])
    expect(api.util.selectInvalidatedBy(store.getState(), [{ type: 'Todo', id }])).toMatchObject([
      { endpointName: 'getTodo', originalArgs: id },
    ])
    expect(key(id)).toBe(id)
    store.dispatch(api.util.invalidateTags([{ type: 'Todo', id: 'valueOf' }]))
    await next('getTodo').answer({ ...row, title: 'B' })
    expect(titles()).toEqual(['B'])
    await mutate('deleteTodo', id).answer(null)
    expect(titles()).toEqual([])
    const create = mutate('addTodo', { title: 'again' })
    await create.answer({ id: `${id}!`, title: 'again' })
    expect(titles()).toEqual(['again'])
    expect(key(`${id}!`)).toBe(`tmp:${create.requestId}`)
  })
})

describe('an argument that JSON cannot hold', () => {
  test.each([
    ['a BigInt', 1n],
    ['a symbol', Symbol('no')],
  ])('%s breaks nobody’s JSON.stringify(state)', async (_name, value) => {
    const { mutate, load, slice, overlay } = createTodos({ onRecipeError: () => {} })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    mutate('updateTodo', { id: '1', patch: { title: value as never } })
    expect(() => JSON.stringify(slice())).not.toThrow()
    expect(overlay().operations).toEqual([])
  })
})
