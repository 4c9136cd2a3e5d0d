import { describe, expect, test } from 'vitest'
import { createTodos } from './support/todos.ts'

const refused = { status: 400 }

// RTK Query takes only the answer of an entry's last request. Another comes where the entry was removed, and asked for
// again, while the first request was under way.
describe('an answer that RTK Query does not take', () => {
  const setup = async () => {
    const todos = createTodos()
    const { api, store, read, detail } = todos
    const first = read('getTodo', '1')
    const { removeQueryResult } = (
      api as unknown as {
        internalActions: { removeQueryResult(payload: { queryCacheKey: string }): never }
      }
    ).internalActions
    store.dispatch(removeQueryResult({ queryCacheKey: 'getTodo("1")' }))
    const second = read('getTodo', '1')
    const { util } = api
    await store.dispatch(util.upsertQueryData('getTodo', '1', { id: '1', title: 'mine' }))
    expect(detail('1')?.title).toBe('mine')
    await second.fail(refused)
    return { ...todos, first }
  }

  test('changes neither what is shown, nor what the server last said', async () => {
    const { first, detail, api, store, slice } = await setup()
    const { queries } = slice()
    await first.answer({ id: '1', title: 'one' })
    expect(detail('1')?.title).toBe('mine')
    expect(api.optimistic.selectServerValue(store.getState(), 'getTodo', '1')?.title).toBe('mine')
    expect(slice().queries).toBe(queries)
  })

  test('is over all the same', async () => {
    const { first, overlay } = await setup()
    expect(Object.keys(overlay().inflight)).toHaveLength(1)
    await first.answer({ id: '1', title: 'one' })
    expect(overlay().inflight).toEqual({})
  })

  test('is no news: what a mutation is answered with is still taken whole', async () => {
    const { first, mutate, detail } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await first.answer({ id: '1', title: 'one' })
    expect(detail('1')?.title).toBe('A')
    await call.answer({ id: '1', title: 'A', note: 'by the server' })
    expect(detail('1')).toEqual({ id: '1', title: 'A', note: 'by the server' })
  })
})
