import { describe, expect, test } from 'vitest'
import { toServerState } from '../../src/overlay/reducer/snapshot.ts'
import { settled } from './support/held.ts'
import { createTodos } from './support/todos.ts'

const theirs = { id: '1', title: 'theirs' }

// RTK Query takes only the answer of an entry's last request. Another comes where the entry was restored from a
// snapshot while its request was on its way: it is then of a request of the other page.
describe('an answer that RTK Query does not take', () => {
  const setup = async () => {
    const page = createTodos()
    await page.load('getTodo', '1', theirs)
    const todos = createTodos()
    const { api, store, read, detail, slice } = todos
    const first = read('getTodo', '1')
    const payload = toServerState(page.slice())
    store.dispatch({ type: 'hydrate', payload })
    expect(detail('1')).toEqual(theirs)
    expect(slice().queries['getTodo("1")']?.requestId).not.toBe(first.requestId)
    const serverValue = () => api.util.selectServerValue(store.getState(), 'getTodo', '1')
    return { ...todos, first, serverValue }
  }

  test('changes neither what is shown, nor what the server last said', async () => {
    const { first, detail, serverValue, slice } = await setup()
    const { queries } = slice()
    await first.answer({ id: '1', title: 'one' })
    expect(detail('1')).toEqual(theirs)
    expect(serverValue()).toEqual(theirs)
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

describe('a read of an entry that is removed', () => {
  const setup = async () => {
    const todos = createTodos()
    const { store, read, held, overlay } = todos
    const first = read('getTodo', '1')
    expect(Object.keys(overlay().inflight)).toHaveLength(1)
    const queryCacheKey = 'getTodo("1")'
    store.dispatch({ type: 'todos/queries/removeQueryResult', payload: { queryCacheKey } })
    await settled()
    expect(held).toEqual([])
    return { ...todos, first }
  }

  test('is over: RTK Query aborts it', async () => {
    const { overlay } = await setup()
    expect(overlay().inflight).toEqual({})
  })

  test('brings nothing to the entry that is asked for anew', async () => {
    const { first, read, detail, overlay } = await setup()
    const second = read('getTodo', '1')
    await first.answer({ id: '1', title: 'from before' })
    expect(detail('1')).toBeUndefined()
    await second.answer({ id: '1', title: 'one' })
    expect(detail('1')?.title).toBe('one')
    expect(overlay().inflight).toEqual({})
  })
})
