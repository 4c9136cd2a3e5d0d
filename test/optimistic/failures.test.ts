import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one' })))
  const update = (title: string) => todos.mutate('updateTodo', { id: '1', patch: { title } })
  const failures = () => todos.api.util.selectFailures(todos.store.getState())
  return { ...todos, update, failures }
}

describe('failures', () => {
  test('are told with their operation and the error, in order', async () => {
    const { update, failures } = await setup()
    expect(failures()).toEqual([])
    const a = update('A')
    const b = update('B')
    await b.fail({ status: 400, data: 'bad' })
    await a.fail({ status: 'FETCH_ERROR' })
    expect(failures()).toMatchObject([
      {
        operation: { requestId: b.requestId, arg: { id: '1' } },
        error: { status: 400, data: 'bad' },
      },
      { operation: { requestId: a.requestId }, error: { status: 'FETCH_ERROR' } },
    ])
  })

  test('stay until they are dismissed, one by one', async () => {
    const { update, failures, store, api, load } = await setup()
    const [a, b] = [update('A'), update('B')]
    await a.fail({ status: 400 })
    await b.fail({ status: 400 })
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    store.dispatch(api.util.dismissFailure(a.requestId))
    expect(failures().map(({ operation }) => operation.requestId)).toEqual([b.requestId])
    store.dispatch(api.util.dismissFailure('another'))
    expect(failures()).toHaveLength(1)
    store.dispatch(api.util.dismissFailure(b.requestId))
    expect(failures()).toEqual([])
  })

  test('are the last 100', async () => {
    const { update, failures } = await setup()
    for (let i = 0; i < 102; i++) await update(`title ${i}`).fail({ status: 400, data: i })
    expect(failures()).toHaveLength(100)
    expect(failures().at(0)?.error).toEqual({ status: 400, data: 2 })
    expect(failures().at(-1)?.error).toEqual({ status: 400, data: 101 })
  })

  test('are none of what was taken back, and of what has no recipe', async () => {
    const { update, failures, mutate } = await setup()
    await update('A').abort()
    await mutate('act', 1).fail({ status: 400 })
    expect(failures()).toEqual([])
  })

  test('are told where the mutation threw: the error is what RTK Query makes of it', async () => {
    const { failures, store, api } = await setup()
    const circular: { id: string; patch: object } = { id: '1', patch: {} }
    store.dispatch({
      type: 'todos/executeMutation/pending',
      meta: { requestId: 'r', arg: { endpointName: 'updateTodo', originalArgs: circular } },
    })
    const [operation] = api.util.selectOperations(store.getState())
    expect(operation?.startedTimeStamp).toBe(0)
    store.dispatch({
      type: 'todos/executeMutation/rejected',
      error: { message: 'thrown' },
      meta: { requestId: 'r', arg: { endpointName: 'updateTodo', originalArgs: circular } },
    })
    expect(failures()).toMatchObject([{ error: { message: 'thrown' } }])
  })
})
