import { createApi, skipToken } from '@reduxjs/toolkit/query'
import * as v from 'valibot'
import { expect, test, vi } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const one: Item = { id: 1, title: 'one' }

onEveryApi(({ mount }) => {
  const setUp = () => {
    const server = createServer()
    const failures = vi.fn()
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        endpoints: (build) => ({
          item: build.query<Item, number>({ query: (id) => `item/${id}` }),
          title: build.query<string, number>({
            query: (id) => `item/${id}`,
            transformResponse: async (raw: Item, meta, id) =>
              `${raw.title} ${(meta as { tag: string }).tag} ${id}`,
            transformErrorResponse: (raw, meta, id) => ({
              raw,
              tag: (meta as { tag: string }).tag,
              id,
            }),
          }),
          broken: build.query<Item, void>({
            query: () => 'broken',
            transformResponse: () => {
              throw new Error('cannot be read')
            },
          }),
          made: build.query<Item, number>({
            queryFn: async (id, { signal }, _extra, baseQuery) => {
              const { data } = await baseQuery(`part/${id}`)
              return signal.aborted
                ? { error: 'aborted' }
                : { data: { id, title: String(data) }, meta: {} }
            },
          }),
          refused: build.query<Item, void>({ queryFn: () => ({ error: { status: 'REFUSED' } }) }),
          thrown: build.query<Item, void>({
            queryFn: () => {
              throw new TypeError('not today')
            },
          }),
          tagged: build.query<Item, void>({ query: () => '', extraOptions: { tag: 'own' } }),
          checked: build.query<Item, number>({
            query: (id) => id,
            argSchema: v.number(),
            responseSchema: v.object({ id: v.number(), title: v.string() }),
            onSchemaFailure: failures,
          }),
          caught: build.query<Item, number>({
            query: (id) => id,
            rawResponseSchema: v.object({ id: v.number(), title: v.string() }),
            catchSchemaFailure: ({ schemaName }) => ({ status: 'SCHEMA', schemaName }),
          }),
          unchecked: build.query<Item, number>({
            query: (id) => id,
            responseSchema: v.object({ id: v.number(), title: v.string() }),
            skipSchemaValidation: ['response'],
          }),
        }),
      }),
    )
    return { server, store, api, endpoints: api.endpoints, failures }
  }

  test('transformResponse is given the answer, its meta and the argument', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.title.initiate(1))
    await server.answer(one)
    expect(endpoints.title.select(1)(store.getState()).data).toBe('one answered 1')
  })

  test('transformErrorResponse is given the error, its meta and the argument', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.title.initiate(1))
    await server.fail({ status: 500 })
    const { error } = endpoints.title.select(1)(store.getState())
    expect(error).toEqual({ raw: { status: 500 }, tag: 'failed', id: 1 })
  })

  test('a transformResponse that throws rejects with the serialized error', async () => {
    const { server, store, endpoints } = setUp()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const promise = store.dispatch(endpoints.broken.initiate())
    await server.answer(one)
    expect(await promise).toMatchObject({
      status: 'rejected',
      error: { name: 'Error', message: 'cannot be read' },
    })
    logged.mockRestore()
  })

  test('queryFn makes the data, with the base query at hand', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.made.initiate(1))
    expect(server.waiting[0]?.arg).toBe('part/1')
    await server.answer('made')
    expect(endpoints.made.select(1)(store.getState()).data).toEqual({ id: 1, title: 'made' })
  })

  test("an error of queryFn is the entry's error", async () => {
    const { store, endpoints } = setUp()
    const { error, isError } = await store.dispatch(endpoints.refused.initiate())
    expect([isError, error]).toEqual([true, { status: 'REFUSED' }])
  })

  test('what queryFn throws is serialized', async () => {
    const { store, endpoints } = setUp()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { error } = await store.dispatch(endpoints.thrown.initiate())
    expect(error).toMatchObject({ name: 'TypeError', message: 'not today' })
    logged.mockRestore()
  })

  test('the base query is told of the endpoint, the entry and why it is asked', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.item.initiate(1))
    const first = await server.answer(one)
    expect(first.context).toMatchObject({
      endpoint: 'item',
      type: 'query',
      queryCacheKey: 'item(1)',
      forced: false,
      startReason: 'initial',
    })
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: true }))
    const second = await server.answer(one)
    expect(second.context).toMatchObject({ forced: true, startReason: 'refetch' })
  })

  test('extraOptions reach the base query', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.tagged.initiate())
    const { extraOptions } = await server.answer(one)
    expect(extraOptions).toEqual({ tag: 'own' })
  })

  test('an argument that fails its schema is not sent', async () => {
    const { server, store, endpoints, failures } = setUp()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { error } = await store.dispatch(endpoints.checked.initiate('1' as never))
    expect(error).toMatchObject({ name: 'SchemaError' })
    expect(server.asked).toEqual([])
    expect(failures).toHaveBeenCalledWith(
      expect.objectContaining({ schemaName: 'argSchema' }),
      expect.objectContaining({ endpoint: 'checked', queryCacheKey: 'checked("1")' }),
    )
    logged.mockRestore()
  })

  test('an answer that fails its schema rejects and keeps the data before', async () => {
    const { server, store, endpoints } = setUp()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    store.dispatch(endpoints.checked.initiate(1))
    await settled()
    await server.answer(one)
    store.dispatch(endpoints.checked.initiate(1, { forceRefetch: true }))
    await settled()
    await server.answer({ id: 'x' })
    const entry = endpoints.checked.select(1)(store.getState())
    expect(entry).toMatchObject({ status: 'rejected', data: one, error: { name: 'SchemaError' } })
    logged.mockRestore()
  })

  test('catchSchemaFailure turns it into an error of the api', async () => {
    const { server, store, endpoints } = setUp()
    const promise = store.dispatch(endpoints.caught.initiate(1))
    await server.answer({ id: 'x' })
    expect((await promise).error).toEqual({ status: 'SCHEMA', schemaName: 'rawResponseSchema' })
  })

  test('skipSchemaValidation takes the answer as it is', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.unchecked.initiate(1))
    await server.answer({ id: 1 })
    expect(endpoints.unchecked.select(1)(store.getState()).data).toEqual({ id: 1 })
  })

  test('a second call joins the request in flight', async () => {
    const { server, store, endpoints } = setUp()
    const first = store.dispatch(endpoints.item.initiate(1))
    const second = store.dispatch(endpoints.item.initiate(1, { forceRefetch: true }))
    expect(server.waiting).toHaveLength(1)
    await server.answer(one)
    expect((await second).data).toBe((await first).data)
  })

  test('data that is there is not asked for again, unless forced', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    expect((await store.dispatch(endpoints.item.initiate(1))).data).toEqual(one)
    expect(server.waiting).toHaveLength(0)
    const promise = store.dispatch(endpoints.item.initiate(1))
    promise.refetch()
    expect(server.waiting).toHaveLength(1)
  })

  test('initiate with skipToken asks for nothing and leaves no entry', async () => {
    const { server, store, endpoints } = setUp()
    const before = Object.keys(store.getState().api.queries)
    store.dispatch(endpoints.item.initiate(skipToken as never))
    expect(server.waiting).toHaveLength(0)
    expect(Object.keys(store.getState().api.queries)).toEqual(before)
    const selected = endpoints.item.select(skipToken)(store.getState())
    expect(selected).toMatchObject({ isUninitialized: true, status: 'uninitialized' })
  })

  test('getRunningQuery and the running thunks find a request until it settles', async () => {
    const { server, store, api, endpoints } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    const running = () => [
      store.dispatch(endpoints.item.getRunningQuery(1)),
      store.dispatch(api.util.getRunningQueryThunk('item', 1)),
      ...store.dispatch(api.util.getRunningQueriesThunk()),
    ]
    for (const found of running()) expect(found?.requestId).toBe(promise.requestId)
    expect(running()).toHaveLength(3)
    expect(store.dispatch(endpoints.item.getRunningQuery(2))).toBeUndefined()
    await server.answer(one)
    expect(running()).toEqual([undefined, undefined])
  })

  test('each request starts and ends with one action of its own', async () => {
    const server = createServer()
    const { api, store, actions } = mount(
      createApi({
        baseQuery: server.baseQuery,
        endpoints: (build) => ({ item: build.query<Item, number>({ query: (id) => id }) }),
      }),
    )
    const { item } = api.endpoints
    const { requestId } = store.dispatch(item.initiate(1))
    await server.answer(one)
    const own = actions.filter((action) => item.matchPending(action) || item.matchFulfilled(action))
    expect(own.map(({ type }) => type)).toEqual([
      'api/executeQuery/pending',
      'api/executeQuery/fulfilled',
    ])
    expect(own[1]).toMatchObject({
      payload: one,
      meta: { requestId, arg: { endpointName: 'item', originalArgs: 1, queryCacheKey: 'item(1)' } },
    })
  })

  test('the state is written once for each action, before the promise resolves', async () => {
    const { server, store, endpoints } = setUp()
    const seen: unknown[] = []
    const select = endpoints.item.select(1)
    let before = select(store.getState())
    store.subscribe(() => {
      const now = select(store.getState())
      if (now === before) return
      before = now
      seen.push([now.status, now.data])
    })
    store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: true }))
    await server.fail('no')
    await settled()
    expect(seen).toEqual([
      ['pending', undefined],
      ['fulfilled', one],
      ['pending', one],
      ['rejected', one],
    ])
  })
})
