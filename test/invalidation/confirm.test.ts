import { describe, expect, test } from 'vitest'
import { createConfirmer } from '../../src/overlay/invalidation/confirm.ts'
import { settled } from '../optimistic/support/held.ts'
import { setup } from './support/listed.ts'

describe('a row that only lists show', () => {
  test('is confirmed by one read of its own', async () => {
    const { mutate, waiting, next, titles } = await setup()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    await settled()
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'the server’s' })
    expect(titles()).toEqual(['the server’s', 'two', 'three'])
  })

  test('is let go of when that lands', async () => {
    const { invalidate, next, isWatched, detail } = await setup()
    await invalidate('1')
    expect(isWatched('getTodo("1")')).toBe(true)
    await next('getTodo').answer({ id: '1', title: 'one' })
    await settled()
    expect(isWatched('getTodo("1")')).toBe(false)
    expect(detail('1')?.title).toBe('one')
  })

  test('is let go of when that fails', async () => {
    const { invalidate, next, isWatched } = await setup()
    await invalidate('1')
    await next('getTodo').fail({ status: 500 })
    await settled()
    expect(isWatched('getTodo("1")')).toBe(false)
  })

  test('is confirmed whether its id is a number or a text', async () => {
    const { invalidate, waiting } = await setup()
    await invalidate(1)
    expect(waiting()).toEqual(['getTodo 1'])
  })

  test('is confirmed once, however often it is invalidated in one turn', async () => {
    const { store, api, waiting } = await setup()
    const { invalidateTags } = api.util
    store.dispatch(invalidateTags([{ type: 'Todo', id: '1' }]))
    store.dispatch(invalidateTags([{ type: 'Todo', id: '1' }]))
    await settled()
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('is confirmed again the next time', async () => {
    const { invalidate, next, waiting, api, store } = await setup()
    await invalidate('1')
    await next('getTodo').answer({ id: '1', title: 'one' })
    store.dispatch({
      type: 'todos/queries/removeQueryResult',
      payload: { queryCacheKey: 'getTodo("1")' },
    })
    expect(api.endpoints.getTodo.select('1')(store.getState()).data).toBeUndefined()
    await invalidate('1')
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('is confirmed after an abort', async () => {
    const { mutate, waiting } = await setup()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).abort()
    await settled()
    expect(waiting()).toEqual(['getTodo "1"'])
  })
})

describe('a row whose own entry is there', () => {
  test('is read once more when that is on its way, and neither twice nor by itself', async () => {
    const { initiate, invalidate, next, waiting, held } = await setup()
    initiate('getTodo', '1')
    await invalidate('1')
    await invalidate('1')
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'from before' })
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'one' })
    expect(held).toEqual([])
  })

  test('is confirmed when that was given up, and so provides nothing', async () => {
    const { read, invalidate, waiting, next, titles } = await setup()
    await read('getTodo', '1').abort()
    await invalidate('1')
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'the server’s' })
    expect(titles()).toEqual(['the server’s', 'two', 'three'])
  })

  test('is confirmed when that says nothing of its tag any more', async () => {
    const { api, load, invalidate, waiting } = await setup()
    api.enhanceEndpoints({ endpoints: { getTodo: { providesTags: [] } } })
    await load('getTodo', '1', { id: '1', title: 'one' })
    await invalidate('1')
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('is confirmed by a read of that which left later, and by none that left before', async () => {
    const { api, load, read, invalidate, waiting, held } = await setup()
    api.enhanceEndpoints({ endpoints: { getTodo: { providesTags: [] } } })
    await load('getTodo', '1', { id: '1', title: 'one' })
    const poll = read('getTodo', '1')
    await invalidate('1')
    await poll.answer({ id: '1', title: 'one' })
    expect(waiting()).toEqual(['getTodo "1"'])
    await held[0]?.answer({ id: '1', title: 'one' })
    expect(held).toEqual([])
  })

  test('is confirmed again for each invalidation while it is confirmed', async () => {
    const { invalidate, next, waiting, held } = await setup()
    for (const _round of [1, 2, 3]) {
      await invalidate('1')
      expect(waiting()).toEqual(['getTodo "1"'])
      await invalidate('1')
      await next('getTodo').answer({ id: '1', title: 'from before' })
      expect(waiting()).toEqual(['getTodo "1"'])
      await invalidate('1')
      await next('getTodo').answer({ id: '1', title: 'from before that' })
      expect(waiting()).toEqual(['getTodo "1"'])
      await next('getTodo').answer({ id: '1', title: 'one' })
      expect(held).toEqual([])
    }
  })
})

describe('rules and rows', () => {
  const setupParts = (rules: Parameters<typeof createConfirmer>[0]['rules']) => {
    const asked: string[] = []
    const confirmRows = createConfirmer({
      rules,
      isBeingRead: () => false,
      watchersOf: (row, id) => [1, 2, 3, 4, 5].map((page) => `${row} ${id} on page ${page}`),
      providedBy: () => [],
      read: (endpointName, id) => asked.push(`${endpointName} ${id}`),
      refetch: (key) => asked.push(key),
    })
    return { asked, confirmRows }
  }
  const rule = { endpointName: 'getTodo', row: 'Todo' }

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'may be called %s',
    async (name) => {
      const none = setupParts({})
      none.confirmRows([{ type: name, id: '1' }])
      const { asked, confirmRows } = setupParts(Object.fromEntries([[name, rule]]))
      confirmRows([{ type: name, id: name }, { type: name }])
      await settled()
      expect(asked).toEqual([`getTodo ${name}`])
      expect(none.asked).toEqual([])
    },
  )

  test('are told apart, whatever is in their names', async () => {
    const { asked, confirmRows } = setupParts({ a: rule, 'a/b': rule })
    confirmRows([
      { type: 'a', id: 'b/c' },
      { type: 'a/b', id: 'c' },
    ])
    await settled()
    expect(asked).toEqual(['getTodo b/c', 'getTodo c'])
  })
})

describe('no read of its own', () => {
  test('is made when the state is reset in the same turn', async () => {
    const { store, api, held } = await setup()
    store.dispatch(api.util.invalidateTags([{ type: 'Todo', id: '1' }]))
    store.dispatch(api.util.resetApiState())
    await settled()
    expect(held).toEqual([])
  })

  test('is made where there is a detail: that is read again, or removed', async () => {
    const { load, invalidate, waiting, initiate, next } = await setup()
    await load('getTodo', '1', { id: '1', title: 'one' })
    await invalidate('1')
    expect(waiting()).toEqual(['getTodo "1"'])
    const other = initiate('getTodo', '2')
    await next('getTodo').answer({ id: '1', title: 'one' })
    await next('getTodo').answer({ id: '2', title: 'two' })
    other.unsubscribe()
    await invalidate('2')
    expect(waiting()).toEqual(['getTodo "2"'])
  })

  test('is made for a row that no list shows, or only one that nobody watches', async () => {
    const { invalidate, held, list } = await setup()
    await invalidate('99')
    expect(held).toEqual([])
    list.unsubscribe()
    await invalidate('1')
    expect(held).toEqual([])
  })

  test('is made for a whole type: that is what pages are for', async () => {
    const { store, api, waiting } = await setup()
    store.dispatch(api.util.invalidateTags(['Todo']))
    await settled()
    expect(waiting()).toEqual(['listTodos {}'])
  })

  test('is made for a type without a rule', async () => {
    const { store, api, held } = await setup()
    store.dispatch(api.util.invalidateTags([{ type: 'Label', id: '1' }]))
    store.dispatch(api.util.invalidateTags([{ type: 'toString' as 'Label', id: '1' }]))
    await settled()
    expect(held).toEqual([])
  })

  test('is made where the rule’s endpoint is none', async () => {
    const rule = { endpointName: 'getNothing' as 'getTodo', row: 'Todo' } as const
    const { invalidate, held } = await setup({ confirm: { Todo: rule } })
    await invalidate('1')
    expect(held).toEqual([])
  })

  test('is made where no rule is given', async () => {
    const { invalidate, held } = await setup({})
    await invalidate('1')
    expect(held).toEqual([])
  })
})
