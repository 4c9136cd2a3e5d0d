import { createApi } from '@reduxjs/toolkit/query'
import { expect, test, vi } from 'vitest'
import { createServer, onEveryApi } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

interface Search {
  readonly text: string
  readonly page: number
}

const item = (id: number): Item => ({ id, title: `item ${id}` })

onEveryApi(({ mount }) => {
  const setUp = () => {
    const server = createServer()
    const merged = vi.fn()
    const asked = vi.fn()
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        endpoints: (build) => ({
          feed: build.query<Item[], number>({
            query: (page) => page,
            serializeQueryArgs: ({ endpointName }) => endpointName,
            merge: (current, next, about) => {
              merged(about)
              current.push(...next)
            },
            forceRefetch: ({ currentArg, previousArg, endpointState, state }) => {
              asked({
                currentArg,
                previousArg,
                data: endpointState?.data,
                hasState: 'api' in state,
              })
              return currentArg !== previousArg
            },
          }),
          newest: build.query<Item[], void>({
            query: () => 'newest',
            merge: (current, next) => [...next, ...current],
          }),
          search: build.query<Item[], Search>({
            query: (search) => search,
            serializeQueryArgs: ({ queryArgs }) => ({ text: queryArgs.text }),
          }),
          byNumber: build.query<Item[], Search>({
            query: (search) => search,
            serializeQueryArgs: ({ queryArgs }) => queryArgs.page,
          }),
        }),
      }),
    )
    return { server, store, endpoints: api.endpoints, util: api.util, merged, asked }
  }

  test('merge adds the next answer to what is there', async () => {
    const { server, store, endpoints } = setUp()
    const select = () => endpoints.feed.select(1)(store.getState())
    store.dispatch(endpoints.feed.initiate(1))
    await server.answer([item(1), item(2)])
    const before = select().data
    store.dispatch(endpoints.feed.initiate(2))
    await server.answer([item(3)])
    expect(select().data).toEqual([item(1), item(2), item(3)])
    expect(select().data?.[0]).toBe(before?.[0])
    expect(before).toEqual([item(1), item(2)])
    expect(select().originalArgs).toBe(2)
  })

  test('merge is not called for the first answer, and is told about each other one', async () => {
    const { server, store, endpoints, merged } = setUp()
    store.dispatch(endpoints.feed.initiate(1))
    await server.answer([item(1)])
    expect(merged).not.toHaveBeenCalled()
    const { requestId } = store.dispatch(endpoints.feed.initiate(2))
    await server.answer([item(2)])
    const { fulfilledTimeStamp } = endpoints.feed.select(2)(store.getState())
    const about = { arg: 2, baseQueryMeta: { tag: 'answered' }, requestId, fulfilledTimeStamp }
    expect(merged.mock.calls).toEqual([[about]])
  })

  test('merge may return the data instead', async () => {
    const { server, store, endpoints } = setUp()
    for (const answer of [[item(1)], [item(2)]]) {
      store.dispatch(endpoints.newest.initiate(undefined, { forceRefetch: true }))
      await server.answer(answer)
    }
    expect(endpoints.newest.select()(store.getState()).data).toEqual([item(2), item(1)])
  })

  test('merge keeps what was added twice', async () => {
    const { server, store, endpoints } = setUp()
    for (const answer of [[item(1)], [item(1)]]) {
      store.dispatch(endpoints.newest.initiate(undefined, { forceRefetch: true }))
      await server.answer(answer)
    }
    expect(endpoints.newest.select()(store.getState()).data).toEqual([item(1), item(1)])
  })

  test('merge adds to what the user wrote', async () => {
    const { server, store, endpoints, util } = setUp()
    store.dispatch(endpoints.feed.initiate(1))
    await server.answer([item(1), item(2)])
    store.dispatch(util.updateQueryData('feed', 1, (draft) => void draft.shift()))
    store.dispatch(endpoints.feed.initiate(2))
    await server.answer([item(3)])
    expect(endpoints.feed.select(1)(store.getState()).data).toEqual([item(2), item(3)])
  })

  test('merge adds an upserted value too', async () => {
    const { server, store, endpoints, util } = setUp()
    store.dispatch(endpoints.feed.initiate(1))
    await server.answer([item(1)])
    await store.dispatch(util.upsertQueryData('feed', 1, [item(2)]))
    const entry = { endpointName: 'feed' as const, arg: 1, value: [item(3)] }
    store.dispatch(util.upsertQueryEntries([entry]))
    const { data } = endpoints.feed.select(1)(store.getState())
    expect(data).toEqual([item(1), item(2), item(3)])
  })

  test('forceRefetch decides with both arguments and the entry', async () => {
    const { server, store, endpoints, asked } = setUp()
    store.dispatch(endpoints.feed.initiate(1))
    await server.answer([item(1)])
    asked.mockClear()
    store.dispatch(endpoints.feed.initiate(1))
    expect(server.waiting).toHaveLength(0)
    store.dispatch(endpoints.feed.initiate(2))
    expect(server.waiting).toHaveLength(1)
    const data = [item(1)]
    expect(asked.mock.calls).toEqual([
      [{ currentArg: 1, previousArg: 1, data, hasState: true }],
      [{ currentArg: 2, previousArg: 1, data, hasState: true }],
    ])
  })

  test('serializeQueryArgs that returns a string names the entry', async () => {
    const { store, endpoints, server } = setUp()
    store.dispatch(endpoints.feed.initiate(1))
    await server.answer([item(1)])
    expect(store.getState().api.queries).toHaveProperty(['feed'])
  })

  test('serializeQueryArgs that returns a part of the argument serializes that part', async () => {
    const { store, endpoints, server } = setUp()
    const { queryCacheKey } = store.dispatch(endpoints.search.initiate({ text: 'a', page: 1 }))
    await server.answer([item(1)])
    expect(queryCacheKey).toBe('search({"text":"a"})')
    const other = endpoints.search.select({ text: 'a', page: 7 })(store.getState())
    expect(other).toMatchObject({ data: [item(1)], originalArgs: { text: 'a', page: 1 } })
    const { queryCacheKey: key } = store.dispatch(
      endpoints.byNumber.initiate({ text: 'a', page: 3 }),
    )
    expect(key).toBe('byNumber(3)')
  })

  test('an api-wide serializeQueryArgs names each entry', async () => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        serializeQueryArgs: ({ endpointName, queryArgs }) =>
          `${endpointName}/${JSON.stringify(queryArgs)}`,
        endpoints: (build) => ({ item: build.query<Item, number>({ query: (id) => id }) }),
      }),
    )
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(item(1))
    expect(store.getState().api.queries).toHaveProperty(['item/1'])
    store.dispatch(api.util.updateQueryData('item', 1, (draft) => ({ ...draft, title: 'new' })))
    expect(api.endpoints.item.select(1)(store.getState()).data?.title).toBe('new')
  })

  test('arguments that serialize alike share one entry', async () => {
    const { store, endpoints, server } = setUp()
    store.dispatch(endpoints.search.initiate({ text: 'a', page: 1 }))
    store.dispatch(endpoints.search.initiate({ page: 1, text: 'a' }))
    expect(server.waiting).toHaveLength(1)
  })
})
