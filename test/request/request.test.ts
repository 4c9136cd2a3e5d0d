import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { VZapsError, VZapsRequest } from 'vzaps-rtk'
import { errorOf, settle } from '../support/async.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

type Way = (at: Setup, request: VZapsRequest) => Promise<unknown>

const inStore: Way = ({ store, e }, request) => store.dispatch(e.request.initiate(request)).unwrap()

const outside: Way = ({ vzaps }, { method, path, body, ...options }) =>
  vzaps.request(method, path, body, options)

describe.each([
  ['the request endpoint', inStore],
  ['vzaps.request', outside],
] as const)('%s', (_name, send) => {
  const refusal = async (request: unknown): Promise<VZapsError> => {
    const at = setup()
    const error = await errorOf(send(at, request as VZapsRequest))
    await settle()
    expect(at.wire.sent).toEqual([])
    expect(error).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
    return error
  }

  test.each<unknown>([
    '',
    'plans/list',
    'https://evil.test/x',
    'javascript:alert(1)',
    '//evil.test/x',
    '\\\\evil.test',
    '/\\evil.test',
    '/a\\..\\b',
    '/\t/evil.test',
    '/a\nb',
    '/a\u0000b',
    '/\ud800',
    '/.',
    '/..',
    '/a/./b',
    '/a/../b',
    '/a/..',
    '/a/%2e%2e/b',
    '/a/%2E./b',
    '/a/.%2e?x=1',
    '/%2e#x',
    '/token',
    '/token/',
    '/token//',
    '/TOKEN',
    '/Token?x=1',
    '/token#x',
    '/%74oken',
    '/tok%65n/',
    '/token%2F',
    5,
    null,
    undefined,
    {},
  ])('refuses the path %j', async (path) => {
    expect(await refusal({ method: 'POST', path })).toMatchObject({ field: 'path' })
  })

  test.each([
    '/tokens',
    '/token/list',
    '/a/token',
    '/.well-known',
    '/a/...',
    '/a//b',
    '/a:b',
    '/%',
  ])('takes the path %s', async (path) => {
    const at = setup()
    at.wire.answer(/./, json({ fine: true }), 2)
    at.wire.answer(/./, json({ fine: true }))
    await at.vzaps.auth.signIn({ getToken: () => ({ accessToken: 'jwt', expiresIn: 600 }) })
    expect(await send(at, { method: 'GET', path })).toEqual({ fine: true })
    expect(at.wire.last().path).toBe(path)
  })

  test.each([
    ['headers', { headers: { 'X-Evil': '1' } }],
    ['auth', { auth: false }],
    ['baseUrl', { baseUrl: 'https://evil.test' }],
  ])('refuses %s', async (field, more) => {
    expect(await refusal({ method: 'GET', path: '/a', ...more })).toMatchObject({ field })
  })

  test.each(['HEAD', 'OPTIONS', 'CONNECT', 'get post', '', 'G\nET', undefined, 5])(
    'refuses the method %j',
    async (method) => {
      expect(await refusal({ method, path: '/a' })).toMatchObject({ field: 'method' })
    },
  )

  test.each([{}, [], '', 0, false])('refuses a GET with the body %j', async (body) => {
    expect(await refusal({ method: 'GET', path: '/a', body })).toMatchObject({ field: 'body' })
  })

  test('refuses a body that is no JSON', async () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    for (const body of [cycle, 1n, () => 1, Symbol('x')]) {
      expect(await refusal({ method: 'POST', path: '/a', body })).toMatchObject({ field: 'body' })
    }
  })

  test.each([null, undefined])('sends no body for %j', async (body) => {
    const at = setup()
    at.wire.answer('GET /a', json(1))
    await send(at, { method: 'GET', path: '/a', body })
    expect(at.wire.last().body).toBeUndefined()
    expect(at.wire.last().headers).not.toHaveProperty('content-type')
  })

  test('sends body and query keys untouched', async () => {
    const at = setup()
    const body = { someKey: { Other_Key: [1] }, nothing: null }
    at.wire.answer(/^POST/, json({}), 1)
    at.wire.answer(/^POST/, json({}), 1)
    await at.vzaps.auth.signIn({ getToken: () => ({ accessToken: 'jwt', expiresIn: 600 }) })
    await send(at, { method: 'POST', path: '/a', body, query: { someKey: 'a b' } })
    expect(at.wire.last()).toMatchObject({ body, path: '/a?someKey=a+b' })
  })

  test('sends falsy bodies', async () => {
    for (const body of [0, false, '']) {
      const at = setup()
      at.wire.answer('POST /a', json({}))
      await send(at, { method: 'POST', path: '/a', body })
      expect(at.wire.last().body).toBe(body)
    }
  })

  test('merges the query of the path with its own', async () => {
    const at = setup()
    const query = { b: 2, c: true, d: false, e: null, f: undefined, g: '' }
    at.wire.answer(/^GET \/a/, json({}))
    await send(at, { method: 'GET', path: '/a?x=1&b=0#part', query })
    expect(at.wire.last().path).toBe('/a?x=1&b=0&b=2&c=true&d=false&g=')
  })

  test('writes the method in capitals', async () => {
    const at = setup()
    at.wire.answer('PATCH /a', json({}))
    await send(at, { method: 'patch', path: '/a', body: {} })
    expect(at.wire.last().method).toBe('PATCH')
  })

  test('sends the token of its instance', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.wire.answer('GET /a', json({}), 2)
    at.wire.answer('GET /a', json({}))
    await send(at, { method: 'GET', path: '/a', instanceId: one })
    expect(at.wire.last().headers['x-instance-token']).toBe('inst_by_hand')
  })

  test('sends no instance token without an instance', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.wire.answer('GET /a', json({}))
    await send(at, { method: 'GET', path: '/a' })
    expect(at.wire.last().headers).not.toHaveProperty('x-instance-token')
  })

  test.each<[string, Response, unknown]>([
    [
      'JSON whatever the content type',
      new Response('{"a_b":{"c_d":1}}', { headers: { 'content-type': 'text/html' } }),
      { a_b: { c_d: 1 } },
    ],
    ['text', new Response('all good'), 'all good'],
    ['null for an empty body', new Response(''), null],
    ['null for 204', new Response(null, { status: 204 }), null],
    ['an array', json([1, 2]), [1, 2]],
  ])('gives %s', async (_what, answer, value) => {
    const at = setup()
    at.wire.answer('GET /a', answer)
    expect(await send(at, { method: 'GET', path: '/a' })).toEqual(value)
  })

  test('is never repeated', async () => {
    const at = setup({ retry: { baseMs: 0 } })
    at.wire.answer('GET /a', () => json({}, 503), 5)
    expect(await errorOf(send(at, { method: 'GET', path: '/a' }))).toMatchObject({ status: 503 })
    expect(at.wire.lines()).toEqual(['GET /a'])
  })

  test('goes once more after a 401, with a new token', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.gateway.tokens.revoke()
    await send(at, { method: 'GET', path: '/plans/list' })
    const [first, second] = at.wire.calls().map(({ headers }) => headers.authorization)
    expect(at.wire.calls()).toHaveLength(2)
    expect(first).not.toBe(second)
  })

  test('is refused while nobody is signed in', async () => {
    const at = setup({ auth: null })
    expect(await errorOf(send(at, { method: 'GET', path: '/a' }))).toMatchObject({
      kind: 'auth',
      reason: 'signed-out',
    })
    expect(at.wire.sent).toEqual([])
  })
})

describe('the request endpoint', () => {
  test('takes secrets out at any depth, in any casing', async () => {
    const at = setup()
    const secret = at.gateway.credentials.clientSecret
    const answer = {
      token: 'a',
      Access_Token: 'b',
      rows: [
        { clientToken: 'c', CLIENT_SECRET: 'd', 'instance-token': 'e', accessToken: 'f', kept: 1 },
      ],
      echo: `was ${secret} once`,
      tokens: 'kept',
    }
    at.wire.answer('GET /a', json(answer))
    expect(await inStore(at, { method: 'GET', path: '/a' })).toEqual({
      rows: [{ kept: 1 }],
      echo: 'was [REDACTED] once',
      tokens: 'kept',
    })
  })

  test('teaches the vault nothing', async () => {
    const at = setup()
    at.wire.answer('GET /a', json({ content: [{ id: one, token: 'inst_of_a_stranger' }] }))
    await inStore(at, { method: 'GET', path: '/a', instanceId: one })
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
  })
})

describe('vzaps.request', () => {
  test('gives the raw answer, secrets included, and leaves no trace in Redux', async () => {
    const at = setup()
    const answer = { token: 'inst_raw_token' }
    at.wire.answer('GET /a', json(answer))
    const before = at.store.getState()
    expect(await at.vzaps.request('GET', '/a')).toEqual(answer)
    expect(at.store.getState()).toBe(before)
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
  })

  test('takes a body with secrets', async () => {
    const at = setup()
    const body = { key: at.gateway.credentials.clientSecret }
    at.wire.answer('POST /a', json({}))
    await at.vzaps.request('POST', '/a', body)
    expect(at.wire.last().body).toEqual(body)
  })

  test('rejects with an Error that is a VZapsError', async () => {
    const at = setup()
    const thrown = await at.vzaps.request('GET', '/nowhere').catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown).toMatchObject({ kind: 'http', status: 404, code: 'route_not_found' })
  })

  test('is aborted by its signal: not sent before, unknown after', async () => {
    const at = setup()
    const early = AbortSignal.abort()
    expect(
      await errorOf(at.vzaps.request('GET', '/plans/list', undefined, { signal: early })),
    ).toMatchObject({
      kind: 'aborted',
      outcome: 'not-sent',
    })
    expect(at.wire.calls()).toEqual([])
    const held = at.wire.hold('GET /plans/list')
    const controller = new AbortController()
    const running = errorOf(
      at.vzaps.request('GET', '/plans/list', undefined, { signal: controller.signal }),
    )
    await held.arrived
    controller.abort()
    expect(await running).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
  })
})

describe('one signal for many calls', () => {
  test('is listened to once, and ends them all', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error) => warnings.push(warning)
    process.on('warning', warn)
    const at = setup()
    const controller = new AbortController()
    const { signal } = controller
    const call = () => at.vzaps.request('GET', '/plans/list', undefined, { signal })
    await Promise.all(Array.from({ length: 20 }, call))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    const held = at.wire.hold(/plans/)
    const running = Array.from({ length: 20 }, () => errorOf(call()))
    await held.arrived
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    controller.abort()
    for (const error of await Promise.all(running)) expect(error).toMatchObject({ kind: 'aborted' })
    expect(await errorOf(call())).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', warn)
    expect(warnings).toEqual([])
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test.each([5, {}, 'abort'])('that is none is refused: %j', async (signal) => {
    const at = setup()
    const options = { signal: signal as unknown as AbortSignal }
    expect(await errorOf(at.vzaps.request('GET', '/a', undefined, options))).toMatchObject({
      kind: 'validation',
      field: 'signal',
    })
  })
})
