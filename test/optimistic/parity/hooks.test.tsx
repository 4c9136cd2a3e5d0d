// @vitest-environment jsdom
import { createApi, setupListeners, skipToken } from '@reduxjs/toolkit/query/react'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Provider } from 'react-redux'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createServer, onEveryApi } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const item = (id: number, title = `item ${id}`): Item => ({ id, title })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

onEveryApi(({ mount }) => {
  const setUp = (
    options: {
      refetchOnMountOrArgChange?: boolean | number
      refetchOnFocus?: boolean
      refetchOnReconnect?: boolean
    } = {},
  ) => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        ...options,
        baseQuery: server.baseQuery,
        tagTypes: ['Item'],
        endpoints: (build) => ({
          items: build.query<Item[], void>({ query: () => 'items', providesTags: ['Item'] }),
          item: build.query<Item, number>({ query: (id) => `item ${id}` }),
          feed: build.infiniteQuery<Item[], string, number>({
            query: ({ queryArg, pageParam }) => `${queryArg} ${pageParam}`,
            infiniteQueryOptions: {
              initialPageParam: 1,
              getNextPageParam: (_last, _all, param) => (param < 3 ? param + 1 : undefined),
              getPreviousPageParam: (_first, _all, param) => (param > 0 ? param - 1 : undefined),
            },
          }),
          save: build.mutation<Item, Item>({
            query: ({ id }) => `save ${id}`,
            invalidatesTags: ['Item'],
          }),
        }),
      }),
    )
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <Provider store={store as never}>{children}</Provider>
    )
    const show = <Result, Props>(hook: (props: Props) => Result, initialProps?: Props) =>
      renderHook(hook, { wrapper, ...(initialProps !== undefined && { initialProps }) })
    const answer = (data: unknown) => act(async () => void (await server.answer(data)))
    const fail = (error: unknown) => act(async () => void (await server.fail(error)))
    const asked = () => server.waiting.map(({ arg }) => arg)
    return { server, store, api, show, answer, fail, asked }
  }

  test('useQuery goes from loading to data, and over a refetch keeps it', async () => {
    const { api, show, answer, asked } = setUp()
    const { result } = show(() => api.useItemQuery(1))
    expect(result.current).toMatchObject({
      isLoading: true,
      isFetching: true,
      isUninitialized: false,
      status: 'pending',
    })
    await answer(item(1))
    expect(result.current).toMatchObject({
      isLoading: false,
      isFetching: false,
      isSuccess: true,
      data: item(1),
      currentData: item(1),
      originalArgs: 1,
    })
    const { data } = result.current
    act(() => void result.current.refetch())
    expect(result.current).toMatchObject({ isLoading: false, isFetching: true, isSuccess: true })
    expect(asked()).toEqual(['item 1'])
    await answer(item(1))
    expect(result.current.data).toBe(data)
  })

  test('useQuery renders once for each change of what it shows', async () => {
    const { api, show, answer } = setUp()
    const seen: unknown[] = []
    show(() => {
      const { status, isFetching, data } = api.useItemQuery(1)
      seen.push([status, isFetching, data?.title])
    })
    await answer(item(1))
    expect(seen).toEqual([
      ['pending', true, undefined],
      // Once more with the request that the first one started.
      ['pending', true, undefined],
      ['fulfilled', false, 'item 1'],
    ])
  })

  test('data is of the last argument until the next is answered, currentData is not', async () => {
    const { api, show, answer } = setUp()
    const { result, rerender } = show((id: number) => api.useItemQuery(id), 1 as number)
    await answer(item(1))
    rerender(2)
    expect(result.current).toMatchObject({ data: item(1), isFetching: true, isSuccess: true })
    expect(result.current.currentData).toBeUndefined()
    await answer(item(2))
    expect(result.current).toMatchObject({ data: item(2), currentData: item(2) })
    rerender(1)
    expect(result.current).toMatchObject({ data: item(1), isFetching: false })
  })

  test('an error is shown beside the data before', async () => {
    const { api, show, answer, fail } = setUp()
    const { result } = show(() => api.useItemQuery(1))
    await answer(item(1))
    act(() => void result.current.refetch())
    await fail({ status: 500 })
    expect(result.current).toMatchObject({
      isError: true,
      isSuccess: false,
      error: { status: 500 },
      data: item(1),
    })
    act(() => void result.current.refetch())
    expect(result.current).toMatchObject({ isError: false, isSuccess: false, isFetching: true })
    await answer(item(1))
    expect(result.current).toMatchObject({ isSuccess: true, isError: false })
    expect(result.current.error).toBeUndefined()
  })

  test('skip and skipToken ask for nothing', async () => {
    const { api, show, answer, asked } = setUp()
    const { result, rerender } = show(
      (id: number | null) => ({
        bySkip: api.useItemQuery(id ?? 0, { skip: id === null }),
        byToken: api.useItemsQuery(id === null ? skipToken : undefined),
      }),
      null as number | null,
    )
    expect(asked()).toEqual([])
    expect(result.current.bySkip).toMatchObject({ isUninitialized: true, isFetching: false })
    expect(result.current.byToken).toMatchObject({ isUninitialized: true, isFetching: false })
    rerender(1)
    expect(asked()).toEqual(['item 1', 'items'])
    await answer(item(1))
    await answer([item(1)])
    rerender(null)
    expect(result.current.bySkip).toMatchObject({ data: item(1), isUninitialized: true })
    expect(result.current.bySkip.currentData).toBeUndefined()
  })

  test('selectFromResult renders only when what it selects changes', async () => {
    const { api, store, show, answer } = setUp()
    let renders = 0
    const { result } = show(() => {
      renders++
      return api.useItemsQuery(undefined, {
        selectFromResult: ({ data }) => ({ second: data?.find(({ id }) => id === 2) }),
      })
    })
    await answer([item(1), item(2)])
    const { second } = result.current
    expect(second).toEqual(item(2))
    const before = renders
    const change = (id: number) =>
      act(() => {
        store.dispatch(
          api.util.updateQueryData('items', undefined, (draft) => {
            const row = draft.find((other) => other.id === id)
            if (row) Object.assign(row, { title: 'new' })
          }),
        )
      })
    change(1)
    expect(renders).toBe(before)
    expect(result.current.second).toBe(second)
    change(2)
    expect(renders).toBe(before + 1)
    expect(result.current.second?.title).toBe('new')
  })

  test('a refetch that brings the same renders for its beginning and end, with the same data', async () => {
    const { api, show, answer } = setUp()
    const seen = new Set<unknown>()
    const { result } = show(() => {
      const query = api.useItemsQuery()
      if (query.data) seen.add(query.data)
      return query
    })
    await answer([item(1), item(2)])
    for (let i = 0; i < 3; i++) {
      act(() => void result.current.refetch())
      await answer([item(1), item(2)])
    }
    expect(seen.size).toBe(1)
  })

  test('useLazyQuery asks when it is told to', async () => {
    const { api, show, answer, asked } = setUp()
    const { result } = show(() => api.useLazyItemQuery())
    expect(result.current[1]).toMatchObject({ isUninitialized: true })
    expect(asked()).toEqual([])
    let answered: unknown
    act(() => {
      result.current[0](1).then((query) => {
        answered = query.data
      })
    })
    expect(result.current[1]).toMatchObject({ isFetching: true })
    await answer(item(1))
    expect(answered).toEqual(item(1))
    expect(result.current[1].data).toEqual(item(1))
    expect(result.current[2]).toEqual({ lastArg: 1 })
    act(() => void result.current[0](1, true))
    expect(asked()).toEqual([])
    act(() => void result.current[0](1))
    expect(asked()).toEqual(['item 1'])
    act(() => result.current[1].reset())
    expect(result.current[1].isUninitialized).toBe(true)
  })

  test('pollingInterval asks again and again, until it is 0 or nobody looks', async () => {
    const { api, show, answer, server, asked } = setUp()
    const { rerender, unmount } = show(
      (pollingInterval: number) => api.useItemQuery(1, { pollingInterval }),
      1000 as number,
    )
    await answer(item(1))
    await pass(1)
    expect(asked()).toEqual(['item 1'])
    expect(server.waiting[0]?.context).toMatchObject({ startReason: 'poll' })
    await answer(item(1, 'polled'))
    expect(api.endpoints.item.select(1)).toBeTypeOf('function')
    rerender(0)
    await pass(5)
    expect(asked()).toEqual([])
    rerender(500)
    await pass(0.6)
    expect(asked()).toEqual(['item 1'])
    await answer(item(1))
    unmount()
    await pass(5)
    expect(asked()).toEqual([])
  })

  test('pollingInterval may be a function of what is shown', async () => {
    const { api, show, answer, asked } = setUp()
    const { result } = show(() =>
      api.useItemQuery(1, {
        pollingInterval: ({ data }) => (data?.title === 'done' ? 0 : 1000),
      }),
    )
    await answer(item(1))
    await pass(1.1)
    expect(asked()).toEqual(['item 1'])
    await answer(item(1, 'done'))
    expect(result.current.data?.title).toBe('done')
    await pass(10)
    expect(asked()).toEqual([])
  })

  test('skipPollingIfUnfocused holds a poll back while nobody looks', async () => {
    const { api, store, show, answer, asked } = setUp()
    const options = { pollingInterval: 1000, skipPollingIfUnfocused: true }
    show(() => api.useItemQuery(1, options))
    await answer(item(1))
    act(() => void store.dispatch(api.internalActions.onFocusLost()))
    await pass(3)
    expect(asked()).toEqual([])
    act(() => void store.dispatch(api.internalActions.onFocus()))
    await pass(1.1)
    expect(asked()).toEqual(['item 1'])
  })

  test.each([
    [true, 0, ['item 1']],
    [false, 1000, []],
    [30, 10, []],
    [30, 40, ['item 1']],
  ] as const)('refetchOnMountOrArgChange: %s, %s s later', async (option, age, expected) => {
    const { api, show, answer, asked } = setUp()
    show(() => api.useItemQuery(1))
    await answer(item(1))
    await pass(age)
    show(() => api.useItemQuery(1, { refetchOnMountOrArgChange: option }))
    expect(asked()).toEqual(expected)
  })

  test('refetchOnMountOrArgChange of the api holds where the hook says nothing', async () => {
    const { api, show, answer, asked } = setUp({ refetchOnMountOrArgChange: true })
    show(() => api.useItemQuery(1))
    await answer(item(1))
    show(() => api.useItemQuery(1))
    expect(asked()).toEqual(['item 1'])
  })

  test.each([
    ['refetchOnFocus', 'visibilitychange'],
    ['refetchOnReconnect', 'online'],
  ] as const)('%s of the api asks again on %s', async (option, event) => {
    const { api, store, show, answer, asked } = setUp({ [option]: true })
    const stop = setupListeners(store.dispatch)
    show(() => api.useItemQuery(1))
    await answer(item(1))
    act(() => void window.dispatchEvent(new Event(event)))
    await pass(0)
    expect(asked()).toEqual(['item 1'])
    stop()
  })

  test('useMutation follows its call, and invalidates', async () => {
    const { api, show, answer, asked } = setUp()
    const list = show(() => api.useItemsQuery())
    await answer([item(1)])
    const { result } = show(() => api.useSaveMutation())
    expect(result.current[1]).toMatchObject({ isUninitialized: true, status: 'uninitialized' })
    act(() => void result.current[0](item(1, 'new')))
    expect(result.current[1]).toMatchObject({ isLoading: true, originalArgs: item(1, 'new') })
    expect(list.result.current.data).toEqual([item(1)])
    await answer(item(1, 'new'))
    expect(result.current[1]).toMatchObject({ isSuccess: true, data: item(1, 'new') })
    expect(asked()).toEqual(['items'])
    await answer([item(1, 'new')])
    expect(list.result.current.data).toEqual([item(1, 'new')])
    act(() => result.current[1].reset())
    expect(result.current[1]).toMatchObject({ isUninitialized: true })
  })

  test('mutations of one fixed key share their result', async () => {
    const { api, show, fail } = setUp()
    const first = show(() => api.useSaveMutation({ fixedCacheKey: 'form' }))
    const second = show(() => api.useSaveMutation({ fixedCacheKey: 'form' }))
    act(() => void first.result.current[0](item(1)))
    expect(second.result.current[1].isLoading).toBe(true)
    await fail('no')
    expect(second.result.current[1]).toMatchObject({ isError: true, error: 'no' })
  })

  test('usePrefetch asks for what is not there', async () => {
    const { api, show, answer, asked } = setUp()
    const { result } = show(() => api.usePrefetch('item'))
    act(() => result.current(1))
    expect(asked()).toEqual(['item 1'])
    await answer(item(1))
    act(() => result.current(1))
    expect(asked()).toEqual([])
    act(() => result.current(1, { force: true }))
    expect(asked()).toEqual(['item 1'])
  })

  test('useQueryState looks, useQuerySubscription asks', async () => {
    const { api, show, answer, asked } = setUp()
    const state = show(() => api.endpoints.item.useQueryState(1))
    expect(asked()).toEqual([])
    const subscription = show(() => api.endpoints.item.useQuerySubscription(1))
    expect(asked()).toEqual(['item 1'])
    await answer(item(1))
    expect(state.result.current.data).toEqual(item(1))
    act(() => void subscription.result.current.refetch())
    expect(state.result.current.isFetching).toBe(true)
  })

  test('an entry goes 60 seconds after its last component', async () => {
    const { api, show, answer, asked } = setUp()
    const first = show(() => api.useItemQuery(1))
    const second = show(() => api.useItemQuery(1))
    await answer(item(1))
    first.unmount()
    await pass(100)
    expect(second.result.current.data).toEqual(item(1))
    second.unmount()
    await pass(61)
    const third = show(() => api.useItemQuery(1))
    expect(third.result.current).toMatchObject({ isLoading: true })
    expect(asked()).toEqual(['item 1'])
  })

  test('resetApiState starts a mounted hook anew', async () => {
    const { api, store, show, answer, asked } = setUp()
    const { result } = show(() => api.useItemQuery(1))
    await answer(item(1))
    act(() => void store.dispatch(api.util.resetApiState()))
    expect(result.current.data).toBeUndefined()
    expect(asked()).toEqual(['item 1'])
    await answer(item(1, 'again'))
    expect(result.current.data?.title).toBe('again')
  })

  test('useInfiniteQuery brings pages at either end', async () => {
    const { api, show, answer, asked } = setUp()
    const { result } = show(() => api.useFeedInfiniteQuery('a'))
    expect(asked()).toEqual(['a 1'])
    await answer([item(1)])
    expect(result.current).toMatchObject({
      data: { pages: [[item(1)]], pageParams: [1] },
      hasNextPage: true,
      hasPreviousPage: true,
      isFetchingNextPage: false,
    })
    act(() => void result.current.fetchNextPage())
    expect(result.current).toMatchObject({ isFetchingNextPage: true, isFetching: true })
    await answer([item(2)])
    act(() => void result.current.fetchPreviousPage())
    expect(result.current).toMatchObject({ isFetchingPreviousPage: true })
    await answer([item(0)])
    expect(result.current).toMatchObject({
      data: { pages: [[item(0)], [item(1)], [item(2)]], pageParams: [0, 1, 2] },
      hasPreviousPage: false,
    })
    act(() => void result.current.fetchNextPage())
    await answer([item(3)])
    expect(result.current.hasNextPage).toBe(false)
    act(() => void result.current.fetchNextPage())
    expect(asked()).toEqual([])
  })

  test('useInfiniteQuery refetches all pages, or the first', async () => {
    const { api, show, answer, asked } = setUp()
    const { result } = show(() => api.useFeedInfiniteQuery('a'))
    await answer([item(1)])
    act(() => void result.current.fetchNextPage())
    await answer([item(2)])
    const { data } = result.current
    act(() => void result.current.refetch())
    await answer([item(1)])
    expect(asked()).toEqual(['a 2'])
    await answer([item(2)])
    expect(result.current.data).toBe(data)
    act(() => void result.current.refetch({ refetchCachedPages: false }))
    await answer([item(1)])
    expect(asked()).toEqual([])
    expect(result.current.data?.pages).toEqual([[item(1)]])
  })

  test('the parts of useInfiniteQuery look and ask on their own', async () => {
    const { api, show, answer, asked } = setUp()
    const { feed } = api.endpoints
    const state = show(() =>
      feed.useInfiniteQueryState('a', {
        selectFromResult: ({ data, hasNextPage }) => ({ count: data?.pages.length, hasNextPage }),
      }),
    )
    expect(asked()).toEqual([])
    const options = { initialPageParam: 2 }
    const subscription = show(() => feed.useInfiniteQuerySubscription('a', options))
    expect(asked()).toEqual(['a 2'])
    await answer([item(2)])
    expect(state.result.current).toEqual({ count: 1, hasNextPage: true })
    act(() => void subscription.result.current.fetchNextPage())
    await answer([item(3)])
    expect(state.result.current).toEqual({ count: 2, hasNextPage: false })
  })

  test('selectFromResult of a mutation shows what it selects', async () => {
    const { api, show, answer } = setUp()
    const { result } = show(() =>
      api.useSaveMutation({ selectFromResult: ({ data }) => ({ title: data?.title }) }),
    )
    act(() => void result.current[0](item(1, 'saved')))
    await answer(item(1, 'saved'))
    expect(result.current[1]).toMatchObject({ title: 'saved' })
    expect(result.current[1]).not.toHaveProperty('isSuccess')
  })

  test('a change by hand renders the components that show its entry, once', async () => {
    const { api, store, show, answer } = setUp()
    const renders = { list: 0, item: 0 }
    show(() => {
      renders.list++
      return api.useItemsQuery()
    })
    show(() => {
      renders.item++
      return api.useItemQuery(1)
    })
    await answer([item(1), item(2)])
    await answer(item(1))
    const before = { ...renders }
    const rename = () =>
      store.dispatch(
        api.util.updateQueryData('items', undefined, (draft) => {
          Object.assign(draft[1] ?? {}, { title: 'new' })
        }),
      )
    act(() => void rename())
    expect(renders).toEqual({ list: before.list + 1, item: before.item })
  })

  test('a skipped useInfiniteQuery asks for no page, however it is called', async () => {
    const { api, show, asked } = setUp()
    const { result } = show(() => api.useFeedInfiniteQuery(skipToken))
    act(() => void result.current.fetchNextPage())
    act(() => void result.current.fetchPreviousPage())
    await pass(1)
    expect(asked()).toEqual([])
    expect(result.current.isUninitialized).toBe(true)
  })
})
