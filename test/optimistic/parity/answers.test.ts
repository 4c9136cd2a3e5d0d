import { createApi } from '@reduxjs/toolkit/query'
import { expect, test } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
  readonly owner?: { readonly name: string }
}

const copy = <T>(data: T): T => structuredClone(data)

const one: Item = { id: 1, title: 'one', owner: { name: 'Ada' } }
const two: Item = { id: 2, title: 'two' }

onEveryApi(({ mount }) => {
  const setUp = () => {
    const server = createServer()
    const { api, store } = mount(
      createApi({
        baseQuery: server.baseQuery,
        endpoints: (build) => ({
          items: build.query<Item[], void>({ query: () => 'items' }),
          item: build.query<Item, number>({ query: (id) => id }),
          unshared: build.query<Item, void>({ query: () => 'unshared', structuralSharing: false }),
          unsharedItems: build.query<Item[], void>({ query: () => '', structuralSharing: false }),
          count: build.query<{ readonly total: number }, void>({
            query: () => 'count',
            structuralSharing: false,
          }),
          names: build.query<string[], void>({ query: () => 'names', structuralSharing: false }),
        }),
      }),
    )
    const read = async <T>(initiate: (options: { forceRefetch: true }) => T, data: unknown) => {
      store.dispatch(initiate({ forceRefetch: true }) as never)
      await server.answer(data)
    }
    return { server, api, store, read, endpoints: api.endpoints }
  }

  test('equal parts of the next answer stay the same objects', async () => {
    const { store, endpoints, read } = setUp()
    const load = (data: Item[]) => read((more) => endpoints.items.initiate(undefined, more), data)
    const select = () => endpoints.items.select()(store.getState()).data
    await load([one, two])
    const before = select()
    await load(copy([one, two]))
    expect(select()).toBe(before)
    await load(copy([one, { ...two, title: 'changed' }]))
    expect(select()).not.toBe(before)
    expect(select()?.[0]).toBe(before?.[0])
    expect(select()?.[1]).not.toBe(before?.[1])
  })

  test('a part deep in the data is shared where another part changed', async () => {
    const { store, endpoints, read } = setUp()
    const load = (data: Item) => read((more) => endpoints.item.initiate(1, more), data)
    const select = () => endpoints.item.select(1)(store.getState()).data
    await load(one)
    const before = select()
    await load({ ...copy(one), title: 'changed' })
    expect(select()).toEqual({ ...one, title: 'changed' })
    expect(select()?.owner).toBe(before?.owner)
  })

  test.each([
    ['a row', 'unshared' as const, one],
    ['a list', 'unsharedItems' as const, [one, two]],
    ['data without rows', 'count' as const, { total: 3 }],
    ['a list of plain values', 'names' as const, ['Ada', 'Grace']],
  ])('structuralSharing: false takes the answer as it is: %s', async (_what, name, data) => {
    const { store, endpoints, read } = setUp()
    const load = (answer: unknown) =>
      read((more) => endpoints[name].initiate(undefined, more), answer)
    const select = () => endpoints[name].select()(store.getState()).data
    await load(data)
    expect(select()).toBe(data)
    const next = copy(data)
    await load(next)
    expect(select()).toBe(next)
  })

  test('structuralSharing: false keeps no part of the data before', async () => {
    const { store, endpoints, read } = setUp()
    const load = (answer: unknown) =>
      read((more) => endpoints.unsharedItems.initiate(undefined, more), answer)
    await load([one, two])
    const next = [copy(one), { ...two, title: 'changed' }]
    await load(next)
    const shown = endpoints.unsharedItems.select()(store.getState()).data
    expect(shown).toBe(next)
    expect(shown?.[0]).toBe(next[0])
  })

  test('what is upserted without structural sharing is taken as it is', async () => {
    const { api, store, endpoints } = setUp()
    const put = (value: Item) =>
      store.dispatch(
        api.util.upsertQueryEntries([{ endpointName: 'unshared', arg: undefined, value }]),
      )
    put(one)
    const next = copy(one)
    put(next)
    expect(endpoints.unshared.select()(store.getState()).data).toBe(next)
    const third = copy(one)
    await store.dispatch(api.util.upsertQueryData('unshared', undefined, third))
    expect(endpoints.unshared.select()(store.getState()).data).toBe(third)
  })

  test('what is upserted without rows and without structural sharing is taken as it is', async () => {
    const { api, store, endpoints } = setUp()
    const select = () => endpoints.count.select()(store.getState()).data
    for (const value of [{ total: 3 }, { total: 3 }]) {
      store.dispatch(
        api.util.upsertQueryEntries([{ endpointName: 'count', arg: undefined, value }]),
      )
      expect(select()).toBe(value)
    }
    const third = { total: 3 }
    await store.dispatch(api.util.upsertQueryData('count', undefined, third))
    expect(select()).toBe(third)
  })

  test('what updateQueryData returns is taken as it is, equal or not', async () => {
    const { api, store, endpoints, read } = setUp()
    await read((more) => endpoints.items.initiate(undefined, more), [one, two])
    const next = copy([one, two])
    store.dispatch(api.util.updateQueryData('items', undefined, () => next))
    expect(endpoints.items.select()(store.getState()).data).toBe(next)
  })

  test('what updateQueryData returns is taken as it is where data is not rows', async () => {
    const { api, store, endpoints, read } = setUp()
    await read((more) => endpoints.count.initiate(undefined, more), { total: 3 })
    const next = { total: 3 }
    store.dispatch(api.util.updateQueryData('count', undefined, () => next))
    expect(endpoints.count.select()(store.getState()).data).toBe(next)
  })

  test('a list that holds the very same rows is another list', async () => {
    const { store, endpoints, read } = setUp()
    const load = (answer: unknown) =>
      read((more) => endpoints.unsharedItems.initiate(undefined, more), answer)
    await load([one, two])
    const next = [one, two]
    await load(next)
    expect(endpoints.unsharedItems.select()(store.getState()).data).toBe(next)
  })

  test('an entry goes from uninitialized over pending to fulfilled', async () => {
    const { store, endpoints, server } = setUp()
    const select = () => endpoints.item.select(1)(store.getState())
    expect(select()).toMatchObject({ status: 'uninitialized', isUninitialized: true })
    const { requestId } = store.dispatch(endpoints.item.initiate(1))
    expect(select()).toMatchObject({
      status: 'pending',
      isLoading: true,
      endpointName: 'item',
      originalArgs: 1,
      requestId,
      startedTimeStamp: expect.any(Number),
    })
    expect(select().data).toBeUndefined()
    await server.answer(one)
    expect(select()).toMatchObject({
      status: 'fulfilled',
      isSuccess: true,
      data: one,
      requestId,
      fulfilledTimeStamp: expect.any(Number),
    })
    expect(select()).not.toHaveProperty('error')
  })

  test('an error keeps the data and the next answer takes the error away', async () => {
    const { store, endpoints, server, read } = setUp()
    const select = () => endpoints.item.select(1)(store.getState())
    await read((more) => endpoints.item.initiate(1, more), one)
    const { data, fulfilledTimeStamp } = select()
    store.dispatch(endpoints.item.initiate(1, { forceRefetch: true }))
    expect(select()).toMatchObject({ status: 'pending', data: one })
    await server.fail({ status: 500 })
    expect(select()).toMatchObject({
      status: 'rejected',
      isError: true,
      error: { status: 500 },
      fulfilledTimeStamp,
    })
    expect(select().data).toBe(data)
    await read((more) => endpoints.item.initiate(1, more), copy(one))
    expect(select()).toMatchObject({ status: 'fulfilled', data: one })
    expect(select()).not.toHaveProperty('error')
    expect(select().data).toBe(data)
  })

  test('an error before any data leaves the entry without data', async () => {
    const { store, endpoints, server } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    await server.fail({ status: 404 })
    await expect(promise.unwrap()).rejects.toEqual({ status: 404 })
    expect(endpoints.item.select(1)(store.getState())).toMatchObject({
      status: 'rejected',
      error: { status: 404 },
    })
    expect(endpoints.item.select(1)(store.getState()).data).toBeUndefined()
  })

  test('the promise of a request resolves with what its selector shows', async () => {
    const { store, endpoints, server } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    await server.answer(one)
    const result = await promise
    expect(result).toMatchObject({ data: one, isSuccess: true, originalArgs: 1 })
    await expect(promise.unwrap()).resolves.toBe(endpoints.item.select(1)(store.getState()).data)
  })

  test('an aborted request rejects its entry, and a late answer changes nothing', async () => {
    const { store, endpoints, server } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    promise.abort()
    await settled()
    expect(await promise).toMatchObject({ status: 'rejected', error: { name: 'AbortError' } })
    const before = store.getState().api.queries
    await server.answer(one)
    expect(store.getState().api.queries).toBe(before)
  })

  test('an answer that is null is data', async () => {
    const { store, endpoints, read } = setUp()
    await read((more) => endpoints.item.initiate(1, more), null)
    expect(endpoints.item.select(1)(store.getState())).toMatchObject({
      data: null,
      isSuccess: true,
    })
  })

  test('a selector returns the same object until its entry changes', async () => {
    const { store, endpoints, read } = setUp()
    await read((more) => endpoints.item.initiate(1, more), one)
    const select = endpoints.item.select(1)
    const before = select(store.getState())
    await read((more) => endpoints.item.initiate(2, more), two)
    expect(select(store.getState())).toBe(before)
  })
})
