import { describe, expect, test } from 'vitest'
import { settled } from '../optimistic/support/held.ts'
import { page, rows } from '../optimistic/support/todos.ts'
import { old, setup } from './support/listed.ts'

describe('more rows than watched pages that show them', () => {
  test('are confirmed by those pages', async () => {
    const { invalidate, waiting } = await setup()
    await invalidate('1', '2')
    expect(waiting()).toEqual(['listTodos {}'])
  })

  test('are weighed together when they are invalidated in one turn', async () => {
    const { store, api, waiting } = await setup()
    for (const id of ['1', '2', '3']) {
      store.dispatch(api.util.invalidateTags([{ type: 'Todo', id }]))
    }
    await settled()
    expect(waiting()).toEqual(['listTodos {}'])
  })

  test('are confirmed by themselves when as many pages show them', async () => {
    const { load, invalidate, waiting } = await setup()
    await load('listTodos', { search: 'o' }, page(rows({ 2: 'two' })))
    await invalidate('1', '2')
    expect(waiting()).toEqual(['getTodo "1"', 'getTodo "2"'])
    await invalidate('1', '2', '3')
    expect(waiting()).toEqual(['getTodo "1"', 'getTodo "2"', 'getTodo "3"'])
  })

  test('are so counted without those that no page shows', async () => {
    const { invalidate, waiting } = await setup()
    await invalidate('99', '1')
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('do not watch the pages that they are confirmed by', async () => {
    const { invalidate, next, list, isWatched } = await setup()
    await invalidate('1', '2')
    await next('listTodos').answer(old)
    expect(isWatched('listTodos(undefined)')).toBe(true)
    list.unsubscribe()
    expect(isWatched('listTodos(undefined)')).toBe(false)
  })

  test('leave a page alone that is gone when its read is over', async () => {
    const { read, invalidate, held, store } = await setup()
    const poll = read('listTodos', undefined)
    await invalidate('1', '2')
    const queryCacheKey = 'listTodos(undefined)'
    store.dispatch({ type: 'todos/queries/removeQueryResult', payload: { queryCacheKey } })
    await poll.answer(old)
    expect(held).toEqual([])
  })

  test('do not mark a page that was read before the state was reset', async () => {
    const { read, invalidate, held, store, api, load } = await setup()
    const poll = read('listTodos', undefined)
    await invalidate('1', '2')
    store.dispatch(api.util.resetApiState())
    await load('listTodos', undefined, old)
    await poll.answer(old)
    expect(held).toEqual([])
  })

  test('mark a page that is being read, so that it is read once more', async () => {
    const { read, invalidate, waiting } = await setup()
    const poll = read('listTodos', undefined)
    await invalidate('1', '2')
    expect(waiting()).toEqual(['listTodos {}'])
    await poll.answer(old)
    expect(waiting()).toEqual(['listTodos {}'])
  })
})
