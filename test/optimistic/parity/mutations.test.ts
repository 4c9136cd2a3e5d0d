import { createApi } from '@reduxjs/toolkit/query'
import { expect, test } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const one: Item = { id: 1, title: 'one' }

onEveryApi(({ mount }) => {
  const setUp = () => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        endpoints: (build) => ({
          item: build.query<Item, number>({ query: (id) => id }),
          save: build.mutation<Item, Item>({ query: (item) => item }),
          rename: build.mutation<string, Item>({
            query: (item) => item,
            transformResponse: (item: Item) => item.title,
            transformErrorResponse: (error) => ({ wrapped: error }),
          }),
          local: build.mutation<Item, Item>({ queryFn: (item) => ({ data: item }) }),
        }),
      }),
    )
    const tracked = () => Object.values(store.getState().api.mutations)
    return { server, store, endpoints: api.endpoints, util: api.util, tracked }
  }

  test('a mutation goes from pending to fulfilled', async () => {
    const { server, store, endpoints } = setUp()
    const promise = store.dispatch(endpoints.save.initiate(one))
    const select = () => endpoints.save.select(promise.requestId)(store.getState())
    expect(select()).toMatchObject({
      status: 'pending',
      isLoading: true,
      endpointName: 'save',
      startedTimeStamp: expect.any(Number),
    })
    const { context } = await server.answer(one)
    expect(context).toMatchObject({ endpoint: 'save', type: 'mutation' })
    expect(context.forced).toBeUndefined()
    expect(context.queryCacheKey).toBeUndefined()
    expect(await promise).toEqual({ data: one })
    expect(select()).toMatchObject({ status: 'fulfilled', isSuccess: true, data: one })
    expect(promise.arg).toMatchObject({ endpointName: 'save', originalArgs: one })
  })

  test('a refused mutation resolves with its error, and unwrap throws it', async () => {
    const { server, store, endpoints } = setUp()
    const promise = store.dispatch(endpoints.save.initiate(one))
    await server.fail({ status: 409 })
    expect(await promise).toEqual({ error: { status: 409 } })
    await expect(promise.unwrap()).rejects.toEqual({ status: 409 })
    expect(endpoints.save.select(promise.requestId)(store.getState())).toMatchObject({
      status: 'rejected',
      isError: true,
      error: { status: 409 },
    })
  })

  test('answer and error are transformed', async () => {
    const { server, store, endpoints } = setUp()
    const first = store.dispatch(endpoints.rename.initiate(one))
    await server.answer(one)
    await expect(first.unwrap()).resolves.toBe('one')
    const second = store.dispatch(endpoints.rename.initiate(one))
    await server.fail('no')
    await expect(second.unwrap()).rejects.toEqual({ wrapped: 'no' })
  })

  test('queryFn carries a mutation out', async () => {
    const { store, endpoints } = setUp()
    expect(await store.dispatch(endpoints.local.initiate(one))).toEqual({ data: one })
  })

  test('a mutation that declares nothing leaves every entry alone', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    const before = store.getState().api.queries
    store.dispatch(endpoints.save.initiate({ ...one, title: 'new' }))
    expect(store.getState().api.queries).toBe(before)
    await server.answer({ ...one, title: 'new' })
    expect(store.getState().api.queries).toBe(before)
    store.dispatch(endpoints.save.initiate({ ...one, title: 'newer' }))
    await server.fail('no')
    expect(store.getState().api.queries).toBe(before)
  })

  test('track: false leaves no trace', async () => {
    const { server, store, endpoints, tracked } = setUp()
    const promise = store.dispatch(endpoints.save.initiate(one, { track: false }))
    expect(tracked()).toEqual([])
    await server.answer(one)
    expect(tracked()).toEqual([])
    expect(await promise).toEqual({ data: one })
  })

  test('a fixed key is shared, and the last call owns it', async () => {
    const { server, store, endpoints } = setUp()
    const select = () =>
      endpoints.save.select({ fixedCacheKey: 'form', requestId: undefined })(store.getState())
    store.dispatch(endpoints.save.initiate(one, { fixedCacheKey: 'form' }))
    store.dispatch(endpoints.save.initiate({ ...one, id: 2 }, { fixedCacheKey: 'form' }))
    await server.answer(one)
    expect(select().status).toBe('pending')
    await server.answer({ ...one, id: 2 })
    expect(select()).toMatchObject({ status: 'fulfilled', data: { ...one, id: 2 } })
  })

  test("reset takes a mutation's entry away", async () => {
    const { server, store, endpoints, tracked } = setUp()
    const promise = store.dispatch(endpoints.save.initiate(one))
    await server.answer(one)
    expect(tracked()).toHaveLength(1)
    promise.reset()
    expect(tracked()).toEqual([])
    expect(endpoints.save.select(promise.requestId)(store.getState()).isUninitialized).toBe(true)
  })

  test('an aborted mutation is rejected, and told as aborted', async () => {
    const { server, store, endpoints } = setUp()
    const promise = store.dispatch(endpoints.save.initiate(one))
    const { context } = server.waiting[0] ?? {}
    promise.abort()
    expect(context?.signal.aborted).toBe(true)
    expect(await promise).toMatchObject({ error: { name: 'AbortError' } })
    await settled()
    expect(endpoints.save.select(promise.requestId)(store.getState()).status).toBe('rejected')
  })

  test('running mutations are found by request and by fixed key until they settle', async () => {
    const { server, store, endpoints, util } = setUp()
    const promise = store.dispatch(endpoints.save.initiate(one, { fixedCacheKey: 'form' }))
    const byId = () => store.dispatch(util.getRunningMutationThunk('save', promise.requestId))
    const byKey = () => store.dispatch(util.getRunningMutationThunk('save', 'form'))
    const all = () => store.dispatch(util.getRunningMutationsThunk())
    expect([byId(), byKey()]).toEqual([promise, promise])
    expect(all()).toContain(promise)
    await server.answer(one)
    expect([byId(), byKey()]).toEqual([undefined, undefined])
    expect(all()).not.toContain(promise)
  })

  test('mutations of one endpoint run side by side', async () => {
    const { server, store, endpoints } = setUp()
    const first = store.dispatch(endpoints.save.initiate(one))
    const second = store.dispatch(endpoints.save.initiate({ ...one, id: 2 }))
    expect(server.waiting).toHaveLength(2)
    await server.answer({ ...one, id: 2 }, 1)
    expect(await second).toEqual({ data: { ...one, id: 2 } })
    expect(endpoints.save.select(first.requestId)(store.getState()).status).toBe('pending')
    await server.fail('no')
    expect(await first).toEqual({ error: 'no' })
  })
})
