import { combineReducers, configureStore } from '@reduxjs/toolkit'
import { createApi, setupListeners } from '@reduxjs/toolkit/query'
import { expect, test } from 'vitest'
import { createInstantServer, createServer, onEveryApi, settled, withOperation } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const one: Item = { id: 1, title: 'one' }

onEveryApi(({ mount, wrap }) => {
  const define = () => {
    const server = createServer()
    const api = createApi({
      baseQuery: server.baseQuery,
      tagTypes: ['Item'],
      endpoints: (build) => ({
        item: build.query<Item, number>({ query: (id) => `item ${id}`, providesTags: ['Item'] }),
        save: build.mutation<Item, Item>({ query: ({ id }) => `save ${id}` }),
      }),
    })
    return { server, api }
  }

  test('endpoints that are injected after wrapping work like the others', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const more = api.injectEndpoints({
      endpoints: (build) => ({
        title: build.query<string, number>({
          query: (id) => `title ${id}`,
          transformResponse: (item: Item) => item.title,
          providesTags: ['Item'],
        }),
        clear: build.mutation<null, void>({ query: () => 'clear', invalidatesTags: ['Item'] }),
      }),
    })
    expect(more).toBe(api)
    store.dispatch(more.endpoints.title.initiate(1))
    await server.answer(one)
    expect(more.endpoints.title.select(1)(store.getState() as never).data).toBe('one')
    store.dispatch(more.endpoints.clear.initiate())
    await server.answer(null)
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['title 1'])
  })

  test('an endpoint that is there is only overridden when asked to', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const inject = (overrideExisting: boolean | 'throw') =>
      api.injectEndpoints({
        overrideExisting,
        endpoints: (build) => ({
          item: build.query<Item, number>({ query: (id) => `other ${id}` }),
        }),
      })
    expect(() => inject('throw')).toThrow('item')
    inject(false)
    store.dispatch(api.endpoints.item.initiate(1))
    inject(true)
    store.dispatch(api.endpoints.item.initiate(2))
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['item 1', 'other 2'])
    await server.answer(one)
  })

  test('endpoints that are enhanced after wrapping do what they are told', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    api.enhanceEndpoints({
      addTagTypes: ['List'],
      endpoints: {
        item: {
          transformResponse: (item: Item) => ({ ...item, title: item.title.toUpperCase() }),
          providesTags: [{ type: 'List' as never, id: 1 }],
        },
        save: (definition) => {
          definition.invalidatesTags = [{ type: 'List' as never, id: 1 }]
        },
      },
    })
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    expect(api.endpoints.item.select(1)(store.getState()).data?.title).toBe('ONE')
    store.dispatch(api.endpoints.save.initiate(one))
    await server.answer(one)
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['item 1'])
  })

  test('two stores of one api hold their own entries', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const other = mount(api).store
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    expect(api.endpoints.item.select(1)(other.getState()).isUninitialized).toBe(true)
    other.dispatch(api.endpoints.item.initiate(1))
    expect(other.dispatch(api.endpoints.item.getRunningQuery(1))).toBeDefined()
    expect(store.dispatch(api.endpoints.item.getRunningQuery(1))).toBeUndefined()
    await server.answer({ ...one, title: 'other' })
    expect(api.endpoints.item.select(1)(store.getState()).data?.title).toBe('one')
    expect(api.endpoints.item.select(1)(other.getState()).data?.title).toBe('other')
  })

  test('an action that changes nothing leaves the state the same object', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const promise = store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const before = store.getState().api
    store.dispatch({ type: 'unrelated' })
    store.dispatch(api.endpoints.item.initiate(1, { subscribe: false }))
    store.dispatch(api.util.invalidateTags([]))
    store.dispatch(api.util.prefetch('item', 1, {}))
    store.dispatch(api.internalActions.removeMutationResult({ requestId: 'unknown' }))
    store.dispatch(api.internalActions.onFocus())
    await settled()
    expect(store.getState().api.queries).toBe(before.queries)
    expect(store.getState().api.mutations).toBe(before.mutations)
    expect(store.getState().api.provided).toBe(before.provided)
    store.dispatch({ type: 'unrelated' })
    expect(store.getState().api.config).toBe(before.config)
    promise.unsubscribe()
  })

  test('removing what is not there leaves the slice the same object', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const before = store.getState().api
    store.dispatch(api.internalActions.removeQueryResult({ queryCacheKey: 'unknown' as never }))
    store.dispatch(api.internalActions.removeMutationResult({ requestId: 'unknown' }))
    expect(store.getState().api).toBe(before)
  })

  test('an unrelated action leaves the slice the same object', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const before = store.getState().api
    store.dispatch({ type: 'unrelated' })
    expect(store.getState().api).toBe(before)
  })

  test('an action of one entry leaves every other entry the same object', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const entry = () => store.getState().api.queries['item(1)' as never]
    const before = entry()
    store.dispatch(api.endpoints.item.initiate(2))
    await server.answer({ id: 2, title: 'two' })
    store.dispatch(api.util.updateQueryData('item', 2, (draft) => ({ ...draft, title: 'new' })))
    store.dispatch(api.endpoints.save.initiate(one))
    await server.fail('no')
    expect(entry()).toBe(before)
  })

  test("the state holds what RTK Query documents, under the reducer's path", async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const { queries, mutations, provided, subscriptions, config } = store.getState().api
    expect(Object.keys(queries)).toContain('item(1)')
    expect(mutations).toEqual({})
    expect(provided.keys).toMatchObject({ 'item(1)': [{ type: 'Item' }] })
    expect(subscriptions).toBeDefined()
    expect(config).toMatchObject({
      reducerPath: 'api',
      keepUnusedDataFor: 60,
      refetchOnFocus: false,
      refetchOnReconnect: false,
      refetchOnMountOrArgChange: false,
      invalidationBehavior: 'delayed',
      middlewareRegistered: true,
      online: true,
      focused: true,
    })
  })

  test('what the state holds can be written down and read again', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const state = store.getState().api
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })

  test('an api may live under another path, beside another api', async () => {
    const { baseQuery } = createInstantServer((arg) => ({ id: 1, title: arg }))
    const create = <Path extends string>(reducerPath: Path) =>
      createApi({
        reducerPath,
        baseQuery,
        endpoints: (build) => ({ item: build.query<Item, number>({ query: () => reducerPath }) }),
      })
    const first = wrap(create('first') as never) as unknown as ReturnType<typeof create<'first'>>
    const second = wrap(create('second') as never) as unknown as ReturnType<typeof create<'second'>>
    const store = configureStore({
      reducer: combineReducers({ first: first.reducer, second: second.reducer }),
      middleware: (getDefault) => getDefault().concat(first.middleware, second.middleware),
    })
    await store.dispatch(first.endpoints.item.initiate(1))
    await store.dispatch(second.endpoints.item.initiate(1))
    expect(first.endpoints.item.select(1)(store.getState()).data?.title).toBe('first')
    expect(second.endpoints.item.select(1)(store.getState()).data?.title).toBe('second')
    const before = store.getState().second
    store.dispatch(first.util.resetApiState())
    expect(first.endpoints.item.select(1)(store.getState()).isUninitialized).toBe(true)
    expect(store.getState().second).toBe(before)
  })

  test('a reducer around it may copy the slice with every action', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped, { around: (slice) => ({ ...slice }) })
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const entry = () => store.getState().api.queries['item(1)' as never]
    const before = entry()
    store.dispatch({ type: 'unrelated' })
    store.dispatch(api.endpoints.item.initiate(2))
    await server.answer({ id: 2, title: 'two' })
    expect(entry()).toBe(before)
    store.dispatch(api.util.updateQueryData('item', 1, (draft) => ({ ...draft, title: 'new' })))
    store.dispatch(api.endpoints.item.initiate(1, { forceRefetch: true }))
    expect(api.endpoints.item.select(1)(store.getState())).toMatchObject({
      status: 'pending',
      data: { id: 1, title: 'new' },
    })
    await server.answer({ id: 1, title: 'newer' })
    expect(api.endpoints.item.select(1)(store.getState()).data?.title).toBe('newer')
  })

  test('an earlier state may be put back, and what follows goes from there', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped, {
      around: (slice, { type, to }) => (type === 'travel' ? (to as object) : slice),
    })
    const title = () => api.endpoints.item.select(1)(store.getState()).data?.title
    store.dispatch(api.endpoints.item.initiate(1))
    await server.answer(one)
    const before = store.getState().api
    store.dispatch(api.util.updateQueryData('item', 1, (draft) => ({ ...draft, title: 'new' })))
    expect(title()).toBe('new')
    store.dispatch({ type: 'travel', to: before })
    expect(title()).toBe('one')
    store.dispatch(api.endpoints.item.initiate(2))
    await server.answer({ id: 2, title: 'two' })
    expect(title()).toBe('one')
    expect(api.endpoints.item.select(2)(store.getState()).data?.title).toBe('two')
  })

  test('an answer of before resetApiState does not come back', async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const save = store.dispatch(api.endpoints.save.initiate(one))
    store.dispatch(api.endpoints.item.initiate(1))
    store.dispatch(api.util.resetApiState())
    await server.answer(one)
    await server.answer(one)
    expect(await save).toMatchObject({ error: { name: 'AbortError' } })
    expect(Object.keys(store.getState().api.queries)).toEqual([])
    expect(store.getState().api.mutations).toEqual({})
  })

  test.each(['refetchOnFocus', 'refetchOnReconnect'] as const)('%s asks again', async (option) => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const { onFocus, onFocusLost, onOnline, onOffline } = api.internalActions
    const lost = { refetchOnFocus: onFocusLost, refetchOnReconnect: onOffline }[option]
    const back = { refetchOnFocus: onFocus, refetchOnReconnect: onOnline }[option]
    const subscriptionOptions = { [option]: true }
    store.dispatch(api.endpoints.item.initiate(1, { subscriptionOptions }))
    await server.answer(one)
    store.dispatch(api.endpoints.item.initiate(2))
    await server.answer({ id: 2, title: 'two' })
    store.dispatch(lost())
    expect(server.waiting).toHaveLength(0)
    store.dispatch(back())
    await settled()
    expect(server.waiting.map(({ arg }) => arg)).toEqual(['item 1'])
    expect(store.getState().api.config).toMatchObject({ focused: true, online: true })
  })

  test("setupListeners may be given a handler of one's own", async () => {
    const { server, api: unwrapped } = define()
    const { api, store } = mount(unwrapped)
    const subscriptionOptions = { refetchOnReconnect: true }
    store.dispatch(api.endpoints.item.initiate(1, { subscriptionOptions }))
    await server.answer(one)
    let online = () => {}
    const stop = setupListeners(store.dispatch, (dispatch, { onOnline }) => {
      online = () => dispatch(onOnline())
      return () => {}
    })
    online()
    await settled()
    expect(server.waiting).toHaveLength(1)
    stop()
  })
})

test('an operation is open in the variant that says so', async () => {
  const { api, store } = withOperation.mount(
    createApi({
      baseQuery: createServer().baseQuery,
      endpoints: (build) => ({ item: build.query<Item, number>({ query: (id) => id }) }),
    }),
  )
  const { util } = api as unknown as {
    util: { selectOperations(state: unknown): unknown[] }
  }
  const state = () => store.getState() as { api: { queries: Record<string, unknown> } }
  expect(util.selectOperations(state())).toHaveLength(1)
  await settled()
  expect(util.selectOperations(state())).toMatchObject([{ endpointName: 'changeOther' }])
  const shown = state().api.queries['otherRows(undefined)']
  expect(shown).toMatchObject({ data: [{ isChanged: true }] })
})
