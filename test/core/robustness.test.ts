// What earlier versions got wrong.
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query'
import { expect, test } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { errorOf, settle, thrownBy } from '../support/async.ts'
import { allowConsole } from '../support/console.ts'
import { mountStore, one, setup, two } from '../support/setup.ts'
import { enveloped, json } from '../support/wire.ts'

test('a request id that quotes a secret is blacked out in the error and in the meta', async () => {
  const at = setup()
  const jwt = await at.vzaps.auth.getAccessToken()
  at.wire.answer(/get$/, new Response('<html>', { headers: { 'X-Request-Id': `req ${jwt}` } }))
  const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
  expect(JSON.stringify([error, at.actions])).not.toContain(jwt)
})

test('a free call to /token with a blank after it, which a Request strips, is not sent', async () => {
  const at = setup()
  await at.vzaps.request('POST', '/token ', {}).catch(() => {})
  expect(at.wire.sent.map((s) => s.path)).toEqual([])
})

test('a free call with a dot segment and a blank after it is not sent', async () => {
  const at = setup()
  await at.vzaps.request('POST', '/a/.. ', {}).catch(() => {})
  expect(at.wire.calls().map((s) => s.path)).toEqual([])
})

test('a read in flight when its instance is deleted does not bring the row back', async () => {
  const at = setup()
  await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
  const row = at.gateway.instances.get(one)
  const held = at.wire.hold('POST /instances/get', { deaf: true })
  const running = at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true }))
  await held.arrived
  await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()
  held.release(json(row))
  await running
  await settle()
  const entry = at.e.getInstance.select(one)(at.store.getState() as never)
  expect(entry.error).toMatchObject({ kind: 'http', status: 404, code: 'deleted' })
})

test.each([
  'restartInstance',
  'resumeSubscription',
  'cancelInstance',
  'getSessionStatus',
  'getWebhook',
  'disconnectSession',
] as const)('an array where an object is due is a parse error: %s', async (name) => {
  const at = setup({ strictAnswers: false })
  at.wire.answer(/instances/, json([1, 2]))
  const error = await errorOf(
    at.store.dispatch((at.e[name] as unknown as typeof at.e.restartInstance).initiate(one)),
  )
  expect(error).toMatchObject({ kind: 'parse' })
})

test('labels that are an array are left out', async () => {
  const at = setup({ strictAnswers: false })
  at.wire.answer(/instances/, json({ id: one, labels: ['a'] }))
  expect(await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()).toEqual({ id: one })
})

test.each([{ page: '1' }, { size: 'x' }, { total: '5' }, { total_pages: {} }])(
  'page numbers of a wrong type are made from what fits: %j',
  async (bad) => {
    const at = setup({ strictAnswers: false })
    at.wire.answer(
      /list$/,
      json({ page: 1, size: 20, total: 1, total_pages: 1, content: [{ id: 'A' }], ...bad }),
    )
    expect(await at.store.dispatch(at.e.listInstances.initiate()).unwrap()).toMatchObject({
      page: 1,
      size: 20,
      total: 1,
      totalPages: 1,
      content: [{ id: 'A' }],
    })
  },
)

test('another api in the store may have endpoints of the same names', async () => {
  const at = setup()
  const other = createApi({
    reducerPath: 'aws',
    baseQuery: fakeBaseQuery(),
    endpoints: (b) => ({
      listInstances: b.query<string[], void>({ queryFn: () => ({ data: ['i-1'] }) }),
      getInstance: b.query<null, string>({ queryFn: () => ({ data: null }) }),
    }),
  })
  const { store } = mountStore([at.vzaps, other])
  await store.dispatch(other.endpoints.listInstances.initiate()).unwrap()
  await store.dispatch(other.endpoints.getInstance.initiate('x')).unwrap()
  expect(other.endpoints.listInstances.select()(store.getState() as never).data).toEqual(['i-1'])
})

test('the status that one api knows is not another’s in the same store', async () => {
  const at = setup()
  const b = createVZapsApi({ reducerPath: 'b' })
  const { store } = mountStore([at.vzaps, b])
  await store.dispatch(at.e.getInstance.initiate(one)).unwrap()
  expect(at.vzaps.connect(store).status.get(one)).toBeDefined()
  expect(b.connect(store).status.get(one)).toBeUndefined()
})

test('a transformResponse of the app may change the shape of an answer', async () => {
  const at = setup()
  at.vzaps.enhanceEndpoints({
    endpoints: {
      listInstances: {
        transformResponse: (page: { content: unknown }) => page.content,
        providesTags: [],
      } as never,
    },
  })
  const data = await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
  expect(data).toHaveLength(2)
})

test.each([
  'updateInstance',
  'subscribeInstance',
  'setWebhook',
  'request',
  'createInstance',
  'getPairCode',
] as const)('an argument of no known form is a validation error: %s', async (name) => {
  allowConsole('warn', /not shown optimistically/)
  for (const arg of [undefined, null, 5, 'x']) {
    const at = setup()
    const error = await errorOf(
      at.store.dispatch(
        (at.e[name] as unknown as typeof at.e.restartInstance).initiate(arg as never),
      ),
    )
    expect(error).toMatchObject({ kind: 'validation' })
  }
})

test('vzaps.request takes null for no options', async () => {
  const at = setup()
  const answer = await at.vzaps.request('GET', '/plans/list', undefined, null as never)
  expect(answer).toBeDefined()
})

test('a query value that cannot be a text is a validation error', async () => {
  const at = setup()
  expect(
    await errorOf(
      at.store.dispatch(
        at.e.request.initiate({
          method: 'GET',
          path: '/plans/list',
          query: { a: Object.create(null) },
        }),
      ),
    ),
  ).toMatchObject({ kind: 'validation' })
})

test('a method that cannot be a text is a validation error', async () => {
  const at = setup()
  expect(
    await errorOf(
      at.store.dispatch(
        at.e.request.initiate({ method: Object.create(null), path: '/plans/list' }),
      ),
    ),
  ).toMatchObject({ kind: 'validation' })
})

test.each(['https://api.vzaps.com/?', 'https://api.vzaps.com/#'])(
  'the baseUrl %s is refused: paths would become part of the query or the fragment',
  (baseUrl) => {
    expect(thrownBy(() => createVZapsApi({ baseUrl }))).toMatchObject({
      kind: 'config',
      field: 'baseUrl',
    })
  },
)

test.each([2 ** 31, 2 ** 40])(
  'a delay of %s ms, which no timer can wait, is refused',
  async (ms) => {
    const at = setup()
    expect(
      await errorOf(
        at.store.dispatch(at.e.deleteInstance.initiate({ instanceId: one, deferMs: ms })),
      ),
    ).toMatchObject({ kind: 'validation', field: 'deferMs' })
    expect(at.wire.sent).toEqual([])
    expect(thrownBy(() => createVZapsApi({ timeoutMs: ms }))).toMatchObject({ field: 'timeoutMs' })
  },
)

test('a call waiting on a sign-in that fails gets its error', async () => {
  const at = setup({ auth: null })
  const held = at.wire.hold('POST /token')
  const signing = errorOf(
    at.vzaps.auth.signIn({ ...at.gateway.credentials, clientSecret: 'wrong-secret' }),
  )
  await held.arrived
  const waiting = errorOf(at.store.dispatch(at.e.restartInstance.initiate(one)))
  await settle()
  held.release()
  expect(await signing).toMatchObject({ reason: 'credentials' })
  expect(await waiting).toMatchObject({ kind: 'auth', reason: 'credentials' })
})

test('a qr_code that is null gives way to qrCode', async () => {
  const at = setup()
  const png = 'data:image/png;base64,iVBORw0KGgo='
  at.wire.answer(/qr$/, enveloped({ qr_code: null, qrCode: png }))
  expect(await at.store.dispatch(at.e.getSessionQr.initiate(two)).unwrap()).toMatchObject({
    qrCode: png,
  })
})

test('a secret with a quote in it is no part of a cache key', async () => {
  const secret = 'client"token\\x1'
  const at = setup({ auth: { clientToken: secret, clientSecret: 'a client secret' } })
  await errorOf(at.store.dispatch(at.e.getInstance.initiate(secret)))
  expect(
    JSON.stringify(Object.keys((at.store.getState().vzaps as { queries: object }).queries)),
  ).not.toContain('token')
})

test('a secret as the key of an argument is found, with its capitals too', async () => {
  const secret = 'ClientTokenABC'
  const at = setup({ auth: { clientToken: secret, clientSecret: 'a client secret' } })
  expect(
    await errorOf(
      at.store.dispatch(
        at.e.updateInstance.initiate({ instanceId: one, data: { [secret]: 1 } as object }),
      ),
    ),
  ).toMatchObject({ code: 'secret-in-argument' })
})

test('an unknown option with a name of the prototype is refused', () => {
  expect(thrownBy(() => createVZapsApi({ retry: { toString: 1 } as never }))).toMatchObject({
    field: 'retry.toString',
  })
})

test('an unknown part of the platform with a name of the prototype is refused', () => {
  const platform = { constructor: () => 1 } as never
  expect(thrownBy(() => createVZapsApi({ platform }))).toMatchObject({
    field: 'platform.constructor',
  })
})

test('keepUnusedDataFor may be Infinity: for ever', () => {
  expect(() => createVZapsApi({ keepUnusedDataFor: Number.POSITIVE_INFINITY })).not.toThrow()
})

test('refetchOnFocus that is no boolean is refused', () => {
  expect(thrownBy(() => createVZapsApi({ refetchOnFocus: 'yes' as never }))).toMatchObject({
    field: 'refetchOnFocus',
  })
})

test('onSchemaIssue hears of no secret', async () => {
  const issues: unknown[] = []
  const at = setup({ strictAnswers: false, onSchemaIssue: (i) => issues.push(i) })
  const jwt = await at.vzaps.auth.getAccessToken()
  at.wire.answer(/status$/, enveloped({ business_profile: { categories: { [jwt]: 1 } } }))
  await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()
  expect(JSON.stringify(issues)).not.toContain(jwt)
})
