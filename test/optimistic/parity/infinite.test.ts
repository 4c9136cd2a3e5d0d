import { createApi } from '@reduxjs/toolkit/query'
import { expect, test } from 'vitest'
import { createServer, onEveryApi } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const page = (n: number, title = 'item'): Item[] => [
  { id: n * 10, title: `${title} ${n * 10}` },
  { id: n * 10 + 1, title: `${title} ${n * 10 + 1}` },
]

onEveryApi(({ mount }) => {
  const setUp = () => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        tagTypes: ['Item'],
        endpoints: (build) => ({
          feed: build.infiniteQuery<Item[], string, number>({
            query: ({ queryArg, pageParam }) => `${queryArg} ${pageParam}`,
            infiniteQueryOptions: {
              initialPageParam: 0,
              getNextPageParam: (_last, _all, param) => (param < 4 ? param + 1 : undefined),
              getPreviousPageParam: (_first, _all, param) => (param > -2 ? param - 1 : null),
            },
            providesTags: (data) =>
              (data?.pages.flat() ?? []).map(({ id }) => ({ type: 'Item' as const, id })),
          }),
          window: build.infiniteQuery<Item[], string, number>({
            query: ({ queryArg, pageParam }) => `${queryArg} ${pageParam}`,
            infiniteQueryOptions: {
              initialPageParam: 0,
              maxPages: 2,
              getNextPageParam: (_last, _all, param) => param + 1,
              getPreviousPageParam: (_first, _all, param) => param - 1,
            },
          }),
          first: build.infiniteQuery<Item[], string, number>({
            query: ({ pageParam }) => pageParam,
            infiniteQueryOptions: {
              initialPageParam: 0,
              refetchCachedPages: false,
              getNextPageParam: (_last, _all, param) => param + 1,
            },
          }),
          seen: build.infiniteQuery<Item[], string, number>({
            query: ({ pageParam }) => pageParam,
            infiniteQueryOptions: {
              initialPageParam: 0,
              getNextPageParam: (last, all, param, params, arg) =>
                params.length + all.length + (last[0]?.id ?? 0) + param + arg.length,
            },
          }),
        }),
      }),
    )
    const { endpoints, util } = api
    const feed = () => endpoints.feed.select('a')(store.getState())
    const window = () => endpoints.window.select('a')(store.getState()).data
    const more = async (
      name: 'feed' | 'window' | 'first',
      param: number,
      direction?: 'forward' | 'backward',
    ) => {
      const promise = store.dispatch(
        endpoints[name].initiate('a', direction ? { direction } : { forceRefetch: true }),
      )
      await server.answer(page(param))
      return promise
    }
    return { server, store, util, endpoints, feed, window, more }
  }

  test('the first page is asked for with the initial parameter', async () => {
    const { feed, more, server } = setUp()
    await more('feed', 0)
    expect(server.asked).toEqual(['a 0'])
    expect(feed()).toMatchObject({
      status: 'fulfilled',
      data: { pages: [page(0)], pageParams: [0] },
      hasNextPage: true,
      hasPreviousPage: true,
    })
  })

  test('a call may start from another parameter', async () => {
    const { server, store, endpoints, feed } = setUp()
    store.dispatch(endpoints.feed.initiate('a', { initialPageParam: 3 }))
    await server.answer(page(3))
    expect(feed().data).toEqual({ pages: [page(3)], pageParams: [3] })
  })

  test('further pages come at either end', async () => {
    const { feed, more, server } = setUp()
    await more('feed', 0)
    const [first] = feed().data?.pages ?? []
    await more('feed', 1, 'forward')
    expect(feed().data?.pages[0]).toBe(first)
    await more('feed', -1, 'backward')
    expect(feed().data).toEqual({ pages: [page(-1), page(0), page(1)], pageParams: [-1, 0, 1] })
    expect(server.asked).toEqual(['a 0', 'a 1', 'a -1'])
  })

  test('the selector tells which page is being asked for, and which failed', async () => {
    const { server, store, endpoints, feed, more } = setUp()
    await more('feed', 0)
    store.dispatch(endpoints.feed.initiate('a', { direction: 'forward' }))
    expect(feed()).toMatchObject({
      status: 'pending',
      direction: 'forward',
      isFetchingNextPage: true,
      isFetchingPreviousPage: false,
    })
    await server.fail('no')
    expect(feed()).toMatchObject({
      isFetchNextPageError: true,
      isFetchPreviousPageError: false,
      data: { pages: [page(0)], pageParams: [0] },
    })
    store.dispatch(endpoints.feed.initiate('a', { direction: 'backward' }))
    expect(feed()).toMatchObject({ isFetchingPreviousPage: true, isFetchingNextPage: false })
  })

  test('a page beyond the last is not asked for', async () => {
    const { server, store, endpoints, feed, more } = setUp()
    store.dispatch(endpoints.feed.initiate('a', { initialPageParam: 4 }))
    await server.answer(page(4))
    expect(feed().hasNextPage).toBe(false)
    store.dispatch(endpoints.feed.initiate('a', { direction: 'forward' }))
    expect(server.waiting).toHaveLength(0)
    await more('feed', 3, 'backward')
    expect(feed().data?.pageParams).toEqual([3, 4])
  })

  test('maxPages drops pages at the other end', async () => {
    const { more, window } = setUp()
    await more('window', 0)
    await more('window', 1, 'forward')
    await more('window', 2, 'forward')
    expect(window()).toEqual({ pages: [page(1), page(2)], pageParams: [1, 2] })
    await more('window', 0, 'backward')
    expect(window()).toEqual({ pages: [page(0), page(1)], pageParams: [0, 1] })
  })

  test('a refetch asks for every page that is there, one after the other', async () => {
    const { server, store, endpoints, feed, more } = setUp()
    await more('feed', 0)
    await more('feed', 1, 'forward')
    const before = feed().data
    store.dispatch(endpoints.feed.initiate('a', { forceRefetch: true }))
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['a 0'])
    await server.answer(page(0))
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['a 1'])
    expect(feed().data).toBe(before)
    await server.answer(page(1, 'newer'))
    expect(feed().data?.pages).toEqual([page(0), page(1, 'newer')])
    expect(feed().data?.pages[0]).toBe(before?.pages[0])
  })

  test('a refetch that changes nothing leaves the data the same object', async () => {
    const { server, store, endpoints, feed, more } = setUp()
    await more('feed', 0)
    await more('feed', 1, 'forward')
    const before = feed().data
    store.dispatch(endpoints.feed.initiate('a', { forceRefetch: true }))
    await server.answer(page(0))
    await server.answer(page(1))
    expect(feed().data).toBe(before)
  })

  test('refetchCachedPages: false asks for the first page alone', async () => {
    const { server, store, endpoints, more } = setUp()
    await more('first', 0)
    await more('first', 1, 'forward')
    const first = () => endpoints.first.select('a')(store.getState()).data
    store.dispatch(endpoints.first.initiate('a', { forceRefetch: true }))
    await server.answer(page(0))
    expect(server.waiting).toHaveLength(0)
    expect(first()).toEqual({ pages: [page(0)], pageParams: [0] })
    await more('first', 1, 'forward')
    const options = { forceRefetch: true, refetchCachedPages: true }
    store.dispatch(endpoints.first.initiate('a', options))
    await server.answer(page(0))
    await server.answer(page(1))
    expect(first()?.pageParams).toEqual([0, 1])
  })

  test('a refetch that fails half way keeps all pages', async () => {
    const { server, store, endpoints, feed, more } = setUp()
    await more('feed', 0)
    await more('feed', 1, 'forward')
    const before = feed().data
    store.dispatch(endpoints.feed.initiate('a', { forceRefetch: true }))
    await server.answer(page(0, 'newer'))
    await server.fail('no')
    expect(feed()).toMatchObject({ status: 'rejected', error: 'no' })
    expect(feed().data).toBe(before)
  })

  test('getNextPageParam is given the pages, their parameters and the argument', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.seen.initiate('abc'))
    await server.answer(page(2))
    store.dispatch(endpoints.seen.initiate('abc', { direction: 'forward' }))
    expect(server.waiting[0]?.arg).toBe(1 + 1 + 20 + 0 + 3)
  })

  test('the requests tell why they are made', async () => {
    const { server, store, endpoints } = setUp()
    const start = (options?: object) => store.dispatch(endpoints.feed.initiate('a', options))
    start()
    const reasons = [(await server.answer(page(0))).context.startReason]
    start({ direction: 'forward' })
    reasons.push((await server.answer(page(1))).context.startReason)
    start({ direction: 'backward' })
    reasons.push((await server.answer(page(-1))).context.startReason)
    start({ forceRefetch: true })
    reasons.push((await server.answer(page(-1))).context.startReason)
    expect(reasons).toEqual(['initial', 'nextPage', 'previousPage', 'refetch'])
  })

  test('pages can be written, and the next page comes behind what was written', async () => {
    const { store, util, feed, more } = setUp()
    await more('feed', 0)
    const { undo } = store.dispatch(
      util.updateQueryData('feed', 'a', (draft) => void draft.pages[0]?.shift()),
    )
    expect(feed().data?.pages).toEqual([page(0).slice(1)])
    await more('feed', 1, 'forward')
    expect(feed().data?.pages).toEqual([page(0).slice(1), page(1)])
    undo()
    expect(feed().data?.pages).toEqual([page(0), page(1)])
  })

  test('pages can be upserted', async () => {
    const { server, store, util, feed, more } = setUp()
    const value = { pages: [page(0), page(1)], pageParams: [0, 1] }
    store.dispatch(util.upsertQueryEntries([{ endpointName: 'feed', arg: 'a', value }]))
    expect(feed()).toMatchObject({ status: 'fulfilled', data: value })
    await more('feed', 2, 'forward')
    expect(server.asked).toEqual(['a 2'])
    expect(feed().data?.pageParams).toEqual([0, 1, 2])
  })

  test('the tags of all pages are provided', async () => {
    const { server, store, util, more } = setUp()
    await more('feed', 0)
    await more('feed', 1, 'forward')
    store.dispatch(util.invalidateTags([{ type: 'Item', id: 10 }]))
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['a 0'])
  })

  test('the promise resolves with all pages', async () => {
    const { more } = setUp()
    await more('feed', 0)
    const promise = await more('feed', 1, 'forward')
    const result = await promise
    expect(result.data).toEqual({ pages: [page(0), page(1)], pageParams: [0, 1] })
  })
})
