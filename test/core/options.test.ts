import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { VZapsOptions } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'
import { errorOf, thrownBy } from '../support/async.ts'
import { mountStore, setup } from '../support/setup.ts'

const create = (options: unknown) => createVZapsApi(options as Parameters<typeof createVZapsApi>[0])

describe('options', () => {
  test('can all be left out', () => {
    expect(create(undefined).reducerPath).toBe('vzaps')
    expect(create({}).auth.getState()).toEqual({ status: 'signed-out' })
  })

  test.each<[string, unknown]>([
    ['options', null],
    ['options', 'vzaps'],
    ['tokenSkew', { tokenSkew: 1 }],
    ['endpoints', { endpoints: {} }],
    ['baseUrl', { baseUrl: 'not a url' }],
    ['baseUrl', { baseUrl: '//relay.test' }],
    ['baseUrl', { baseUrl: '/\\relay.test' }],
    ['baseUrl', { baseUrl: '/relay?key=1' }],
    ['baseUrl', { baseUrl: 'relay' }],
    ['baseUrl', { baseUrl: 'ftp://192.168.0.5', allowInsecure: true }],
    ['baseUrl', { baseUrl: 'http://192.168.0.5:8080' }],
    ['allowInsecure', { allowInsecure: 'yes' }],
    ['maxAnswerBytes', { maxAnswerBytes: 0 }],
    ['maxAnswerBytes', { maxAnswerBytes: '16' }],
    ['baseUrl', { baseUrl: 'http://api.vzaps.com' }],
    ['baseUrl', { baseUrl: 'http://127.0.0.1.evil.test' }],
    ['baseUrl', { baseUrl: 'http://localhost.evil.test' }],
    ['baseUrl', { baseUrl: 'ftp://localhost' }],
    ['baseUrl', { baseUrl: 'wss://api.vzaps.com' }],
    ['baseUrl', { baseUrl: 'javascript:alert(1)' }],
    ['baseUrl', { baseUrl: 'https://user@api.vzaps.com' }],
    ['baseUrl', { baseUrl: 'https://user:pass@api.vzaps.com' }],
    ['baseUrl', { baseUrl: 'https://api.vzaps.com?key=1' }],
    ['baseUrl', { baseUrl: 'https://api.vzaps.com#part' }],
    ['baseUrl', { baseUrl: 7 }],
    ['realtimeUrl', { realtimeUrl: 'ws://realtime.vzaps.com' }],
    ['realtimeUrl', { realtimeUrl: 'https://realtime.vzaps.com' }],
    ['realtimeUrl', { realtimeUrl: 'wss://user:pass@realtime.vzaps.com' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: '30000' }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['tokenSkewMs', { tokenSkewMs: -1 }],
    ['tokenSkewMs', { tokenSkewMs: null }],
    ['retry', { retry: true }],
    ['retry', { retry: null }],
    ['retry', { retry: [] }],
    ['retry.tries', { retry: { tries: 3 } }],
    ['retry.maxTries', { retry: { maxTries: 0 } }],
    ['retry.baseMs', { retry: { baseMs: -1 } }],
    ['retry.capMs', { retry: { capMs: '1' } }],
    ['retry.maxRetryAfterMs', { retry: { maxRetryAfterMs: Number.NaN } }],
    ['reducerPath', { reducerPath: '' }],
    ['reducerPath', { reducerPath: 1 }],
    ['strictAnswers', { strictAnswers: 'yes' }],
    ['strictAnswers', { strictAnswers: null }],
    ['onSchemaIssue', { onSchemaIssue: 'log' }],
    ['onSchemaIssue', { onSchemaIssue: null }],
    ['keepUnusedDataFor', { keepUnusedDataFor: -1 }],
    ['keepUnusedDataFor', { keepUnusedDataFor: '60' }],
    ['extractRehydrationInfo', { extractRehydrationInfo: {} }],
    ['platform', { platform: null }],
    ['platform', { platform: 1 }],
    ['platform.now', { platform: { now: 5 } }],
    ['platform.fetch', { platform: { fetch: 'fetch' } }],
    ['platform.online', { platform: { online: true } }],
    ['platform.visible', { platform: { visible: {} } }],
    ['platform.localStorage', { platform: { localStorage: {} } }],
  ])('refuse %s in %j with one config error that names it', (field, options) => {
    const error = thrownBy(() => create(options))
    expect(error).toMatchObject({ kind: 'config', field, outcome: 'not-sent' })
    expect(error.message).toContain(field)
    expect(error).toBeInstanceOf(Error)
  })

  test.each([
    'https://api.vzaps.com',
    'https://relay.test/api',
    'http://localhost',
    'http://localhost:8080',
    'http://dev.localhost:3000',
    'http://127.0.0.1:5173',
    'http://127.9.9.9',
    'http://[::1]:3000',
  ])('take %s for a base address', (baseUrl) => {
    expect(() => create({ baseUrl })).not.toThrow()
  })

  test.each([
    'wss://realtime.vzaps.com',
    'ws://localhost:9000',
    'ws://127.0.0.1',
    'ws://[::1]:1/x',
  ])('take %s for a realtime address', (realtimeUrl) => {
    expect(() => create({ realtimeUrl })).not.toThrow()
  })

  test.each([
    ['https://relay.test/', 'https://relay.test/instances/list'],
    ['https://relay.test///', 'https://relay.test/instances/list'],
    ['https://relay.test/vzaps/api//', 'https://relay.test/vzaps/api/instances/list'],
    ['http://localhost:8080/v1', 'http://localhost:8080/v1/instances/list'],
  ])('send to %s without trailing slashes and below its prefix', async (baseUrl, url) => {
    const gateway = createMockGateway({
      basePath: new URL(url).pathname.split('/instances')[0] ?? '',
    })
    const { vzaps, store } = setup({
      baseUrl,
      auth: gateway.credentials,
      platform: { fetch: gateway.fetch },
    })
    await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    expect(gateway.requests.map((request) => request.url)).toEqual([
      url.replace('/instances/list', '/token'),
      url,
    ])
  })

  test('send over http to a device on the local network where allowInsecure says so', async () => {
    const { vzaps, store, wire } = setup({
      baseUrl: 'http://192.168.0.5:8080/',
      realtimeUrl: 'ws://192.168.0.5:8081',
      allowInsecure: true,
    })
    await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    expect(wire.last().origin).toBe('http://192.168.0.5:8080')
  })

  test('take a path for a base address where there is no page, and only calls fail', async () => {
    const at = setup({ baseUrl: '/relay', auth: { proxy: true } })
    for (const call of [
      at.store.dispatch(at.e.listInstances.initiate()),
      at.vzaps.request('GET', '/plans/list'),
    ]) {
      const error = await errorOf(call)
      expect(error).toMatchObject({ kind: 'config', field: 'baseUrl', outcome: 'not-sent' })
      expect(error.message).toContain('/relay')
    }
    expect(at.wire.sent).toEqual([])
  })

  test('find the page of a path when something is sent', async () => {
    const at = setup({ baseUrl: '/relay/', auth: { proxy: true } })
    at.wire.answer(/./, new Response(JSON.stringify({ content: [] })))
    vi.stubGlobal('location', new URL('https://app.test/deep/page?x#y'))
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    vi.unstubAllGlobals()
    expect(at.wire.last().request.url).toBe('https://app.test/relay/instances/list')
  })

  test.each(['file:///app/index.html', 'blob:https://app.test/1', 'about:blank'])(
    'find no page in %s',
    async (href) => {
      const at = setup({ baseUrl: '/relay', auth: { proxy: true } })
      vi.stubGlobal('location', { href })
      const error = await errorOf(at.store.dispatch(at.e.listInstances.initiate()))
      vi.unstubAllGlobals()
      expect(error).toMatchObject({ kind: 'config', field: 'baseUrl' })
      expect(at.wire.sent).toEqual([])
    },
  )

  test('can each be undefined', () => {
    const options: VZapsOptions = {
      auth: undefined,
      baseUrl: undefined,
      realtimeUrl: undefined,
      allowInsecure: undefined,
      timeoutMs: undefined,
      maxAnswerBytes: undefined,
      tokenSkewMs: undefined,
      retry: { maxTries: undefined, baseMs: 5 },
      reducerPath: undefined,
      strictAnswers: undefined,
      onSchemaIssue: undefined,
      platform: { fetch: undefined, online: undefined },
      keepUnusedDataFor: undefined,
      refetchOnFocus: undefined,
    }
    expect(create(options).reducerPath).toBe('vzaps')
  })

  test('send to the public address by default', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(at.wire.sent.map(({ origin }) => origin)).toEqual([
      'https://api.vzaps.com',
      'https://api.vzaps.com',
    ])
  })

  test('put the slice where reducerPath says', async () => {
    const gateway = createMockGateway()
    const vzaps = createVZapsApi({
      reducerPath: 'gateway',
      auth: gateway.credentials,
      platform: { fetch: gateway.fetch },
    })
    const { store } = mountStore([vzaps])
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    expect(Object.keys(store.getState())).toEqual(['gateway'])
    expect(store.getState().gateway).toMatchObject({ config: { reducerPath: 'gateway' } })
  })

  test('hand RTK Query its own on', () => {
    const { store } = setup({ keepUnusedDataFor: 7, refetchOnFocus: true })
    expect(store.getState().vzaps).toMatchObject({
      config: { keepUnusedDataFor: 7, refetchOnFocus: true },
    })
  })

  test('ignore a part of the platform that is undefined', async () => {
    const gateway = createMockGateway()
    const vzaps = createVZapsApi({
      auth: gateway.credentials,
      platform: { fetch: gateway.fetch, now: undefined } as never,
    })
    const { store } = mountStore([vzaps])
    await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    expect(gateway.requests).toHaveLength(2)
  })

  test('of sign-in are checked before the session there was ends', async () => {
    const at = setup()
    const error = await errorOf(at.vzaps.auth.signIn({ clientToken: '', clientSecret: 'x' }))
    expect(error).toMatchObject({ kind: 'config', field: 'auth.clientToken' })
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
  })
})

describe('in production', () => {
  beforeEach(() => {
    vi.stubEnv('NODE_ENV', 'production')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test.each<[string, object]>([
    ['baseUrl', { baseUrl: 'http://api.vzaps.com' }],
    ['baseUrl', { baseUrl: 'https://me:secret@api.vzaps.com' }],
    ['realtimeUrl', { realtimeUrl: 'ws://realtime.vzaps.com' }],
    ['baseUrl', { auth: { proxy: true } }],
    ['auth.clientSecret', { auth: { clientToken: 'a', clientSecret: ' ' } }],
  ])('what keeps secrets safe is checked too: %s, %j', (field, options) => {
    expect(() => createVZapsApi(options)).toThrow(
      expect.objectContaining({ kind: 'config', field }),
    )
  })

  test('a secret in a browser is refused too', () => {
    vi.stubGlobal('window', { document: {} })
    const auth = { clientToken: 'a', clientSecret: 'b' }
    expect(() => createVZapsApi({ auth })).toThrow(expect.objectContaining({ kind: 'config' }))
    vi.unstubAllGlobals()
  })

  test('what TypeScript tells anyway is not', () => {
    expect(() => createVZapsApi({ typo: 1, timeoutMs: -1 } as never)).not.toThrow()
  })
})
