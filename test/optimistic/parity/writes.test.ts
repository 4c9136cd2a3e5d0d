import { createApi } from '@reduxjs/toolkit/query'
import { expect, test, vi } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const item = (id: number, title = `item ${id}`): Item => ({ id, title })

onEveryApi(({ mount }) => {
  const setUp = async () => {
    const server = createServer()
    const { api, store, actions } = mount(
      createApi({
        baseQuery: server.baseQuery,
        tagTypes: ['Item'],
        endpoints: (build) => ({
          items: build.query<Item[], string>({
            query: (search) => search,
            providesTags: (rows = []) => rows.map(({ id }) => ({ type: 'Item' as const, id })),
          }),
          item: build.query<Item, number>({ query: (id) => id }),
          count: build.query<number, void>({ query: () => 'count' }),
        }),
      }),
    )
    const list = (arg = '') => api.endpoints.items.select(arg)(store.getState()).data
    store.dispatch(api.endpoints.items.initiate(''))
    await server.answer([item(1), item(2)])
    return { server, store, api, util: api.util, endpoints: api.endpoints, list, actions }
  }

  test('updateQueryData changes the draft and gives patches both ways', async () => {
    const { store, util, list } = await setUp()
    const before = list()
    const { patches, inversePatches } = store.dispatch(
      util.updateQueryData('items', '', (draft) => {
        Object.assign(draft[0] ?? {}, { title: 'new' })
      }),
    )
    expect(list()).toEqual([item(1, 'new'), item(2)])
    expect(list()?.[1]).toBe(before?.[1])
    expect(patches).toEqual([{ op: 'replace', path: [0, 'title'], value: 'new' }])
    expect(inversePatches).toEqual([{ op: 'replace', path: [0, 'title'], value: 'item 1' }])
  })

  test('undo takes the change back, and only that', async () => {
    const { store, util, list } = await setUp()
    const first = store.dispatch(
      util.updateQueryData('items', '', (draft) => {
        Object.assign(draft[0] ?? {}, { title: 'first' })
      }),
    )
    store.dispatch(
      util.updateQueryData('items', '', (draft) => {
        Object.assign(draft[1] ?? {}, { title: 'second' })
      }),
    )
    first.undo()
    expect(list()).toEqual([item(1), item(2, 'second')])
  })

  test('an update may add, remove, sort and return', async () => {
    const { store, util, list } = await setUp()
    const update = (recipe: (draft: Item[]) => Item[] | void) =>
      store.dispatch(util.updateQueryData('items', '', recipe as never))
    update((draft) => void draft.push(item(3)))
    expect(list()).toEqual([item(1), item(2), item(3)])
    update((draft) => void draft.reverse())
    expect(list()).toEqual([item(3), item(2), item(1)])
    const { undo } = update((draft) => draft.filter(({ id }) => id !== 2))
    expect(list()).toEqual([item(3), item(1)])
    undo()
    expect(list()).toEqual([item(3), item(2), item(1)])
    update(() => [])
    expect(list()).toEqual([])
  })

  test('an update that changes nothing dispatches nothing', async () => {
    const { store, util, list, actions } = await setUp()
    const [before, count] = [store.getState().api, actions.length]
    const { patches } = store.dispatch(util.updateQueryData('items', '', () => {}))
    expect(patches).toEqual([])
    expect(actions).toHaveLength(count)
    expect(store.getState().api).toBe(before)
    expect(list()).toEqual([item(1), item(2)])
  })

  test('an update of an entry that is not there does nothing', async () => {
    const { store, util, list } = await setUp()
    const recipe = vi.fn()
    const { patches, inversePatches } = store.dispatch(util.updateQueryData('items', 'x', recipe))
    expect([patches, inversePatches]).toEqual([[], []])
    expect(recipe).not.toHaveBeenCalled()
    expect(list('x')).toBeUndefined()
  })

  test('data that is not an object is updated by what is returned', async () => {
    const { store, util, endpoints, server } = await setUp()
    store.dispatch(endpoints.count.initiate())
    await server.answer(7)
    const count = () => endpoints.count.select()(store.getState()).data
    const { undo } = store.dispatch(util.updateQueryData('count', undefined, (n) => n + 1))
    expect(count()).toBe(8)
    undo()
    expect(count()).toBe(7)
  })

  test('an update provides the tags of what it made, unless told not to', async () => {
    const { store, util } = await setUp()
    const provided = () =>
      util.selectInvalidatedBy(store.getState(), [{ type: 'Item', id: 3 }]).length
    const add = (updateProvided?: boolean) =>
      store.dispatch(
        util.updateQueryData('items', '', (draft) => void draft.push(item(3)), updateProvided),
      )
    const { undo } = add(false)
    expect(provided()).toBe(0)
    undo()
    const second = add()
    expect(provided()).toBe(1)
    second.undo()
    expect(provided()).toBe(0)
  })

  test('patchQueryData applies patches, and provides tags when told to', async () => {
    const { store, util, list } = await setUp()
    const patch = { op: 'add' as const, path: [2], value: item(3) }
    store.dispatch(util.patchQueryData('items', '', [patch]))
    expect(list()).toEqual([item(1), item(2), item(3)])
    const invalidated = () => util.selectInvalidatedBy(store.getState(), [{ type: 'Item', id: 3 }])
    expect(invalidated()).toEqual([])
    const next = { op: 'replace' as const, path: [2, 'title'], value: 'new' }
    store.dispatch(util.patchQueryData('items', '', [next], true))
    expect(list()?.[2]).toEqual(item(3, 'new'))
    expect(invalidated()).toEqual([
      { endpointName: 'items', originalArgs: '', queryCacheKey: 'items("")' },
    ])
  })

  test('the next answer replaces what was written', async () => {
    const { store, util, endpoints, server, list } = await setUp()
    store.dispatch(util.updateQueryData('items', '', (draft) => void draft.pop()))
    store.dispatch(endpoints.items.initiate('', { forceRefetch: true }))
    await server.answer([item(1), item(2), item(3)])
    expect(list()).toEqual([item(1), item(2), item(3)])
  })

  test('an update keeps status, times and request of its entry', async () => {
    const { store, util, endpoints } = await setUp()
    const { data: _before, ...others } = endpoints.items.select('')(store.getState())
    store.dispatch(util.updateQueryData('items', '', (draft) => void draft.pop()))
    expect(endpoints.items.select('')(store.getState())).toMatchObject(others)
  })

  test('an update of an entry that waits for its first answer does nothing', async () => {
    const { server, store, util, endpoints, list } = await setUp()
    store.dispatch(endpoints.items.initiate('x'))
    const { patches } = store.dispatch(
      util.updateQueryData('items', 'x', (draft) => void draft.push(item(9))),
    )
    expect(patches).toEqual([])
    await server.answer([item(1)])
    expect(list('x')).toEqual([item(1)])
  })

  test('a recipe that throws changes nothing, and throws to its caller', async () => {
    const { store, util, list } = await setUp()
    const before = list()
    const update = () =>
      store.dispatch(
        util.updateQueryData('items', '', (draft) => {
          draft.pop()
          throw new RangeError('no')
        }),
      )
    expect(update).toThrow(new RangeError('no'))
    expect(list()).toBe(before)
  })

  test('undo is applied to what is there by then', async () => {
    const { server, store, util, endpoints, list } = await setUp()
    const { undo } = store.dispatch(
      util.updateQueryData('items', '', (draft) => {
        Object.assign(draft[0] ?? {}, { title: 'mine' })
      }),
    )
    store.dispatch(endpoints.items.initiate('', { forceRefetch: true }))
    await server.answer([item(1, 'theirs'), item(2, 'theirs')])
    undo()
    expect(list()).toEqual([item(1), item(2, 'theirs')])
  })

  test('undo of an entry that went does nothing', async () => {
    const { store, util, list } = await setUp()
    const { undo } = store.dispatch(util.updateQueryData('items', '', (draft) => void draft.pop()))
    store.dispatch(util.resetApiState())
    undo()
    expect(list()).toBeUndefined()
  })

  test('what is cached cannot be changed in place', async () => {
    const { server, store, util, endpoints, list } = await setUp()
    const frozen = () => [list(), ...(list() ?? [])].map((part) => Object.isFrozen(part))
    expect(frozen()).toEqual([true, true, true])
    store.dispatch(util.updateQueryData('items', '', (draft) => void draft.push(item(3))))
    expect(frozen()).toEqual([true, true, true, true])
    store.dispatch(endpoints.items.initiate('', { forceRefetch: true }))
    await server.answer([item(1), item(4)])
    expect(frozen()).toEqual([true, true, true])
    store.dispatch(util.upsertQueryEntries([{ endpointName: 'items', arg: '', value: [item(5)] }]))
    expect(frozen()).toEqual([true, true])
  })

  test("updates of two stores are two stores' own", async () => {
    const { api, store, util, list } = await setUp()
    const other = mount(api).store
    other.dispatch(util.upsertQueryEntries([{ endpointName: 'items', arg: '', value: [item(9)] }]))
    store.dispatch(util.updateQueryData('items', '', (draft) => void draft.pop()))
    expect(list()).toEqual([item(1)])
    expect(api.endpoints.items.select('')(other.getState()).data).toEqual([item(9)])
  })

  test('upsertQueryData makes an entry', async () => {
    const { store, util, endpoints, server } = await setUp()
    const promise = store.dispatch(util.upsertQueryData('item', 1, item(1)))
    expect(endpoints.item.select(1)(store.getState()).status).toBe('pending')
    await expect(promise).resolves.toMatchObject({ data: item(1), status: 'fulfilled' })
    expect(server.waiting).toHaveLength(0)
    expect(endpoints.item.select(1)(store.getState())).toMatchObject({
      status: 'fulfilled',
      isSuccess: true,
      data: item(1),
      originalArgs: 1,
      endpointName: 'item',
    })
  })

  test('upsertQueryData replaces data and keeps the status until it is written', async () => {
    const { store, util, endpoints, list } = await setUp()
    const promise = store.dispatch(util.upsertQueryData('items', '', [item(3)]))
    expect(endpoints.items.select('')(store.getState()).status).toBe('fulfilled')
    expect(list()).toEqual([item(1), item(2)])
    await promise
    expect(list()).toEqual([item(3)])
  })

  test('upsertQueryData after a failure takes the error away', async () => {
    const { store, util, endpoints, server } = await setUp()
    store.dispatch(endpoints.item.initiate(1))
    await server.fail('no')
    await store.dispatch(util.upsertQueryData('item', 1, item(1)))
    const entry = endpoints.item.select(1)(store.getState())
    expect(entry).toMatchObject({ status: 'fulfilled', data: item(1) })
    expect(entry.error).toBeUndefined()
  })

  test('upsertQueryEntries makes and replaces several entries in one action', async () => {
    const { store, util, endpoints, list, actions } = await setUp()
    const count = actions.length
    store.dispatch(
      util.upsertQueryEntries([
        { endpointName: 'items', arg: '', value: [item(5)] },
        { endpointName: 'items', arg: 'x', value: [item(6)] },
        { endpointName: 'item', arg: 7, value: item(7) },
      ]),
    )
    expect(actions).toHaveLength(count + 1)
    expect([list(), list('x')]).toEqual([[item(5)], [item(6)]])
    const made = endpoints.item.select(7)(store.getState())
    expect(made).toMatchObject({ status: 'fulfilled', data: item(7), originalArgs: 7 })
    expect(made.fulfilledTimeStamp).toBe(made.startedTimeStamp)
  })

  test('upsertQueryEntries provides the tags of its values', async () => {
    const { store, util } = await setUp()
    store.dispatch(util.upsertQueryEntries([{ endpointName: 'items', arg: 'x', value: [item(6)] }]))
    expect(util.selectInvalidatedBy(store.getState(), [{ type: 'Item', id: 6 }])).toEqual([
      { endpointName: 'items', originalArgs: 'x', queryCacheKey: 'items("x")' },
    ])
  })

  test('equal parts of an upserted value stay the same objects', async () => {
    const { store, util, list } = await setUp()
    const before = list()
    store.dispatch(
      util.upsertQueryEntries([{ endpointName: 'items', arg: '', value: [item(1), item(9)] }]),
    )
    expect(list()?.[0]).toBe(before?.[0])
  })

  test('what is upserted before the first answer is replaced by it', async () => {
    const { store, util, endpoints, server, list } = await setUp()
    store.dispatch(endpoints.items.initiate('x'))
    await store.dispatch(util.upsertQueryData('items', 'x', [item(1)]))
    expect(list('x')).toEqual([item(1)])
    await server.answer([item(2)])
    expect(list('x')).toEqual([item(2)])
    await settled()
  })

  test('an entry that was upserted while its request failed stays fulfilled in data', async () => {
    const { store, util, endpoints, server, list } = await setUp()
    store.dispatch(endpoints.items.initiate('x'))
    await store.dispatch(util.upsertQueryData('items', 'x', [item(1)]))
    await server.fail('no')
    expect(list('x')).toEqual([item(1)])
    expect(endpoints.items.select('x')(store.getState())).toMatchObject({ error: 'no' })
  })
})
