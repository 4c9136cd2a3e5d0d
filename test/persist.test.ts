import { describe, expect, test } from 'vitest'
import { isVZapsError } from 'vzaps-rtk'
import { settle } from './support/async.ts'
import { one, setup, two } from './support/setup.ts'

const open = async () => {
  const at = setup()
  await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
  await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
  await at.store.dispatch(at.e.getSessionQr.initiate(two))
  await at.store.dispatch(at.e.getAccessToken.initiate())
  const snapshot = () => at.vzaps.util.snapshot(at.store.getState())
  return { ...at, snapshot, name: nameIn(at) }
}
const nameIn =
  ({ store, vzaps }: Pick<ReturnType<typeof setup>, 'store' | 'vzaps'>) =>
  () =>
    vzaps.util.selectInstance(store.getState(), one)?.name

/** As it would come out of storage. */
const copy = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T

const restore = (snapshot: unknown, at = setup()) => {
  at.store.dispatch(at.vzaps.util.hydrate(copy(snapshot)) as never)
  return { ...at, name: nameIn(at) }
}

describe('a snapshot', () => {
  test('has what the server said, nothing pending, nothing in flight', async () => {
    const at = await open()
    at.wire.hold(/^PATCH/)
    at.wire.hold(/get$/)
    at.wire.hold(/create$/)
    at.store.dispatch(at.e.updateInstance.initiate({ instanceId: one, data: { name: 'Zeta' } }))
    at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true }))
    at.store.dispatch(at.e.createInstance.initiate({ name: 'New' }))
    await settle()
    expect(at.name()).toBe('Zeta')
    const text = JSON.stringify(at.snapshot())
    expect(text).toContain('Support')
    for (const word of ['Zeta', 'New', 'tmp:', 'pending', 'requestId', 'overlay']) {
      expect(text).not.toContain(word)
    }
  })

  test('has no secret, and nothing of the session', async () => {
    const { snapshot, gateway } = await open()
    const endpoints = Object.values(snapshot().queries).map(({ endpointName }) => endpointName)
    expect([...new Set(endpoints)].sort()).toEqual(['getInstance', 'listInstances'])
    const text = JSON.stringify(snapshot())
    for (const secret of Object.values(gateway.credentials)) expect(text).not.toContain(secret)
  })

  test('of an empty store, or another one, is empty', () => {
    const { vzaps, store } = setup()
    expect(vzaps.util.snapshot(store.getState())).toEqual({ queries: {}, tags: {} })
    expect(vzaps.util.snapshot({})).toEqual({ queries: {}, tags: {} })
  })

  test('has no instance that was deleted', async () => {
    const at = await open()
    await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()
    await Promise.all(at.store.dispatch(at.vzaps.util.getRunningQueriesThunk() as never))
    expect(JSON.stringify(at.snapshot())).not.toContain(one)
  })
})

describe('hydrate', () => {
  test('shows what was kept, asks nothing again that is fresh, and is invalidated as before', async () => {
    const { snapshot } = await open()
    const { store, e, wire, vzaps, name } = restore(snapshot())
    expect(name()).toBe('Support')
    await store.dispatch(e.getInstance.initiate(one))
    await store.dispatch(e.listInstances.initiate(undefined, { forceRefetch: 60 } as never))
    expect(wire.lines()).toEqual([])
    store.dispatch(vzaps.util.invalidateTags([{ type: 'Instance', id: one }]))
    await Promise.all(store.dispatch(vzaps.util.getRunningQueriesThunk() as never))
    expect(wire.lines()).toContain('POST /instances/get')
  })

  test('lets recipes change what was kept', async () => {
    const { snapshot } = await open()
    const { store, e, wire, name } = restore(snapshot())
    wire.hold(/^PATCH/)
    store.dispatch(e.updateInstance.initiate({ instanceId: one, data: { name: 'Zeta' } }))
    expect(name()).toBe('Zeta')
  })

  test('leaves what the store knows by then: an entry, and rows in others', async () => {
    const { snapshot, gateway } = await open()
    const old = snapshot()
    const later = setup()
    later.gateway.instances.patch(one, { name: 'Renamed' })
    await later.store.dispatch(later.e.getInstance.initiate(one)).unwrap()
    const { store, e, name } = restore(old, later)
    expect(name()).toBe('Renamed')
    const list = e.listInstances.select()(store.getState() as never).data
    expect(list?.content.map((row) => row.name).sort()).toEqual(['Renamed', 'Sales'])
    expect(gateway.instances.get(one)?.name).toBe('Support')
  })

  test('leaves an entry alone whose request is on its way', async () => {
    const { snapshot } = await open()
    const later = setup()
    const held = later.wire.hold(/get$/)
    const read = later.store.dispatch(later.e.getInstance.initiate(one))
    await held.arrived
    later.gateway.instances.patch(one, { name: 'Renamed' })
    const { name } = restore(snapshot(), later)
    held.release()
    await read
    expect(name()).toBe('Renamed')
  })

  test('does not believe a clock that is ahead', async () => {
    const at = await open()
    const old = copy(at.snapshot())
    const queries = Object.fromEntries(
      Object.entries(old.queries).map(([key, entry]) => [
        key,
        { ...entry, fulfilledTimeStamp: entry.fulfilledTimeStamp + 1e12 },
      ]),
    )
    const { vzaps, store } = restore({ ...old, queries })
    const stamps = Object.values(vzaps.util.snapshot(store.getState()).queries)
    for (const { fulfilledTimeStamp } of stamps) {
      expect(fulfilledTimeStamp).toBeLessThanOrEqual(Date.now())
    }
  })

  test.each([null, 'text', [], {}, { queries: null }])('refuses %j with an error', (snapshot) => {
    const { vzaps } = setup()
    let error: unknown
    try {
      vzaps.util.hydrate(snapshot)
    } catch (thrown) {
      error = thrown
    }
    expect(isVZapsError(error)).toBe(true)
    expect(error).toMatchObject({ kind: 'validation' })
  })

  test('passes over keys that no cache has, and takes tags of any id', () => {
    const at = setup()
    const data = { id: one, name: 'Kept' }
    const entry = { endpointName: 'getInstance', originalArgs: one, data, fulfilledTimeStamp: 1 }
    const key = `getInstance("${one}")`
    const text = JSON.stringify({ [key]: entry, constructor: entry })
    const queries = text.replace('{', `{"__proto__":${JSON.stringify(entry)},`)
    const ids = `{"constructor":["constructor"],"__proto__":[${JSON.stringify(key)}]}`
    const tags = `{"Instance":${ids},"__proto__":${ids},"constructor":${ids}}`
    const snapshot: unknown = JSON.parse(`{"queries":${queries},"tags":${tags}}`)
    at.store.dispatch(at.vzaps.util.hydrate(snapshot) as never)
    expect(nameIn(at)()).toBe('Kept')
    expect(Object.keys(at.vzaps.util.snapshot(at.store.getState()).queries)).toEqual([key])
  })

  test('passes over entries that are none', () => {
    const { vzaps, store } = restore({ queries: { a: null, b: { endpointName: 1 } }, tags: 3 })
    expect(vzaps.util.snapshot(store.getState()).queries).toEqual({})
  })
})
