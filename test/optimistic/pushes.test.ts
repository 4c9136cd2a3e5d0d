import { describe, expect, test } from 'vitest'
import { expectConsole } from '../support/console.ts'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, old)
  const { settle } = todos.api.util
  const push = (title: string, result: object = { title }, id = '1') =>
    todos.store.dispatch(settle('updateTodo', { id, patch: { title } }, { id, ...result } as never))
  const update = (title: string) => todos.mutate('updateTodo', { id: '1', patch: { title } })
  const server = () =>
    todos.api.util
      .selectServerValue(todos.store.getState(), 'listTodos', undefined)
      ?.todos.map(({ title }) => title)
  return { ...todos, push, update, server }
}

describe('a push', () => {
  test('changes every entry of its row at once, and is no open operation', async () => {
    const { push, load, titles, detail, overlay } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one' })
    push('X', { title: 'X', note: 'n' })
    expect(titles()).toEqual(['X', 'two'])
    expect(detail('1')).toEqual({ id: '1', title: 'X', note: 'n' })
    expect(overlay()).toEqual(
      expect.objectContaining({ operations: [], settled: [], base: {}, failures: [] }),
    )
  })

  test('is an action as others are, with an id of its own', async () => {
    const { api } = await setup()
    const action = () => api.util.settle('deleteTodo', '1', null)
    expect(action()).toMatchObject({
      type: 'todos/overlay/settle',
      payload: { endpointName: 'deleteTodo', arg: '1', result: null },
    })
    const { payload } = action() as unknown as { payload: Record<string, unknown> }
    expect(payload.requestId).toMatch(/./)
    expect(action().payload).not.toMatchObject({ requestId: payload.requestId })
  })

  test('goes into reads that left before it, and not into later ones', async () => {
    const { push, read, load, titles, overlay } = await setup()
    const poll = read('listTodos', undefined)
    push('X')
    expect(overlay().settled).toHaveLength(1)
    await poll.answer(old)
    expect(titles()).toEqual(['X', 'two'])
    expect(overlay().settled).toEqual([])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two'])
  })

  test('lies beneath a pending operation of the same field', async () => {
    const { push, update, titles } = await setup()
    const a = update('A')
    push('X')
    expect(titles()).toEqual(['A', 'two'])
    await a.fail({ status: 400 })
    expect(titles()).toEqual(['X', 'two'])
  })

  test('makes an answer that was on its way less than certain', async () => {
    const { push, update, list } = await setup()
    const a = update('A')
    push('X', { title: 'X', note: 'pushed' })
    await a.answer({ id: '1', title: 'A', note: 'older' })
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'A', note: 'pushed' })
  })

  test('is on top of what was answered before, whatever older is open', async () => {
    const { push, update, titles, server, overlay } = await setup()
    const a = update('A')
    const b = update('B')
    await b.answer({ id: '1', title: 'B' })
    const c = update('C')
    push('X')
    push('Y')
    expect(overlay().operations.map(({ status }) => status)).toEqual([
      'pending',
      'settled',
      'pending',
    ])
    expect(titles()).toEqual(['C', 'two'])
    expect(server()).toEqual(['Y', 'two'])
    await c.fail({ status: 400 })
    expect(titles()).toEqual(['Y', 'two'])
    await a.answer({ id: '1', title: 'A' })
    expect(server()).toEqual(['Y', 'two'])
    expect(overlay().operations).toEqual([])
  })

  test('without a scope is part of the server value at once', async () => {
    const { mutate, api, store, titles } = await setup()
    const { settle } = api.util
    const a = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const b = mutate('updateTodo', { id: '1', patch: { title: 'B' } })
    await b.answer({ id: '1', title: 'B' })
    store.dispatch(settle('addTodo', { title: 'new' }, { id: '9', title: 'new' }))
    expect(titles()).toEqual(['new', 'B', 'two'])
    await a.answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['new', 'B', 'two'])
  })

  test('of a mutation without a recipe, or of an argument that fits none, changes nothing', async () => {
    const { api, store, slice } = await setup()
    const { queries } = slice()
    const { settle } = api.util
    expectConsole('warn', /'updateTodo' is not shown optimistically/)
    store.dispatch(settle('act', 1, 1))
    store.dispatch(settle('updateTodo', null as never, { id: '1', title: 'X' }))
    expect(slice().queries).toBe(queries)
    expect(slice().overlay).toMatchObject({ operations: [], settled: [] })
  })

  test('that deletes or makes a row does so in lists', async () => {
    const { api, store, list } = await setup()
    const { settle } = api.util
    store.dispatch(settle('deleteTodo', '1', null))
    store.dispatch(settle('addTodo', { title: 'new' }, { id: '9', title: 'new' }))
    expect(list()).toEqual(
      page([
        { id: '9', title: 'new' },
        { id: '2', title: 'two' },
      ]),
    )
  })
})

describe('a late read, given what has happened since it left', () => {
  test('is given a push before the update that was open at that time', async () => {
    const { push, update, read, titles } = await setup()
    const poll = read('listTodos', undefined)
    const call = update('A')
    push('X')
    await call.answer({ id: '1', title: 'A' })
    await poll.answer(old)
    expect(titles()).toEqual(['A', 'two'])
  })

  test('is given a push after the update that had settled by then', async () => {
    const { push, update, read, titles } = await setup()
    const poll = read('listTodos', undefined)
    await update('A').answer({ id: '1', title: 'A' })
    push('X')
    await poll.answer(old)
    expect(titles()).toEqual(['X', 'two'])
  })
})
