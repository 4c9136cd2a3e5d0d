import { describe, expect, test } from 'vitest'
import { errorOf } from '../support/async.ts'
import { one, setup, two } from '../support/setup.ts'

const open = async () => {
  const at = setup()
  const { store, e, vzaps } = at
  const args = { pageSize: 1 }
  const read = (more: object = {}) =>
    store.dispatch(e.listInstancePages.initiate(args, { forceRefetch: true, ...more } as never))
  await read()
  const entry = () => e.listInstancePages.select(args)(store.getState() as never)
  const names = () => entry().data?.pages.map(({ content }) => content.map((row) => row.name))
  return { ...at, vzaps, read, entry, names }
}

describe('the list of instances as one entry that grows', () => {
  test('asks for one page after the other, and knows when there is none', async () => {
    const { read, names, wire, entry } = await open()
    expect(names()).toHaveLength(1)
    expect(entry().hasNextPage).toBe(true)
    await read({ direction: 'forward' })
    expect(names()?.flat().sort()).toEqual(['Sales', 'Support'])
    expect(entry().hasNextPage).toBe(false)
    expect(wire.calls().map(({ body }) => body)).toEqual([
      { page: 1, size: 1, filter: {} },
      { page: 2, size: 1, filter: {} },
    ])
  })

  test('shows what recipes do, in the same action as lists and details', async () => {
    const { read, names, store, e, vzaps, wire } = await open()
    await read({ direction: 'forward' })
    await store.dispatch(e.listInstances.initiate())
    wire.hold(/^PATCH/)
    wire.hold(/^DELETE/)
    wire.hold(/create$/)
    store.dispatch(e.updateInstance.initiate({ instanceId: one, data: { name: 'Renamed' } }))
    expect(names()?.flat()).toContain('Renamed')
    expect(vzaps.util.selectInstance(store.getState(), one)?.name).toBe('Renamed')
    store.dispatch(e.deleteInstance.initiate(two))
    expect(names()?.flat()).toEqual(['Renamed'])
    store.dispatch(e.createInstance.initiate({ name: 'Newest' }))
    expect(names()?.[0]?.[0]).toBe('Newest')
    const { pages = [] } =
      e.listInstancePages.select({ pageSize: 1 })(store.getState() as never).data ?? {}
    expect(pages.map(({ total }) => total)).toEqual([2, 2])
  })

  test('is the same rows as lists have, newer ones in both', async () => {
    const { names, read, store, e, gateway } = await open()
    await read({ direction: 'forward' })
    gateway.instances.patch(one, { name: 'Renamed' })
    await store.dispatch(e.getInstance.initiate(one))
    expect(names()?.flat().sort()).toEqual(['Renamed', 'Sales'])
  })

  test('is asked again when a mutation invalidates lists', async () => {
    const { store, e, vzaps, names } = await open()
    await store.dispatch(e.createInstance.initiate({ name: 'Newest' })).unwrap()
    await Promise.all(store.dispatch(vzaps.util.getRunningQueriesThunk() as never))
    expect(names()).toEqual([['Newest']])
  })

  test('has one entry for arguments that mean the same', async () => {
    const { store, e, wire } = setup()
    await store.dispatch(e.listInstancePages.initiate())
    await store.dispatch(e.listInstancePages.initiate({}))
    await store.dispatch(e.listInstancePages.initiate({ search: ' ' }))
    expect(wire.calls()).toHaveLength(1)
  })

  test.each(['text', 5, { pageSize: 0 }])('refuses %j before anything is sent', async (args) => {
    const { store, e, wire } = setup()
    const error = await errorOf(store.dispatch(e.listInstancePages.initiate(args as never)))
    expect(error).toMatchObject({ kind: 'validation' })
    expect(wire.calls()).toEqual([])
  })
})
