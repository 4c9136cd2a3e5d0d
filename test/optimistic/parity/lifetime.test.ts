import { createApi } from '@reduxjs/toolkit/query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const one: Item = { id: 1, title: 'one' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = async (seconds: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(seconds * 1000)
}

onEveryApi(({ mount }) => {
  const setUp = (options: { keepUnusedDataFor?: number } = {}) => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        ...options,
        baseQuery: server.baseQuery,
        endpoints: (build) => ({
          item: build.query<Item, number>({ query: (id) => id }),
          brief: build.query<Item, number>({ query: (id) => id, keepUnusedDataFor: 5 }),
          gone: build.query<Item, number>({ query: (id) => id, keepUnusedDataFor: 0 }),
          kept: build.query<Item, number>({
            query: (id) => id,
            keepUnusedDataFor: Number.POSITIVE_INFINITY,
          }),
        }),
      }),
    )
    type Name = keyof typeof api.endpoints
    const load = async (name: Name, more?: object) => {
      const promise = store.dispatch(api.endpoints[name].initiate(1, more))
      await server.answer(one)
      return promise
    }
    const status = (name: Name) => api.endpoints[name].select(1)(store.getState()).status
    const has = (name: Name) => `${name}(1)` in store.getState().api.queries
    return { server, api, store, load, status, has, endpoints: api.endpoints }
  }

  test('an entry that nobody uses goes after 60 seconds', async () => {
    const { load, has, store, endpoints } = setUp()
    store.dispatch(endpoints.item.initiate(1)).unsubscribe()
    await load('item', { subscribe: false })
    await pass(59)
    expect(has('item')).toBe(true)
    await pass(2)
    expect(has('item')).toBe(false)
  })

  test('an entry that somebody uses stays', async () => {
    const { has, store, endpoints, server } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    const other = store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    promise.unsubscribe()
    await pass(1000)
    expect(has('item')).toBe(true)
    expect([promise.isSubscribed(), other.isSubscribed()]).toEqual([false, true])
    other.unsubscribe()
    await pass(61)
    expect(has('item')).toBe(false)
  })

  test('a new subscription keeps an entry that was about to go', async () => {
    const { has, store, endpoints, server } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    promise.unsubscribe()
    await pass(50)
    store.dispatch(endpoints.item.initiate(1))
    await pass(100)
    expect(has('item')).toBe(true)
    expect(server.waiting).toHaveLength(0)
  })

  test('keepUnusedDataFor of the api, of the endpoint, none and for ever', async () => {
    const { has, load } = setUp({ keepUnusedDataFor: 10 })
    for (const name of ['item', 'brief', 'gone', 'kept'] as const) {
      await load(name, { subscribe: false })
    }
    const all = () => (['item', 'brief', 'gone', 'kept'] as const).filter(has)
    await pass(1)
    expect(all()).toEqual(['item', 'brief', 'kept'])
    await pass(5)
    expect(all()).toEqual(['item', 'kept'])
    await pass(5)
    expect(all()).toEqual(['kept'])
    await pass(100_000)
    expect(all()).toEqual(['kept'])
  })

  test('an entry whose first request failed goes too', async () => {
    const { has, store, endpoints, server } = setUp()
    store.dispatch(endpoints.brief.initiate(1, { subscribe: false }))
    await server.fail('no')
    expect(has('brief')).toBe(true)
    await pass(6)
    expect(has('brief')).toBe(false)
  })

  test('retainFor keeps an entry longer than its endpoint says', async () => {
    const { has, load } = setUp()
    await load('brief', { subscribe: false, retainFor: 30 })
    await pass(20)
    expect(has('brief')).toBe(true)
    await pass(11)
    expect(has('brief')).toBe(false)
  })

  test('removing an entry aborts its request, and the answer brings it not back', async () => {
    const { has, store, endpoints, server } = setUp()
    const promise = store.dispatch(endpoints.brief.initiate(1))
    promise.unsubscribe()
    await pass(6)
    expect(has('brief')).toBe(false)
    expect((await promise).error).toMatchObject({ name: 'AbortError' })
    await server.answer(one)
    expect(has('brief')).toBe(false)
  })

  test('an entry that went is asked for anew, from the beginning', async () => {
    const { has, load, store, endpoints, server, status } = setUp()
    await load('brief', { subscribe: false })
    await pass(6)
    expect(has('brief')).toBe(false)
    store.dispatch(endpoints.brief.initiate(1))
    expect(status('brief')).toBe('pending')
    expect(endpoints.brief.select(1)(store.getState()).data).toBeUndefined()
    await server.answer({ ...one, title: 'newer' })
    expect(endpoints.brief.select(1)(store.getState()).data).toEqual({ ...one, title: 'newer' })
  })

  test('initiate with an age asks again for what is older', async () => {
    const { load, store, endpoints, server } = setUp()
    await load('item')
    await pass(10)
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: 20 }))
    expect(server.waiting).toHaveLength(0)
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: 5 }))
    expect(server.waiting).toHaveLength(1)
  })

  test('prefetch asks for what is not there, is older, or by force', async () => {
    const { api, store, server } = setUp()
    const { prefetch } = api.util
    store.dispatch(prefetch('item', 1, {}))
    expect(server.waiting).toHaveLength(1)
    await server.answer(one)
    store.dispatch(prefetch('item', 1, {}))
    store.dispatch(prefetch('item', 1, { ifOlderThan: 10 }))
    expect(server.waiting).toHaveLength(0)
    store.dispatch(prefetch('item', 1, { force: true }))
    expect(server.waiting).toHaveLength(1)
    await server.answer(one)
    await pass(11)
    store.dispatch(prefetch('item', 1, { ifOlderThan: 10 }))
    expect(server.waiting).toHaveLength(1)
  })

  test('what was prefetched and is not used goes', async () => {
    const { api, store, server, has } = setUp()
    store.dispatch(api.util.prefetch('brief', 1, {}))
    await server.answer(one)
    await pass(4)
    expect(has('brief')).toBe(true)
    await pass(2)
    expect(has('brief')).toBe(false)
  })

  test('what is upserted and not used goes', async () => {
    const { api, store, has } = setUp()
    store.dispatch(api.util.upsertQueryEntries([{ endpointName: 'brief', arg: 1, value: one }]))
    await store.dispatch(api.util.upsertQueryData('gone', 1, one))
    await pass(1)
    expect(has('gone')).toBe(false)
    expect(has('brief')).toBe(true)
    await pass(5)
    expect(has('brief')).toBe(false)
  })

  test('the middleware tells how many use an entry', async () => {
    const { api, store, endpoints, server } = setUp()
    const count = () =>
      store.dispatch(api.util.getMiddlewareState())?.getSubscriptionCount('item(1)')
    expect(count()).toBe(0)
    const promise = store.dispatch(endpoints.item.initiate(1))
    store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    expect(count()).toBe(2)
    promise.unsubscribe()
    expect(count()).toBe(1)
  })

  test('resetApiState takes every entry away, ends their requests and starts anew', async () => {
    const { api, store, endpoints, server, load, has, status } = setUp()
    await load('item')
    const running = store.dispatch(endpoints.brief.initiate(1))
    store.dispatch(api.util.resetApiState())
    expect(Object.keys(store.getState().api.queries)).toEqual([])
    expect(store.getState().api.mutations).toEqual({})
    expect((await running).error).toMatchObject({ name: 'AbortError' })
    await server.answer(one)
    expect(has('brief')).toBe(false)
    await load('item')
    expect(status('item')).toBe('fulfilled')
    await settled()
  })
})
