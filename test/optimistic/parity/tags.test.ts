import { createApi } from '@reduxjs/toolkit/query'
import { expect, test } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const item = (id: number): Item => ({ id, title: `item ${id}` })

onEveryApi(({ mount }) => {
  const setUp = async (options: { invalidationBehavior?: 'immediately' | 'delayed' } = {}) => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        ...options,
        baseQuery: server.baseQuery,
        tagTypes: ['Item', 'User', 'Error'],
        endpoints: (build) => ({
          items: build.query<Item[], string>({
            query: (search) => `items ${search}`,
            providesTags: (rows, error, search) => [
              ...(rows ?? []).map(({ id }) => ({ type: 'Item' as const, id })),
              { type: 'Item', id: `LIST ${search}` },
              error ? 'Error' : null,
            ],
          }),
          item: build.query<Item, number>({
            query: (id) => `item ${id}`,
            providesTags: (_row, _error, id) => [{ type: 'Item', id }],
          }),
          user: build.query<{ name: string }, void>({
            query: () => 'user',
            providesTags: ['User'],
            keepUnusedDataFor: 60,
          }),
          saveItem: build.mutation<Item, Item>({
            query: (row) => `save ${row.id}`,
            invalidatesTags: (_row, _error, { id }) => [{ type: 'Item', id }],
          }),
          saveQuietly: build.mutation<Item, Item>({
            query: (row) => `save ${row.id}`,
            invalidatesTags: (_row, error) => (error ? [] : [undefined, 'User']),
          }),
        }),
      }),
    )
    const { endpoints, util } = api
    store.dispatch(endpoints.items.initiate('a'))
    await server.answer([item(1), item(2)])
    store.dispatch(endpoints.item.initiate(1))
    await server.answer(item(1))
    store.dispatch(endpoints.user.initiate())
    await server.answer({ name: 'Ada' })
    const asked = () => server.waiting.map(({ arg }) => arg)
    const invalidated = (...tags: Parameters<typeof util.selectInvalidatedBy>[1][number][]) =>
      util.selectInvalidatedBy(store.getState(), tags).map(({ queryCacheKey }) => queryCacheKey)
    return { server, store, util, endpoints, asked, invalidated }
  }

  test('selectInvalidatedBy finds entries by type and by id', async () => {
    const { invalidated } = await setUp()
    expect(invalidated('Item')).toEqual(['items("a")', 'item(1)'])
    expect(invalidated({ type: 'Item', id: 1 })).toEqual(['items("a")', 'item(1)'])
    expect(invalidated({ type: 'Item', id: 2 })).toEqual(['items("a")'])
    expect(invalidated({ type: 'Item', id: 3 }, null, undefined)).toEqual([])
    expect(invalidated('User', { type: 'Item', id: 'LIST a' })).toEqual([
      'user(undefined)',
      'items("a")',
    ])
  })

  test('the tags of an entry follow its answers and its errors', async () => {
    const { server, store, endpoints, invalidated } = await setUp()
    store.dispatch(endpoints.items.initiate('a', { forceRefetch: true }))
    await server.answer([item(3)])
    expect(invalidated({ type: 'Item', id: 2 })).toEqual([])
    expect(invalidated({ type: 'Item', id: 3 })).toEqual(['items("a")'])
    store.dispatch(endpoints.items.initiate('a', { forceRefetch: true }))
    await server.fail('no')
    expect(invalidated({ type: 'Item', id: 3 })).toEqual([])
    expect(invalidated('Error')).toEqual(['items("a")'])
  })

  test('selectCachedArgsForQuery and selectEntriesForEndpoint list what is cached', async () => {
    const { server, store, endpoints, util } = await setUp()
    store.dispatch(endpoints.items.initiate('b'))
    expect(util.selectCachedArgsForQuery(store.getState(), 'items')).toEqual(['a', 'b'])
    const entries = () => util.selectEntriesForEndpoint(store.getState(), 'items')
    expect(entries()).toMatchObject([
      { queryCacheKey: 'items("a")', originalArgs: 'a', status: 'fulfilled' },
      { queryCacheKey: 'items("b")', originalArgs: 'b', status: 'pending' },
    ])
    await server.answer([item(2)])
    const before = entries()
    store.dispatch(endpoints.item.initiate(7))
    await server.answer(item(7))
    expect(entries()).toBe(before)
    const all = util.selectAllQueryEntries(store.getState())
    expect(all.map(({ endpointName }) => endpointName)).toEqual(
      expect.arrayContaining(['items', 'items', 'item', 'user', 'item']),
    )
  })

  test('a mutation asks again for the entries that provide its tags', async () => {
    const { server, store, endpoints, asked } = await setUp()
    store.dispatch(endpoints.saveItem.initiate(item(1)))
    expect(asked()).toEqual(['save 1'])
    await server.answer(item(1))
    expect(asked()).toEqual(['items a', 'item 1'])
    expect(server.waiting[0]?.context).toMatchObject({ startReason: 'invalidation', forced: true })
  })

  test('a refused mutation invalidates too, as its function says', async () => {
    const { server, store, endpoints, asked } = await setUp()
    store.dispatch(endpoints.saveItem.initiate(item(2)))
    await server.fail('no')
    expect(asked()).toEqual(['items a'])
    await server.answer([item(1), item(2)])
    store.dispatch(endpoints.saveQuietly.initiate(item(1)))
    await server.fail('no')
    expect(asked()).toEqual([])
    store.dispatch(endpoints.saveQuietly.initiate(item(1)))
    await server.answer(item(1))
    expect(asked()).toEqual(['user'])
  })

  test('util.invalidateTags asks again, and removes what nobody uses', async () => {
    const { server, store, endpoints, util, asked } = await setUp()
    store.dispatch(endpoints.item.initiate(5, { subscribe: false }))
    await server.answer(item(5))
    store.dispatch(util.invalidateTags(['Item', null, undefined]))
    expect(asked()).toEqual(['items a', 'item 1'])
    expect(util.selectCachedArgsForQuery(store.getState(), 'item')).toEqual([1])
  })

  test('invalidation waits for what is running unless it is immediate', async () => {
    const delayed = await setUp({ invalidationBehavior: 'delayed' })
    delayed.store.dispatch(delayed.endpoints.item.initiate(9))
    delayed.store.dispatch(delayed.util.invalidateTags(['User']))
    expect(delayed.asked()).toEqual(['item 9'])
    await delayed.server.answer(item(9))
    expect(delayed.asked()).toEqual(['user'])
  })

  test('immediate invalidation asks at once', async () => {
    const { store, endpoints, util, asked } = await setUp({ invalidationBehavior: 'immediately' })
    store.dispatch(endpoints.item.initiate(9))
    store.dispatch(util.invalidateTags(['User']))
    expect(asked()).toEqual(['item 9', 'user'])
  })

  test('an entry that is invalidated in flight is asked for once more when it settles', async () => {
    const { server, store, endpoints, util, asked } = await setUp({
      invalidationBehavior: 'immediately',
    })
    store.dispatch(endpoints.user.initiate(undefined, { forceRefetch: true }))
    store.dispatch(util.invalidateTags(['User']))
    store.dispatch(util.invalidateTags(['User']))
    expect(asked()).toEqual(['user'])
    await server.answer({ name: 'older' })
    expect(asked()).toEqual(['user'])
    await server.answer({ name: 'newer' })
    await settled()
    expect(asked()).toEqual([])
    expect(endpoints.user.select()(store.getState()).data).toEqual({ name: 'newer' })
  })

  test('a removed entry provides nothing', async () => {
    const { store, util, invalidated } = await setUp()
    store.dispatch(util.resetApiState())
    expect(invalidated('Item')).toEqual([])
  })
})
