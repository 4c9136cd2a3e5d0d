import { configureStore } from '@reduxjs/toolkit'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Instance, VZapsRequest } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { errorOf, settle, thrownBy, until } from './support/async.ts'
import type { ById } from './support/calls.ts'
import { byId, endOf } from './support/calls.ts'
import type { Setup } from './support/setup.ts'
import { mountStore, one, setup, two } from './support/setup.ts'
import { json } from './support/wire.ts'

const entries = ({ store }: Pick<Setup, 'store'>) =>
  Object.values(
    (store.getState().vzaps as { queries: Record<string, { endpointName: string }> }).queries,
  )

const rowOf = ({ store, e }: Setup, id: string) =>
  e.getInstance.select(id)(store.getState() as never)
const countOf = ({ wire }: Setup, line: string | RegExp) =>
  wire.lines().filter((sent) => (typeof line === 'string' ? sent === line : line.test(sent))).length

describe('a cache entry', () => {
  test('is one for all arguments that mean the same', async () => {
    const at = setup()
    const same = [
      undefined,
      {},
      { page: 1 },
      { page: null, pageSize: 20 },
      { search: '  ' },
      { search: null, filter: {}, sort: '' },
      { page: undefined, filter: { gone: undefined } },
    ]
    for (const args of same) await at.store.dispatch(at.e.listInstances.initiate(args)).unwrap()
    expect(entries(at)).toHaveLength(1)
    expect(countOf(at, /list$/)).toBe(1)
    for (const args of same) {
      expect(at.e.listInstances.select(args)(at.store.getState() as never).data?.total).toBe(2)
    }
  })

  test('is one for search texts that differ in blanks alone, and for filters in any order', async () => {
    const at = setup()
    await at.store.dispatch(
      at.e.listInstances.initiate({ search: ' Sup ', filter: { a: 1, b: 2 } }),
    )
    await at.store.dispatch(at.e.listInstances.initiate({ search: 'Sup', filter: { b: 2, a: 1 } }))
    await at.store.dispatch(at.e.listInstances.initiate({ filter: { b: 2, a: 1, query: 'Sup' } }))
    expect(entries(at)).toHaveLength(1)
  })

  test('is another one for other arguments', async () => {
    const at = setup()
    for (const args of [
      {},
      { page: 2 },
      { pageSize: 5 },
      { search: 'x' },
      { sort: 'name' },
      { sortDesc: true },
      { sortDesc: false },
    ]) {
      await at.store.dispatch(at.e.listInstances.initiate(args)).unwrap()
    }
    expect(entries(at)).toHaveLength(7)
  })

  test('of bad arguments holds their error', async () => {
    const at = setup()
    await errorOf(at.store.dispatch(at.e.listInstances.initiate({ page: 0 })))
    const entry = at.e.listInstances.select({ page: 0 })(at.store.getState() as never)
    expect(entry.error).toMatchObject({ kind: 'validation', field: 'page' })
  })
})

describe('a mutation', () => {
  const watched = async (at: Setup) => {
    const { dispatch } = at.store
    await dispatch(at.e.listInstances.initiate()).unwrap()
    for (const id of [one, two]) {
      await dispatch(at.e.getInstance.initiate(id)).unwrap()
      await dispatch(at.e.getSessionStatus.initiate(id)).unwrap()
      await dispatch(at.e.getWebhook.initiate(id)).unwrap()
    }
    return at.wire.calls().length
  }

  const refetches: readonly [string, readonly string[]][] = [
    ['createInstance', ['listInstances']],
    // The list says in which order the names stand; its row is the detail's too.
    ['updateInstance', ['listInstances']],
    // And here the detail's row is the list's too.
    ['restartInstance', ['getInstance', 'getSessionStatus']],
    ['subscribeInstance', ['getInstance']],
    ['resumeSubscription', ['getInstance']],
    ['cancelInstance', ['getInstance']],
    ['disconnectSession', ['getInstance', 'getSessionStatus']],
    ['setWebhook', ['getInstance', 'getWebhook']],
    ['getPairCode', []],
    ['request', []],
  ]
  const call = (at: Setup, name: string) =>
    name === 'createInstance'
      ? at.store.dispatch(at.e.createInstance.initiate({ name: 'New one' }))
      : (byId[name] ?? thrownBy)(at as never, one as never)

  const startedSince = (at: Setup, from: number) =>
    at.actions
      .slice(from)
      .filter(({ type }) => String(type).endsWith('executeQuery/pending'))
      .map(({ meta }) => (meta as { arg: { endpointName: string; originalArgs: unknown } }).arg)

  test.each(refetches)('%s refreshes %j of its instance and no other', async (name, expected) => {
    const at = setup()
    await watched(at)
    const from = at.actions.length
    at.wire.answer(
      /^(?!POST \/(token|instances\/(list|get))$)/,
      json({ id: one, linking_code: 'x' }),
    )
    await (call(at, name) as { unwrap(): Promise<unknown> }).unwrap()
    await settle()
    const started = startedSince(at, from)
    expect(started.map(({ endpointName }) => endpointName).sort()).toEqual(expected)
    expect(started.map(({ originalArgs }) => originalArgs)).not.toContain(two)
  })

  test.each(refetches)('%s whose outcome is unknown refreshes %j too', async (name, expected) => {
    const at = setup()
    await watched(at)
    const from = at.actions.length
    at.wire.answer(/^(?!POST \/(token|instances\/(list|get))$)/, json({}, 502))
    const error = await errorOf(call(at, name) as { unwrap(): Promise<unknown> })
    expect(error.outcome).toBe('unknown')
    await settle()
    expect(
      startedSince(at, from)
        .map(({ endpointName }) => endpointName)
        .sort(),
    ).toEqual(expected)
  })

  test.each(refetches)('%s that is refused refreshes nothing', async (name) => {
    const at = setup()
    await watched(at)
    const from = at.actions.length
    at.wire.answer(/^(?!POST \/(token|instances\/(list|get))$)/, json({}, 422))
    const error = await errorOf(call(at, name) as { unwrap(): Promise<unknown> })
    expect(error.outcome).toBe('rejected')
    await settle()
    expect(startedSince(at, from)).toEqual([])
  })

  test('shows in every watched view in the end', async () => {
    const at = setup()
    await watched(at)
    const data = { name: 'Renamed' }
    await at.store.dispatch(at.e.updateInstance.initiate({ instanceId: one, data })).unwrap()
    await until(() => rowOf(at, one).data?.name === 'Renamed')
    await until(() => {
      const page = at.e.listInstances.select()(at.store.getState() as never).data
      return page?.content.some(({ name }) => name === 'Renamed') ?? false
    })
  })
})

describe('a delete', () => {
  const deleted = { kind: 'http', status: 404, code: 'deleted', outcome: 'not-sent' }

  test('ends the entries about the instance and sends nothing more about it', async () => {
    const at = setup()
    const run = at.store.dispatch
    await run(at.e.getInstance.initiate(one)).unwrap()
    await run(at.e.getSessionStatus.initiate(one)).unwrap()
    await run(at.e.getWebhook.initiate(one)).unwrap()
    expect(await run(at.e.deleteInstance.initiate(one)).unwrap()).toBeNull()
    await settle()
    for (const endpoint of [at.e.getInstance, at.e.getSessionStatus, at.e.getWebhook]) {
      const entry = (endpoint as typeof at.e.getInstance).select(one)(at.store.getState() as never)
      expect(entry).toMatchObject({ isError: true, error: deleted })
    }
    const sent = at.wire.sent.length
    for (const call of Object.values(byId)) {
      const running = call(at, one)
      await settle(2)
      at.clock.advance(5)
      expect(await errorOf(running)).toMatchObject(deleted)
    }
    expect(at.wire.sent).toHaveLength(sent)
  })

  test('takes the row out of watched lists', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()
    await until(() => {
      const { data } = at.e.listInstances.select()(at.store.getState() as never)
      return data?.total === 1 && data.content.every(({ id }) => id !== one)
    })
  })

  test('leaves the other instances alone', async () => {
    const at = setup()
    await at.store.dispatch(at.e.getInstance.initiate(two)).unwrap()
    await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()
    await settle()
    expect(rowOf(at, two)).toMatchObject({ isSuccess: true })
    expect(countOf(at, 'POST /instances/get')).toBe(1)
    await at.store.dispatch(at.e.restartInstance.initiate(two)).unwrap()
  })

  test('that is refused ends nothing', async () => {
    const at = setup()
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    at.wire.answer(/DELETE/, json({}, 403))
    await errorOf(at.store.dispatch(at.e.deleteInstance.initiate(one)))
    await settle()
    expect(rowOf(at, one)).toMatchObject({ isSuccess: true })
    await at.store.dispatch(at.e.restartInstance.initiate(one)).unwrap()
  })

  test('is a matter of one store, and of resetApiState', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()
    expect(await errorOf(other.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      code: 'not_found',
      outcome: 'rejected',
    })
    at.store.dispatch(at.vzaps.util.resetApiState())
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      code: 'not_found',
    })
  })
})

describe('two stores of one api', () => {
  test('share the session and nothing else', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    expect(other.store.getState().vzaps).toMatchObject({ queries: {} })
    await other.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    expect(at.wire.tokens()).toHaveLength(1)
    expect(at.wire.calls()).toHaveLength(2)
  })

  test('count what they send on their own', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    for (const { store, actions } of [at, other]) {
      await store.dispatch(at.e.getInstance.initiate(one)).unwrap()
      expect(actions.at(-1)?.meta).toMatchObject({ baseQueryMeta: { sentSeq: 1 } })
    }
  })
})

describe('two apis in one store', () => {
  test('are two accounts', async () => {
    const gateways = [createMockGateway({ seed: 1 }), createMockGateway({ seed: 2 })] as const
    const create = <P extends string>(reducerPath: P, gateway: (typeof gateways)[number]) =>
      createVZapsApi({
        reducerPath,
        auth: gateway.credentials,
        platform: { fetch: gateway.fetch },
        strictAnswers: true,
      })
    const a = create('a', gateways[0])
    const b = create('b', gateways[1])
    const { store } = mountStore([a, b])
    const pageA = await store.dispatch(a.endpoints.listInstances.initiate()).unwrap()
    const pageB = await store.dispatch(b.endpoints.listInstances.initiate()).unwrap()
    expect(pageA.content.map(({ id }) => id)).not.toEqual(pageB.content.map(({ id }) => id))
    a.auth.signOut()
    expect(store.getState()).toMatchObject({ a: { queries: {} } })
    expect(Object.keys((store.getState().b as { queries: object }).queries)).toHaveLength(1)
    expect(await errorOf(store.dispatch(a.endpoints.listInstances.initiate()))).toMatchObject({
      reason: 'signed-out',
    })
    await store.dispatch(b.endpoints.listInstances.initiate({ page: 2 })).unwrap()
    expect(a.connect(store)).not.toBe(b.connect(store))
  })
})

describe('a store without the middleware', () => {
  // RTK Query itself throws where it is a development build.
  beforeEach(() => {
    vi.stubEnv('NODE_ENV', 'production')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('gets a config error for each call, and for connect', async () => {
    const at = setup()
    const store = configureStore({
      reducer: { vzaps: at.vzaps.reducer },
      middleware: (getDefault) => getDefault(),
    })
    const calls = [
      store.dispatch(at.e.restartInstance.initiate(one)),
      store.dispatch(at.e.createInstance.initiate({ name: 'x' })),
    ]
    for (const call of calls) {
      const error = await errorOf(call)
      expect(error).toMatchObject({ kind: 'config', outcome: 'not-sent' })
      expect(error.message).toContain('middleware')
    }
    expect(thrownBy(() => at.vzaps.connect(store))).toMatchObject({ kind: 'config' })
    expect(at.wire.sent).toEqual([])
  })
})

describe('injectEndpoints', () => {
  const extend = (at: Setup) =>
    at.vzaps.injectEndpoints({
      endpoints: (build) => ({
        getPlans: build.query<{ content: readonly unknown[] }, void>({
          query: (): VZapsRequest => ({ method: 'GET', path: '/plans/list', query: { all: true } }),
        }),
        searchLogs: build.mutation<unknown, string>({
          query: (instanceId): VZapsRequest => ({
            method: 'post',
            path: `/instances/${encodeURIComponent(instanceId)}/webhook/logs/search`,
            body: { status: 'failed' },
            instanceId,
          }),
          invalidatesTags: (_result, _error, id) => [{ type: 'Instance', id }],
        }),
        getEvil: build.query<unknown, void>({
          query: (): VZapsRequest => ({ method: 'GET', path: '//evil.test/' }),
        }),
      }),
    })

  test('adds endpoints that work as ours do', async () => {
    const at = setup({ retry: { baseMs: 0 } })
    const extended = extend(at)
    expect(extended).toBe(at.vzaps)
    at.wire.answer(/plans/, json({}, 503))
    const running = at.store.dispatch(extended.endpoints.getPlans.initiate()).unwrap()
    await until(() => at.clock.waiting()[0] === 0)
    at.clock.advance(0)
    expect((await running).content).toHaveLength(2)
    expect(at.wire.lines()).toEqual(['GET /plans/list?all=true', 'GET /plans/list?all=true'])
    expect(at.wire.last().headers.authorization).toMatch(/^Bearer /)
  })

  test('adds mutations that queue, carry the instance’s token and invalidate our entries', async () => {
    const at = setup()
    const extended = extend(at)
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    const held = at.wire.hold(/paircode/)
    const first = (byId.getPairCode as ById)(at, one)
      .unwrap()
      .catch(() => {})
    await held.arrived
    at.wire.answer(/search$/, json({ content: [], token: 'x' }))
    const second = at.store.dispatch(extended.endpoints.searchLogs.initiate(one)).unwrap()
    await settle()
    expect(countOf(at, /search$/)).toBe(0)
    held.release()
    await first
    expect(await second).toEqual({ content: [] })
    const sent = at.wire.calls().find(({ path }) => path.endsWith('/search'))
    expect(sent).toMatchObject({ method: 'POST', body: { status: 'failed' } })
    expect(sent?.headers['x-instance-token']).toBe(at.gateway.instances.get(one)?.token)
    await until(() => countOf(at, 'POST /instances/get') === 2)
  })

  test('keeps the rules of request', async () => {
    const at = setup()
    const extended = extend(at)
    expect(await errorOf(at.store.dispatch(extended.endpoints.getEvil.initiate()))).toMatchObject({
      kind: 'validation',
      field: 'path',
    })
    expect(at.wire.sent).toEqual([])
  })

  test('keeps what the api has besides RTK Query', async () => {
    const at = setup()
    const extended = extend(at)
    expect(extended).toHaveProperty('auth', at.vzaps.auth)
    const { store } = mountStore([extended])
    await store.dispatch(extended.endpoints.getPlans.initiate()).unwrap()
    expect(at.vzaps.connect(store).status).toBeDefined()
  })
})

describe('enhanceEndpoints', () => {
  test('adds tags to ours', async () => {
    const at = setup()
    const enhanced = at.vzaps.enhanceEndpoints({
      addTagTypes: ['Plan'],
      endpoints: { getWebhook: { providesTags: ['Plan'] } },
    })
    await at.store.dispatch(enhanced.endpoints.getWebhook.initiate(one)).unwrap()
    at.store.dispatch(enhanced.util.invalidateTags(['Plan']))
    await until(() => countOf(at, /webhook$/) === 2)
  })

  test('transforms what ours answer', async () => {
    const at = setup()
    const enhanced = at.vzaps.enhanceEndpoints({
      endpoints: {
        getInstance: {
          transformResponse: (row: unknown) => ({ ...(row as Instance), name: 'transformed' }),
        },
      },
    })
    const row = await at.store.dispatch(enhanced.endpoints.getInstance.initiate(one)).unwrap()
    expect(row).toMatchObject({ id: one, name: 'transformed' })
  })
})

describe('resetApiState', () => {
  test('empties the store and leaves the session', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    at.store.dispatch(at.vzaps.util.resetApiState())
    expect(at.store.getState().vzaps).toMatchObject({ queries: {}, mutations: {} })
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'signed-in' })
    expect(at.vzaps.tokens.get(one)).toBeDefined()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(at.wire.tokens()).toHaveLength(1)
  })
})

describe('connect', () => {
  test('gives the same connection for the same store', () => {
    const at = setup()
    expect(at.vzaps.connect(at.store)).toBe(at.vzaps.connect(at.store))
    expect(at.vzaps.connect(at.store)).not.toBe(at.vzaps.connect(mountStore([at.vzaps]).store))
  })

  test('dispatches nothing that other middleware or reducers see', () => {
    const at = setup()
    const before = at.actions.length
    at.vzaps.connect(at.store)
    expect(at.actions).toHaveLength(before)
  })

  test('dispose resets its own store alone', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    await other.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    at.vzaps.connect(at.store).dispose()
    expect(at.store.getState().vzaps).toMatchObject({ queries: {} })
    expect(Object.keys((other.store.getState().vzaps as { queries: object }).queries)).toHaveLength(
      1,
    )
  })
})

describe('a test of an app', () => {
  test('takes two lines', async () => {
    const { store, vzaps } = createTestStore({ gateway: createMockGateway({ instances: 2 }) })
    const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    expect(page.total).toBe(2)
  })
})

describe('an action', () => {
  test('says of a request what is fit to be kept, and no more', async () => {
    const at = setup()
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    const { meta } = at.actions.at(-1) as unknown as { meta: { baseQueryMeta: object } }
    const { baseQueryMeta } = meta
    expect(Object.keys(baseQueryMeta).sort()).toEqual([
      'durationMs',
      'requestId',
      'sentSeq',
      'status',
    ])
    expect(structuredClone(baseQueryMeta)).toEqual(baseQueryMeta)
    await errorOf(at.store.dispatch(at.e.getInstance.initiate('VZNONE')))
    expect(structuredClone(endOf(at, 'getInstance'))).toMatchObject({ kind: 'http', status: 404 })
  })
})
