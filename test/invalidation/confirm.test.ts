import { describe, expect, test } from 'vitest'
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

describe('no read of its own', () => {
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
