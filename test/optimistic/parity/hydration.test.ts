import type { UnknownAction } from '@reduxjs/toolkit'
import { createApi } from '@reduxjs/toolkit/query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createServer, onEveryApi } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const one: Item = { id: 1, title: 'one' }
const two: Item = { id: 2, title: 'two' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

onEveryApi(({ mount }) => {
  const define = () => {
    const server = createServer()
    const api = createApi({
      baseQuery: server.baseQuery,
      tagTypes: ['Item'],
      extractRehydrationInfo: (action: UnknownAction, { reducerPath }): never | undefined =>
        action.type === 'hydrate' ? (action[reducerPath] as never) : undefined,
      endpoints: (build) => ({
        item: build.query<Item, number>({
          query: (id) => id,
          providesTags: (_item, _error, id) => [{ type: 'Item', id }],
        }),
        brief: build.query<Item, number>({ query: (id) => id, keepUnusedDataFor: 5 }),
        settings: build.query<{ readonly theme: string }, void>({ query: () => 'settings' }),
        save: build.mutation<Item, Item>({ query: (item) => item }),
      }),
    })
    return { server, api }
  }
  const setUp = () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const hydrate = (state: unknown) => store.dispatch({ type: 'hydrate', api: state })
    const item = (id: number) => api.endpoints.item.select(id)(store.getState())
    return { server, api, store, hydrate, item, endpoints: api.endpoints }
  }
  /** What a server rendered: a store of its own, filled and given away. */
  const render = async () => {
    const { server, api, store } = setUp()
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    store.dispatch(api.endpoints.item.initiate(2))
    await server.fail({ status: 500 })
    store.dispatch(api.endpoints.item.initiate(3))
    return structuredClone(store.getState().api)
  }

  test('fulfilled and rejected entries are taken, those in flight are not', async () => {
    const state = await render()
    const { hydrate, item } = setUp()
    hydrate(state)
    expect(item(1)).toMatchObject({ status: 'fulfilled', data: one })
    expect(item(2)).toMatchObject({ status: 'rejected', error: { status: 500 } })
    expect(item(3).status).toBe('uninitialized')
  })

  test('a hydrated entry is there: nobody asks for it again', async () => {
    const state = await render()
    const { hydrate, store, endpoints, server } = setUp()
    hydrate(state)
    store.dispatch(endpoints.item.initiate(1))
    expect(server.waiting).toHaveLength(0)
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: true }))
    await server.answer({ ...one, title: 'newer' })
    expect(endpoints.item.select(1)(store.getState()).data?.title).toBe('newer')
  })

  test('hydrated entries provide their tags', async () => {
    const state = await render()
    const { hydrate, store, api } = setUp()
    hydrate(state)
    expect(api.util.selectInvalidatedBy(store.getState(), [{ type: 'Item', id: 1 }])).toEqual([
      { endpointName: 'item', originalArgs: 1, queryCacheKey: 'item(1)' },
    ])
  })

  test('a hydrated entry replaces the one that is there', async () => {
    const state = await render()
    const { hydrate, store, endpoints, server, item } = setUp()
    store.dispatch(endpoints.item.initiate(1))
    await server.answer({ ...one, title: 'mine' })
    hydrate(state)
    expect(item(1).data).toEqual(one)
  })

  test('a snapshot that was made later brings its newer data', async () => {
    const { hydrate, store, endpoints, server, item } = setUp()
    store.dispatch(endpoints.item.initiate(1))
    await server.answer({ ...one, title: 'older' })
    vi.setSystemTime(Date.now() + 1000)
    hydrate(await render())
    expect(item(1).data).toEqual(one)
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: true }))
    await server.answer({ ...one, title: 'newest' })
    expect(item(1).data?.title).toBe('newest')
  })

  test('a hydrated entry is the very one that was brought', () => {
    const { hydrate, store, api } = setUp()
    const put = (theme: string) =>
      api.util.upsertQueryEntries([{ endpointName: 'settings', arg: undefined, value: { theme } }])
    store.dispatch(put('dark'))
    const before = store.getState().api
    const data = { theme: 'dark' }
    const entry = { ...before.queries['settings(undefined)'], data }
    hydrate({ ...before, queries: { 'settings(undefined)': entry } })
    expect(store.getState().api.queries['settings(undefined)']).toBe(entry)
    expect(api.endpoints.settings.select()(store.getState()).data).toBe(data)
  })

  test('what the snapshot does not hold stays', async () => {
    const state = await render()
    const { hydrate, store, endpoints, server } = setUp()
    store.dispatch(endpoints.brief.initiate(7))
    await server.answer(two)
    hydrate(state)
    expect(endpoints.brief.select(7)(store.getState()).data).toEqual(two)
  })

  test('a hydrated entry that nobody uses goes after its time', async () => {
    const source = setUp()
    source.store.dispatch(source.endpoints.brief.initiate(1))
    await source.server.answer(one)
    const { hydrate, store, endpoints } = setUp()
    hydrate(structuredClone(source.store.getState().api))
    expect(endpoints.brief.select(1)(store.getState()).data).toEqual(one)
    await vi.advanceTimersByTimeAsync(6000)
    expect(endpoints.brief.select(1)(store.getState()).status).toBe('uninitialized')
  })

  test('mutations are taken when they have a fixed key', async () => {
    const source = setUp()
    source.store.dispatch(source.endpoints.save.initiate(one, { fixedCacheKey: 'form' }))
    await source.server.answer(one)
    source.store.dispatch(source.endpoints.save.initiate(two))
    await source.server.answer(two)
    const { hydrate, store, endpoints } = setUp()
    const before = Object.keys(store.getState().api.mutations)
    hydrate(structuredClone(source.store.getState().api))
    const added = Object.keys(store.getState().api.mutations).filter((key) => !before.includes(key))
    expect(added).toEqual(['form'])
    const select = endpoints.save.select({ fixedCacheKey: 'form', requestId: undefined })
    expect(select(store.getState())).toMatchObject({ status: 'fulfilled', data: one })
  })

  test('a store may start from a state, entries, errors and tags included', async () => {
    const state = await render()
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped, { preloaded: state })
    const item = (id: number) => api.endpoints.item.select(id)(store.getState())
    expect(item(1)).toMatchObject({ status: 'fulfilled', data: one })
    expect(item(2)).toMatchObject({ status: 'rejected', error: { status: 500 } })
    store.dispatch(api.util.updateQueryData('item', 1, (draft) => ({ ...draft, title: 'new' })))
    expect(item(1).data?.title).toBe('new')
    store.dispatch(api.endpoints.item.initiate(1))
    expect(server.waiting).toHaveLength(0)
  })

  test('an entry that was pending in the state it starts from is asked for', async () => {
    const state = await render()
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped, { preloaded: state })
    expect(api.endpoints.item.select(3)(store.getState()).status).toBe('pending')
    store.dispatch(api.endpoints.item.initiate(3))
    expect(server.waiting).toHaveLength(1)
    await server.answer({ id: 3, title: 'three' })
    expect(api.endpoints.item.select(3)(store.getState()).data?.title).toBe('three')
  })

  test('an answer that was asked for before hydration lands over it', async () => {
    const state = await render()
    const { hydrate, store, endpoints, server, item } = setUp()
    store.dispatch(endpoints.item.initiate(4))
    hydrate(state)
    await server.answer({ id: 4, title: 'four' })
    expect(item(4).data).toEqual({ id: 4, title: 'four' })
    expect(item(1).data).toEqual(one)
  })

  test("another action of the same name as a user's brings nothing", () => {
    const { store } = setUp()
    const before = store.getState().api
    store.dispatch({ type: 'hydrate' })
    expect(store.getState().api).toBe(before)
  })
})
