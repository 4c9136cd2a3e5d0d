import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from '../optimistic/support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const setup = async (options: Parameters<typeof createTodos>[0] = {}) => {
  const todos = createTodos({ hasTags: true, ...options })
  await todos.load('listTodos', undefined, old)
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  return todos
}

describe('a mutation that is over', () => {
  test('invalidates tags that are the same for every call', async () => {
    const { mutate, waiting } = await setup()
    await mutate('deleteTodo', '1').answer(null)
    expect(waiting()).toEqual(['listTodos {}'])
  })

  test.each(['answered', 'refused'])('invalidates what is in flight when it is %s', async (end) => {
    const { mutate, read, waiting } = await setup()
    const poll = read('getTodo', '1')
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await (end === 'answered' ? call.answer({ id: '1', title: 'A' }) : call.fail({ status: 400 }))
    await poll.answer({ id: '1', title: 'one' })
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('and threw invalidates: the server may have carried it out', async () => {
    const { store, waiting } = await setup()
    const arg = { endpointName: 'updateTodo', originalArgs: { id: '1', patch: {} } }
    const meta = { requestId: 'r', requestStatus: 'rejected', rejectedWithValue: false, arg }
    store.dispatch({ type: 'todos/executeMutation/rejected', error: {}, meta })
    expect(waiting()).toEqual(['getTodo "1"'])
  })
})

describe('a function for tags that throws', () => {
  const setupThrowing = async () => {
    const todos = await setup()
    const { api } = todos
    api.enhanceEndpoints({
      endpoints: {
        touchTodo: {
          invalidatesTags: () => {
            throw new Error('no tags')
          },
        },
      },
    })
    return todos
  }

  test('does not keep a mutation from being over', async () => {
    const { store, mutate } = await setupThrowing()
    await mutate('touchTodo', '1').answer(null)
    const { mutations } = store.getState().todos
    expect(Object.values(mutations)).toEqual([expect.objectContaining({ status: 'fulfilled' })])
  })

  test('invalidates nothing when that is aborted', async () => {
    const { mutate, held } = await setupThrowing()
    await mutate('touchTodo', '1').abort()
    expect(held).toEqual([])
  })
})

describe('a mutation that is aborted', () => {
  test('invalidates: the server may have carried it out', async () => {
    const { mutate, waiting, next, held } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await call.abort()
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'A' })
    expect(held).toEqual([])
  })

  test('invalidates what is in flight too', async () => {
    const { mutate, read, waiting } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const poll = read('getTodo', '1')
    await call.abort()
    await poll.answer({ id: '1', title: 'one' })
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('without tags invalidates nothing', async () => {
    const { mutate, held } = await setup()
    await mutate('touchTodo', '1').abort()
    expect(held).toEqual([])
  })
})

describe('endpoints that come later', () => {
  test('invalidate when they are injected', async () => {
    const { api, store, next, waiting, read } = await setup()
    const { endpoints } = api.injectEndpoints({
      endpoints: (build) => ({
        renameTodo: build.mutation<null, string>({
          query: (id) => id,
          invalidatesTags: (_result, _error, id) => [{ type: 'Todo', id }],
        }),
      }),
    })
    const poll = read('getTodo', '1')
    store.dispatch(endpoints.renameTodo.initiate('1'))
    await next('renameTodo').answer(null)
    await poll.answer({ id: '1', title: 'one' })
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('invalidate what they are enhanced with, and are given what RTK Query gives', async () => {
    const { api, mutate, read, waiting } = await setup()
    const given: unknown[] = []
    api.enhanceEndpoints({
      endpoints: {
        touchTodo: {
          invalidatesTags: (...args) => {
            given.push(args)
            return ['Todo']
          },
        },
      },
    })
    const poll = read('getTodo', '1')
    const done = mutate('touchTodo', '1')
    done.send()
    await done.answer(null)
    // RTK Query asks, and so do we.
    expect(given).toEqual(Array.from(given, () => [null, undefined, '1', expect.any(Object)]))
    given.length = 0
    await mutate('touchTodo', '2').fail({ status: 400 })
    expect(given).toEqual(Array.from(given, () => [undefined, { status: 400 }, '2', {}]))
    given.length = 0
    await mutate('touchTodo', '3').abort()
    expect(given).toEqual([
      [undefined, expect.objectContaining({ name: 'AbortError' }), '3', undefined],
    ])
    await poll.answer({ id: '1', title: 'one' })
    expect(waiting()).toContain('getTodo "1"')
  })

  test('keep what is theirs when they are looked at', async () => {
    const { api, mutate, waiting, next } = await setup()
    await mutate('updateTodo', { id: '1', patch: {} }).answer({ id: '1', title: 'one' })
    await next('getTodo').answer({ id: '1', title: 'one' })
    api.enhanceEndpoints({ endpoints: { updateTodo: { invalidatesTags: [] } } })
    await mutate('updateTodo', { id: '1', patch: {} }).answer({ id: '1', title: 'one' })
    expect(waiting()).toEqual([])
  })
})

describe('what an api is created with', () => {
  test('does not decide: entries are invalidated one by one, whatever invalidationBehavior says', async () => {
    const { slice, mutate, read, waiting, store, api } = await setup()
    expect(slice().config.invalidationBehavior).toBe('immediately')
    read('countTodos', 'slow')
    await mutate('updateTodo', { id: '1', patch: {} }).answer({ id: '1', title: 'one' })
    expect(waiting()).toContain('getTodo "1"')
    store.dispatch(api.util.resetApiState())
    expect(slice().config.invalidationBehavior).toBe('immediately')
  })

  test('keeps the state the same object after an unrelated action', async () => {
    const { slice, store } = await setup()
    const before = slice()
    store.dispatch({ type: 'unrelated' })
    expect(slice()).toBe(before)
  })
})

describe('actions that are none of the api’s', () => {
  test('pass', async () => {
    const { store, held } = await setup()
    store.dispatch({ type: 'todosAnd/invalidateTags', payload: ['Todo'] })
    store.dispatch({ type: 'else/executeMutation/fulfilled', payload: null, meta: {} })
    expect(store.dispatch((() => 'a thunk') as never)).toBe('a thunk')
    expect(held).toEqual([])
  })

  test('pass when the middleware is the first, whatever they are', async () => {
    const { store } = await setup({ isFirst: true })
    expect(store.dispatch((() => 'a thunk') as never)).toBe('a thunk')
    const odd = [null, undefined, 'text', {}, { type: 5 }]
    for (const action of odd) expect(() => store.dispatch(action as never)).toThrow(/action/i)
  })
})
