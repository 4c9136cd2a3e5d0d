import { describe, expect, test } from 'vitest'
import type { TokenAnswer } from 'vzaps-rtk'
import { deferred, errorOf, settle, until } from '../support/async.ts'
import { noon } from '../support/clock.ts'
import { mountStore, one, setup, two } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const hour = 3_600_000
const minute = 60_000
const ids = Array.from({ length: 50 }, (_, index) => `VZ${index}`)

describe('the token', () => {
  test('is asked for once by fifty concurrent calls', async () => {
    const at = setup({ gateway: { instances: ids.map((id) => ({ id })) } })
    await Promise.all(ids.map((id) => at.store.dispatch(at.e.getInstance.initiate(id)).unwrap()))
    expect(at.wire.tokens()).toHaveLength(1)
    expect(at.wire.calls()).toHaveLength(50)
    expect(new Set(at.wire.calls().map(({ headers }) => headers.authorization)).size).toBe(1)
  })

  test('is asked of a provider once by fifty concurrent calls', async () => {
    let asked = 0
    const answer = deferred<TokenAnswer>()
    const getToken = () => {
      asked += 1
      return answer.promise
    }
    const at = setup({ auth: { getToken } })
    const calls = ids.map((id) => at.vzaps.request('GET', `/plans/list?${id}`))
    await settle()
    answer.resolve({ accessToken: at.gateway.tokens.issue(), expiresIn: 600 })
    await Promise.all(calls)
    expect(asked).toBe(1)
  })

  test('is used again until it has less than a minute to live, then asked for once', async () => {
    const at = setup()
    const call = () => at.vzaps.request('GET', '/plans/list')
    await call()
    at.clock.advance(hour - minute - 1)
    await call()
    expect(at.wire.tokens()).toHaveLength(1)
    at.clock.advance(1)
    await Promise.all([call(), call(), call()])
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('follows tokenSkewMs', async () => {
    const at = setup({ tokenSkewMs: 0 })
    await at.vzaps.auth.getAccessToken()
    at.clock.advance(hour - 1)
    await at.vzaps.auth.getAccessToken()
    expect(at.wire.tokens()).toHaveLength(1)
    at.clock.advance(1)
    await at.vzaps.auth.getAccessToken()
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('that lives no longer than the skew is never used twice', async () => {
    const at = setup()
    at.gateway.faults.set({ tokenLifetimeMs: minute })
    await at.vzaps.request('GET', '/plans/list')
    await at.vzaps.request('GET', '/plans/list')
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('is asked for anew when the clock was set back', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.clock.set(noon - 1)
    await at.vzaps.auth.getAccessToken()
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('flight that fails fails all that wait with its error, and the next call tries again', async () => {
    const at = setup({ retry: { baseMs: 0 } })
    at.wire.answer('POST /token', json({ message: 'down' }, 503, { 'Retry-After': '3' }))
    const waiting = [one, two].map((id) =>
      errorOf(at.store.dispatch(at.e.getInstance.initiate(id))),
    )
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({
        kind: 'http',
        status: 503,
        message: 'down',
        outcome: 'not-sent',
        retryAfterMs: 3_000,
      })
    }
    expect(at.wire.tokens()).toHaveLength(1)
    expect(at.wire.calls()).toEqual([])
    await at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true })).unwrap()
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test.each<[string, Response | undefined, object]>([
    ['refused credentials', json({ code: 'bad' }, 401), { kind: 'auth', reason: 'credentials' }],
    ['a limit', json({}, 429), { kind: 'rate-limit' }],
    ['a timeout of the server', json({}, 408), { kind: 'timeout', status: 408 }],
    ['no network', undefined, { kind: 'network' }],
  ])('flight that ends with %s is not repeated', async (_what, answer, error) => {
    const at = setup({ retry: { baseMs: 0 } })
    at.wire.answer('POST /token', () => {
      if (answer) return answer
      throw new TypeError('Failed to fetch')
    })
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      ...error,
      outcome: 'not-sent',
    })
    expect(at.wire.sent).toHaveLength(1)
  })

  test('flight that hangs times out', async () => {
    const at = setup({ timeoutMs: 5_000 })
    const held = at.wire.hold('POST /token', { deaf: true })
    const running = errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    await held.arrived
    at.clock.advance(5_000)
    expect(await running).toMatchObject({ kind: 'timeout', outcome: 'not-sent' })
  })

  test('goes on for the others when one caller aborts', async () => {
    const at = setup()
    const held = at.wire.hold('POST /token')
    const first = at.store.dispatch(at.e.getInstance.initiate(one))
    const second = at.store.dispatch(at.e.getInstance.initiate(two))
    const { request } = await held.arrived
    first.abort()
    expect(await errorOf(first)).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    expect(request.signal.aborted).toBe(false)
    held.release()
    expect(await second.unwrap()).toMatchObject({ name: 'Sales' })
    expect(at.wire.tokens()).toHaveLength(1)
  })

  test('request carries no credential headers', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    expect(at.wire.sent[0]).toMatchObject({ method: 'POST', path: '/token' })
    expect(at.wire.sent[0]?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
    })
  })
})

describe('a 401', () => {
  test('gets a new token once for all that wait, and each call goes once more', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.gateway.tokens.revoke()
    const running = [one, two].map((id) =>
      at.store.dispatch(at.e.getInstance.initiate(id)).unwrap(),
    )
    expect((await Promise.all(running)).map(({ name }) => name)).toEqual(['Support', 'Sales'])
    expect(at.wire.tokens()).toHaveLength(2)
    expect(at.wire.calls()).toHaveLength(4)
  })

  test('for an old token does not drop a newer one', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    const slow = at.wire.hold('POST /instances/get')
    const late = at.store.dispatch(at.e.getInstance.initiate(one))
    await slow.arrived
    at.gateway.tokens.revoke()
    await at.store.dispatch(at.e.getInstance.initiate(two)).unwrap()
    expect(at.wire.tokens()).toHaveLength(2)
    slow.release()
    await late.unwrap()
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('resends a mutation with the same body', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.gateway.tokens.revoke()
    await at.store.dispatch(at.e.createInstance.initiate({ name: 'New one' })).unwrap()
    expect(at.wire.calls().map(({ body }) => body)).toEqual([
      { name: 'New one' },
      { name: 'New one' },
    ])
    expect(at.gateway.instances.list()).toHaveLength(3)
  })

  test('after the new token is the end: auth, expired', async () => {
    const at = setup({ retry: { baseMs: 0 } })
    at.wire.answer('POST /instances/get', () => json({ message: 'expired' }, 401), 9)
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error).toMatchObject({
      kind: 'auth',
      reason: 'expired',
      outcome: 'rejected',
      status: 401,
      message: 'expired',
    })
    expect(at.wire.calls()).toHaveLength(2)
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('whose new token cannot be had ends with that error', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.gateway.tokens.revoke()
    at.wire.answer('POST /token', json({}, 401))
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      kind: 'auth',
      reason: 'credentials',
      outcome: 'rejected',
    })
    expect(at.wire.calls()).toHaveLength(1)
  })

  test('does not refresh for a 403', async () => {
    const at = setup()
    at.wire.answer('POST /instances/get', json({ code: 'forbidden' }, 403))
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      kind: 'auth',
      reason: 'forbidden',
    })
    expect(at.wire.sent).toHaveLength(2)
  })
})

describe('getAccessToken', () => {
  test('gives the expiry, never the token', async () => {
    const at = setup()
    const answer = await at.store.dispatch(at.e.getAccessToken.initiate()).unwrap()
    expect(answer).toEqual({ expiresAt: noon + hour })
    expect(JSON.stringify(at.store.getState())).not.toContain(await at.vzaps.auth.getAccessToken())
  })

  test('sends nothing while the token is fresh', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    for (let times = 0; times < 3; times++) {
      await at.store
        .dispatch(at.e.getAccessToken.initiate(undefined, { forceRefetch: true }))
        .unwrap()
    }
    expect(at.wire.tokens()).toHaveLength(1)
  })

  test('entry follows a refresh in each store that has one, and is created in none', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    await at.store.dispatch(at.e.getAccessToken.initiate()).unwrap()
    at.clock.advance(hour)
    await other.store.dispatch(at.e.listInstances.initiate()).unwrap()
    const select = at.e.getAccessToken.select()
    expect(select(at.store.getState() as never).data).toEqual({ expiresAt: noon + 2 * hour })
    expect(select(other.store.getState() as never).isUninitialized).toBe(true)
  })

  test('fails as the token does', async () => {
    const at = setup()
    at.wire.answer('POST /token', json({ message: 'no' }, 401))
    expect(await errorOf(at.store.dispatch(at.e.getAccessToken.initiate()))).toMatchObject({
      kind: 'auth',
      reason: 'credentials',
      message: 'no',
    })
  })

  test('outside Redux gives the token itself, fresh', async () => {
    const at = setup()
    const token = await at.vzaps.auth.getAccessToken()
    await at.vzaps.request('GET', '/plans/list')
    expect(at.wire.last().headers.authorization).toBe(`Bearer ${token}`)
    expect(token.split('.')).toHaveLength(3)
  })
})

describe('a relay', () => {
  const relay = { baseUrl: 'https://relay.test/vzaps' }
  const list = () => json({ page: 1, size: 20, total: 0, total_pages: 0, content: [] })

  test('gets the app’s own headers and cookies, and no VZaps secret', async () => {
    const at = setup({
      ...relay,
      auth: { proxy: true, headers: { 'X-CSRF': 'abc' }, credentials: 'include' },
    })
    at.wire.answer(/./, list)
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    const sent = at.wire.last()
    expect(sent).toMatchObject({ origin: 'https://relay.test', path: '/vzaps/instances/list' })
    expect(sent.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-csrf': 'abc',
      'x-vzaps-client': '1',
    })
    expect(sent.request.credentials).toBe('include')
    expect(at.wire.tokens()).toEqual([])
  })

  test('gets cookies of the same origin by default', async () => {
    const at = setup({ ...relay, auth: { proxy: true } })
    at.wire.answer(/./, list)
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(at.wire.last().request.credentials).toBe('same-origin')
  })

  test('gets headers from a function, asked for each call', async () => {
    let count = 0
    const headers = async () => ({ 'X-Count': String(++count) })
    const at = setup({ ...relay, auth: { proxy: true, headers } })
    at.wire.answer(/./, list, 2)
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    await at.store.dispatch(at.e.listInstances.initiate({ page: 2 })).unwrap()
    expect(at.wire.calls().map(({ headers: sent }) => sent['x-count'])).toEqual(['1', '2'])
  })

  test.each<[string, () => HeadersInit | Promise<HeadersInit>]>([
    [
      'throw',
      () => {
        throw new Error('abc-secret')
      },
    ],
    ['reject', () => Promise.reject(new Error('abc-secret'))],
    ['are none', () => ({ 'bad name': 'abc-secret' })],
    ['hold a line break', () => ({ 'X-CSRF': 'abc-secret\r\nX-Evil: 1' })],
  ])('whose headers %s is a config error without their value', async (_what, headers) => {
    const at = setup({ ...relay, auth: { proxy: true, headers } })
    const error = await errorOf(at.store.dispatch(at.e.listInstances.initiate()))
    expect(error).toMatchObject({ kind: 'config', field: 'auth.headers', outcome: 'not-sent' })
    expect(JSON.stringify(at.store.getState())).not.toContain('abc-secret')
    expect(at.wire.sent).toEqual([])
  })

  test('that answers 401 is not asked again', async () => {
    const at = setup({ ...relay, auth: { proxy: true }, retry: { baseMs: 0 } })
    at.wire.answer(/./, () => json({ message: 'log in' }, 401), 5)
    expect(await errorOf(at.store.dispatch(at.e.listInstances.initiate()))).toMatchObject({
      kind: 'auth',
      reason: 'expired',
      message: 'log in',
    })
    expect(at.wire.sent).toHaveLength(1)
  })

  test('holds the token: getAccessToken is a config error', async () => {
    const at = setup({ ...relay, auth: { proxy: true } })
    const calls = [
      at.store.dispatch(at.e.getAccessToken.initiate()),
      at.vzaps.auth.getAccessToken(),
    ]
    for (const call of calls) {
      expect(await errorOf(call)).toMatchObject({ kind: 'config', field: 'auth.proxy' })
    }
    expect(at.wire.sent).toEqual([])
  })

  test('needs no token to sign in', async () => {
    const at = setup({ ...relay, auth: null })
    await at.vzaps.auth.signIn({ proxy: true })
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-in' })
    expect(at.wire.sent).toEqual([])
  })

  test('gets no instance token', async () => {
    const at = setup({ ...relay, auth: { proxy: true } })
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.wire.answer(/./, json({ code: 200, success: true, data: { connected: true } }))
    await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()
    expect(at.wire.last().headers).toEqual({
      accept: 'application/json',
      'x-vzaps-client': '1',
    })
  })

  test('is told with every call that it comes from the library, whatever headers the app has', async () => {
    const headers = { 'X-VZaps-Client': 'mine' }
    const at = setup({ ...relay, auth: { proxy: true, headers } })
    at.wire.answer(/./, list)
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(at.wire.last().headers).toMatchObject({ 'x-vzaps-client': '1' })
  })

  test('alone is told: the VZaps API gets no such header', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(at.wire.sent.map(({ headers }) => headers['x-vzaps-client'])).toEqual([
      undefined,
      undefined,
    ])
  })

  test('that hangs over its headers can be given up on', async () => {
    let asked = false
    const headers = () => {
      asked = true
      return new Promise<HeadersInit>(() => {})
    }
    const at = setup({ ...relay, auth: { proxy: true, headers } })
    const running = at.store.dispatch(at.e.listInstances.initiate())
    await until(() => asked)
    running.abort()
    expect(await errorOf(running)).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
  })
})
