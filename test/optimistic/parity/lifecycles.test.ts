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

onEveryApi(({ mount }) => {
  const setUp = () => {
    const server = createServer()
    const seen: unknown[] = []
    const failed = (error: unknown) => {
      seen.push(['failed', error])
    }
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        endpoints: (build) => ({
          started: build.query<Item, number>({
            query: (id) => id,
            onQueryStarted: async (id, { queryFulfilled, getCacheEntry, requestId }) => {
              seen.push(['started', id, getCacheEntry().status, typeof requestId])
              try {
                const { data, meta } = await queryFulfilled
                seen.push(['fulfilled', data, meta, getCacheEntry().data])
              } catch (error) {
                seen.push(['failed', error, getCacheEntry().status])
              }
            },
          }),
          patched: build.query<Item, number>({
            query: (id) => id,
            onQueryStarted: async (_id, { queryFulfilled, updateCachedData }) => {
              await queryFulfilled
              updateCachedData((draft) => {
                Object.assign(draft, { title: `${draft.title}, patched` })
              })
            },
          }),
          streamed: build.query<Item, number>({
            query: (id) => id,
            keepUnusedDataFor: 5,
            onCacheEntryAdded: async (id, lifecycle) => {
              const { cacheDataLoaded, cacheEntryRemoved, updateCachedData, getCacheEntry } =
                lifecycle
              seen.push(['added', id])
              try {
                const { data, meta } = await cacheDataLoaded
                seen.push(['loaded', data, meta])
                updateCachedData((draft) => {
                  Object.assign(draft, { title: 'streamed' })
                })
                seen.push(['shown', getCacheEntry().data])
              } catch (error) {
                seen.push(['never loaded', (error as Error).message])
              }
              await cacheEntryRemoved
              seen.push(['removed', id])
            },
          }),
          feed: build.infiniteQuery<Item[], string, number>({
            query: ({ pageParam }) => pageParam,
            infiniteQueryOptions: {
              initialPageParam: 0,
              getNextPageParam: (_last, _all, param) => param + 1,
            },
            onQueryStarted: async (arg, { queryFulfilled }) => {
              const { data } = await queryFulfilled
              seen.push(['pages', arg, data.pages.length])
            },
            onCacheEntryAdded: async (arg, { cacheDataLoaded, updateCachedData }) => {
              const { data } = await cacheDataLoaded
              seen.push(['feed loaded', arg, data.pageParams])
              updateCachedData((draft) => {
                Object.assign(draft.pages[0]?.[0] ?? {}, { title: 'streamed' })
              })
            },
          }),
          save: build.mutation<Item, Item>({
            query: (item) => item,
            onQueryStarted: async (item, { dispatch, queryFulfilled }) => {
              const patch = dispatch(
                api.util.updateQueryData('started', item.id, (draft) => {
                  Object.assign(draft, item)
                }),
              )
              try {
                const { data } = await queryFulfilled
                seen.push(['saved', data])
              } catch (error) {
                failed((error as { error: unknown }).error)
                patch.undo()
              }
            },
            onCacheEntryAdded: async (_item, { cacheDataLoaded, cacheEntryRemoved }) => {
              await cacheDataLoaded
              seen.push(['mutation loaded'])
              await cacheEntryRemoved
              seen.push(['mutation removed'])
            },
          }),
        }),
      }),
    )
    return { server, store, endpoints: api.endpoints, util: api.util, seen }
  }

  test('onQueryStarted is called when a request starts and told how it ends', async () => {
    const { server, store, endpoints, seen } = setUp()
    store.dispatch(endpoints.started.initiate(1))
    expect(seen).toEqual([['started', 1, 'pending', 'string']])
    await server.answer(one)
    expect(seen.slice(1)).toEqual([['fulfilled', one, { tag: 'answered' }, one]])
  })

  test('onQueryStarted is told of a failure, with the error and its meta', async () => {
    const { server, store, endpoints, seen } = setUp()
    store.dispatch(endpoints.started.initiate(1))
    await server.fail({ status: 500 })
    const told = { error: { status: 500 }, isUnhandledError: false, meta: { tag: 'failed' } }
    expect(seen.slice(1)).toEqual([['failed', told, 'rejected']])
  })

  test('onQueryStarted is called for each request, and not for a call that joins one', async () => {
    const { server, store, endpoints, seen } = setUp()
    store.dispatch(endpoints.started.initiate(1))
    store.dispatch(endpoints.started.initiate(1))
    await server.answer(one)
    store.dispatch(endpoints.started.initiate(1))
    store.dispatch(endpoints.started.initiate(1, { forceRefetch: true }))
    const starts = seen.filter((entry) => (entry as unknown[])[0] === 'started')
    expect(starts).toHaveLength(2)
  })

  test('onQueryStarted may change what has just been answered', async () => {
    const { server, store, endpoints } = setUp()
    for (const _time of [1, 2]) {
      store.dispatch(endpoints.patched.initiate(1, { forceRefetch: true }))
      await server.answer(one)
      const { data } = endpoints.patched.select(1)(store.getState())
      expect(data).toEqual({ ...one, title: 'one, patched' })
    }
  })

  test('onCacheEntryAdded follows an entry from its first request to its removal', async () => {
    const { server, store, endpoints, seen } = setUp()
    const promise = store.dispatch(endpoints.streamed.initiate(1))
    expect(seen).toEqual([['added', 1]])
    await server.answer(one)
    expect(seen.slice(1)).toEqual([
      ['loaded', one, { tag: 'answered' }],
      ['shown', { ...one, title: 'streamed' }],
    ])
    expect(endpoints.streamed.select(1)(store.getState()).data?.title).toBe('streamed')
    promise.unsubscribe()
    await vi.advanceTimersByTimeAsync(6000)
    expect(seen.at(-1)).toEqual(['removed', 1])
  })

  test('onCacheEntryAdded is called once for an entry, and again after it went', async () => {
    const { server, store, endpoints, seen } = setUp()
    const added = () => seen.filter((entry) => (entry as unknown[])[0] === 'added').length
    const promise = store.dispatch(endpoints.streamed.initiate(1))
    await server.answer(one)
    promise.refetch()
    await server.answer(one)
    expect(added()).toBe(1)
    promise.unsubscribe()
    await vi.advanceTimersByTimeAsync(6000)
    store.dispatch(endpoints.streamed.initiate(1))
    expect(added()).toBe(2)
  })

  test('an entry that goes before its first data never loads', async () => {
    const { store, endpoints, seen } = setUp()
    store.dispatch(endpoints.streamed.initiate(1)).unsubscribe()
    await vi.advanceTimersByTimeAsync(6000)
    expect(seen).toEqual([
      ['added', 1],
      ['never loaded', expect.stringContaining('cacheEntryRemoved')],
      ['removed', 1],
    ])
  })

  test('an upserted entry is added and loaded', async () => {
    const { store, util, seen } = setUp()
    store.dispatch(util.upsertQueryEntries([{ endpointName: 'streamed', arg: 1, value: one }]))
    await settled()
    expect(seen.map((entry) => (entry as unknown[])[0])).toEqual(['added', 'loaded', 'shown'])
  })

  test('an infinite query has lifecycles over all its pages', async () => {
    const { server, store, endpoints, seen } = setUp()
    store.dispatch(endpoints.feed.initiate('a'))
    await server.answer([one])
    store.dispatch(endpoints.feed.initiate('a', { direction: 'forward' }))
    await server.answer([{ id: 2, title: 'two' }])
    expect(seen).toEqual(
      expect.arrayContaining([
        ['pages', 'a', 1],
        ['feed loaded', 'a', [0]],
        ['pages', 'a', 2],
      ]),
    )
    const { data } = endpoints.feed.select('a')(store.getState())
    expect(data?.pages).toEqual([[{ id: 1, title: 'streamed' }], [{ id: 2, title: 'two' }]])
  })

  test('resetApiState removes the entries of every lifecycle', async () => {
    const { server, store, endpoints, util, seen } = setUp()
    store.dispatch(endpoints.streamed.initiate(1))
    await server.answer(one)
    store.dispatch(util.resetApiState())
    await settled()
    expect(seen.at(-1)).toEqual(['removed', 1])
  })

  test('an optimistic update by hand shows at once and goes with the refusal', async () => {
    const { server, store, endpoints, seen } = setUp()
    store.dispatch(endpoints.started.initiate(1))
    await server.answer(one)
    const title = () => endpoints.started.select(1)(store.getState()).data?.title
    store.dispatch(endpoints.save.initiate({ id: 1, title: 'mine' }))
    expect(title()).toBe('mine')
    await server.fail('no')
    expect(title()).toBe('one')
    expect(seen.at(-1)).toEqual(['failed', 'no'])
  })

  test('an optimistic update by hand stays with the answer', async () => {
    const { server, store, endpoints, seen } = setUp()
    store.dispatch(endpoints.started.initiate(1))
    await server.answer(one)
    store.dispatch(endpoints.save.initiate({ id: 1, title: 'mine' }))
    await server.answer({ id: 1, title: 'mine' })
    expect(endpoints.started.select(1)(store.getState()).data?.title).toBe('mine')
    expect(seen.slice(-2)).toEqual(
      expect.arrayContaining([['saved', { id: 1, title: 'mine' }], ['mutation loaded']]),
    )
  })

  test("a mutation's entry is removed with reset()", async () => {
    const { server, store, endpoints, seen } = setUp()
    const promise = store.dispatch(endpoints.save.initiate({ id: 1, title: 'mine' }))
    await server.answer({ id: 1, title: 'mine' })
    promise.reset()
    await settled()
    expect(seen.at(-1)).toEqual(['mutation removed'])
  })
})
