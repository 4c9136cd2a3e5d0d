import { describe, expect, test } from 'vitest'
import type { AuthState, TokenAnswer } from 'vzaps-rtk'
import { deferred, errorOf, settle, until } from '../support/async.ts'
import { endOf } from '../support/calls.ts'
import { noon } from '../support/clock.ts'
import type { Setup } from '../support/setup.ts'
import { mountStore, one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const watch = ({ vzaps }: Setup) => {
  const seen: AuthState[] = []
  vzaps.auth.state$.subscribe((state) => seen.push(state))
  return seen
}

const hour = 3_600_000

describe('the sign-in state', () => {
  test('begins signed out without auth', () => {
    const at = setup({ auth: null })
    expect(watch(at)).toEqual([{ status: 'signed-out' }])
    expect(at.wire.sent).toEqual([])
  })

  test('is signed in from the start with auth, and knows the expiry after the first token', async () => {
    const at = setup()
    const seen = watch(at)
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(seen).toEqual([{ status: 'signed-in' }, { status: 'signed-in', expiresAt: noon + hour }])
    expect(at.vzaps.auth.getState()).toBe(seen.at(-1))
  })

  test('goes through signing in to signed in, and back', async () => {
    const at = setup({ auth: null })
    const seen = watch(at)
    await at.vzaps.auth.signIn(at.gateway.credentials)
    at.vzaps.auth.signOut()
    expect(seen).toEqual([
      { status: 'signed-out' },
      { status: 'signing-in' },
      { status: 'signed-in', expiresAt: noon + hour },
      { status: 'signed-out' },
    ])
  })

  test('is failed after refused credentials, and nobody is signed in', async () => {
    const at = setup({ auth: null })
    const seen = watch(at)
    const bad = { ...at.gateway.credentials, clientSecret: 'not-the-secret' }
    const error = await errorOf(at.vzaps.auth.signIn(bad))
    expect(error).toMatchObject({
      kind: 'auth',
      reason: 'credentials',
      status: 401,
      code: 'bad_credentials',
    })
    expect(seen.map(({ status }) => status)).toEqual(['signed-out', 'signing-in', 'failed'])
    expect(seen.at(-1)).toMatchObject({ error: { kind: 'auth', reason: 'credentials' } })
    expect(await errorOf(at.store.dispatch(at.e.listInstances.initiate()))).toMatchObject({
      reason: 'signed-out',
    })
    expect(at.wire.calls()).toEqual([])
  })

  test('is signed in again after a failed try and a good one', async () => {
    const at = setup({ auth: null })
    await errorOf(at.vzaps.auth.signIn({ ...at.gateway.credentials, clientSecret: 'no' }))
    await at.vzaps.auth.signIn(at.gateway.credentials)
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'signed-in' })
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
  })

  test('is failed when credentials that served are refused later, and recovers with the next token', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    at.clock.advance(hour)
    at.wire.answer('POST /token', json({ code: 'bad_credentials' }, 401))
    await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(at.vzaps.auth.getState()).toMatchObject({
      status: 'failed',
      error: { reason: 'credentials' },
    })
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'signed-in' })
  })

  test('stays signed in when only the connection is lost', async () => {
    const at = setup()
    at.gateway.faults.set({ offline: true })
    await errorOf(at.store.dispatch(at.e.listInstances.initiate()))
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-in' })
  })
})

describe('signIn', () => {
  test.each<[string, Response, object]>([
    ['403', json({ message: 'no' }, 403), { kind: 'auth', reason: 'forbidden' }],
    ['429', json({}, 429, { 'Retry-After': '7' }), { kind: 'rate-limit', retryAfterMs: 7_000 }],
    ['500', json({}, 500), { kind: 'http', status: 500 }],
    [
      'a redirect',
      new Response(null, { status: 302, headers: { Location: 'https://evil.test' } }),
      { kind: 'http', code: 'redirect' },
    ],
    [
      'an answer without a token',
      json({ expires_in: 5 }),
      { kind: 'auth', reason: 'provider', message: expect.stringContaining('access_token') },
    ],
    [
      'an answer without an expiry',
      json({ access_token: 'jwt' }),
      { kind: 'auth', reason: 'provider', message: expect.stringContaining('expires_in') },
    ],
    ['an empty answer', new Response(''), { kind: 'auth', reason: 'provider' }],
    ['no JSON', new Response('<html>'), { kind: 'auth', reason: 'provider' }],
  ])('fails with %s from /token, after one try', async (_what, answer, error) => {
    const at = setup({ auth: null, retry: { baseMs: 0 } })
    at.wire.answer('POST /token', answer)
    expect(await errorOf(at.vzaps.auth.signIn(at.gateway.credentials))).toMatchObject(error)
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'failed', error })
    expect(at.wire.tokens()).toHaveLength(1)
  })

  test('fails without a network', async () => {
    const at = setup({ auth: null })
    at.gateway.faults.set({ offline: true })
    expect(await errorOf(at.vzaps.auth.signIn(at.gateway.credentials))).toMatchObject({
      kind: 'network',
    })
  })

  test.each<[unknown, string]>([
    [null, 'object'],
    ['jwt', 'object'],
    [[], 'object'],
    [{}, 'access_token'],
    [{ accessToken: '', expiresIn: 5 }, 'access_token'],
    [{ accessToken: 5, expiresIn: 5 }, 'access_token'],
    [{ accessToken: 'a\r\nX-Evil: 1', expiresIn: 5 }, 'access_token'],
    [{ data: { accessToken: 'jwt', expiresIn: 5 } }, 'access_token'],
    [{ accessToken: 'jwt' }, 'expires_in'],
    [{ accessToken: 'jwt', expiresIn: 0 }, 'expires_in'],
    [{ accessToken: 'jwt', expiresIn: -1 }, 'expires_in'],
    [{ accessToken: 'jwt', expiresIn: 'soon' }, 'expires_in'],
    [{ accessToken: 'jwt', expiresIn: ' ' }, 'expires_in'],
    [{ accessToken: 'jwt', expiresIn: Number.NaN }, 'expires_in'],
    [{ accessToken: 'jwt', expiresIn: true }, 'expires_in'],
  ])('fails when the provider gives %j, and says what was missing', async (answer, missing) => {
    const at = setup({ auth: null })
    const error = await errorOf(at.vzaps.auth.signIn({ getToken: () => answer as TokenAnswer }))
    expect(error).toMatchObject({ kind: 'auth', reason: 'provider' })
    expect(error.message).toContain(missing)
  })

  test.each<[unknown, number]>([
    [{ accessToken: 'jwt', expiresIn: 60 }, 60_000],
    [{ access_token: 'jwt', expires_in: '90' }, 90_000],
    [{ accessToken: 'jwt', expiresIn: 0.5 }, 500],
    [{ access_token: 'jwt', expires_in: 60, extra: 1 }, 60_000],
  ])('takes %j from a provider', async (answer, lifetime) => {
    const at = setup({ auth: null })
    await at.vzaps.auth.signIn({ getToken: () => answer as TokenAnswer })
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-in', expiresAt: noon + lifetime })
  })

  test.each<[string, () => never | Promise<never>]>([
    [
      'throws',
      () => {
        throw new Error('backend is down')
      },
    ],
    ['rejects', () => Promise.reject(new Error('backend is down'))],
    ['rejects with a text', () => Promise.reject('backend is down')],
  ])('fails when the provider %s', async (_how, getToken) => {
    const at = setup({ auth: null })
    const error = await errorOf(at.vzaps.auth.signIn({ getToken }))
    expect(error).toMatchObject({ kind: 'auth', reason: 'provider', outcome: 'not-sent' })
    expect(error.message).toContain('backend is down')
  })

  test('fails when the provider hangs, and tells it to stop', async () => {
    const at = setup({ auth: null, timeoutMs: 4_000 })
    let told: AbortSignal | undefined
    const getToken = ({ signal }: { signal: AbortSignal }) => {
      told = signal
      return new Promise<TokenAnswer>(() => {})
    }
    const running = errorOf(at.vzaps.auth.signIn({ getToken }))
    await until(() => told !== undefined)
    at.clock.advance(3_999)
    expect(told?.aborted).toBe(false)
    at.clock.advance(1)
    expect(await running).toMatchObject({ kind: 'timeout' })
    expect(told?.aborted).toBe(true)
    expect(at.clock.waiting()).toEqual([])
  })

  test('that another one overtakes is aborted and leaves no trace', async () => {
    const at = setup({ auth: null })
    const slow = deferred<TokenAnswer>()
    const first = errorOf(at.vzaps.auth.signIn({ getToken: () => slow.promise }))
    await settle()
    await at.vzaps.auth.signIn({ getToken: () => ({ accessToken: 'jwt-b', expiresIn: 600 }) })
    slow.resolve({ accessToken: 'jwt-a', expiresIn: 900 })
    expect(await first).toMatchObject({ kind: 'aborted' })
    expect(await at.vzaps.auth.getAccessToken()).toBe('jwt-b')
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-in', expiresAt: noon + 600_000 })
  })

  test('that signOut overtakes is aborted, and signed out it stays', async () => {
    const at = setup({ auth: null })
    const held = at.wire.hold('POST /token', { deaf: true })
    const running = errorOf(at.vzaps.auth.signIn(at.gateway.credentials))
    await held.arrived
    at.vzaps.auth.signOut()
    held.release()
    expect(await running).toMatchObject({ kind: 'aborted' })
    await settle()
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-out' })
  })
})

describe('signed out', () => {
  test('every call is an auth error and nothing is sent', async () => {
    const at = setup()
    at.vzaps.auth.signOut()
    const calls = [
      at.store.dispatch(at.e.listInstances.initiate()),
      at.store.dispatch(at.e.getAccessToken.initiate()),
      at.store.dispatch(at.e.createInstance.initiate({ name: 'New' })),
      at.store.dispatch(at.e.deleteInstance.initiate(one)),
      at.vzaps.auth.getAccessToken(),
      at.vzaps.request('GET', '/plans/list'),
    ]
    for (const call of calls) {
      expect(await errorOf(call)).toMatchObject({
        kind: 'auth',
        reason: 'signed-out',
        outcome: 'not-sent',
      })
    }
    expect(at.wire.sent).toEqual([])
  })

  test('tokens are unknown and cannot be set', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.vzaps.auth.signOut()
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
    expect(() => at.vzaps.tokens.set(one, 'inst_by_hand')).toThrow(/signed in/)
    at.vzaps.tokens.forget(one)
  })
})

describe('signOut', () => {
  test('resets the state of every store', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    for (const { dispatch } of [at.store, other.store]) {
      await dispatch(at.e.listInstances.initiate()).unwrap()
    }
    at.vzaps.auth.signOut()
    for (const { getState } of [at.store, other.store]) {
      expect(getState().vzaps).toMatchObject({ queries: {}, mutations: {} })
    }
  })

  test.each([false, true])(
    'aborts a mutation in flight, where fetch ignores it: %s',
    async (deaf) => {
      const at = setup()
      const held = at.wire.hold(`PATCH /instances/${one}`, { deaf })
      const args = { instanceId: one, data: { name: 'Renamed' } }
      const running = errorOf(at.store.dispatch(at.e.updateInstance.initiate(args)))
      const sent = await held.arrived
      at.vzaps.auth.signOut()
      expect(await running).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
      expect(sent.request.signal.aborted).toBe(true)
      held.release()
      await settle()
      expect(at.store.getState().vzaps).toMatchObject({ queries: {}, mutations: {} })
    },
  )

  test.each([false, true])('aborts a query in flight, where fetch ignores it: %s', async (deaf) => {
    const at = setup()
    const held = at.wire.hold('POST /instances/list', { deaf })
    const running = at.store.dispatch(at.e.listInstances.initiate())
    const sent = await held.arrived
    at.vzaps.auth.signOut()
    await running
    expect(endOf(at, 'listInstances')).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    expect(sent.request.signal.aborted).toBe(true)
    held.release()
    await settle()
    expect(JSON.stringify([at.store.getState(), at.actions])).not.toContain('Support')
  })

  test('ends what waits in the queue and what waits to be sent', async () => {
    const at = setup()
    const held = at.wire.hold(/restart/)
    const calls = [
      at.store.dispatch(at.e.restartInstance.initiate(one)),
      at.store.dispatch(at.e.disconnectSession.initiate(one)),
      at.store.dispatch(at.e.deleteInstance.initiate({ instanceId: one, deferMs: 1_000 })),
    ].map(errorOf)
    await held.arrived
    at.vzaps.auth.signOut()
    const ended = await Promise.all(calls)
    expect(ended.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['aborted', 'unknown'],
      ['aborted', 'not-sent'],
      ['aborted', 'not-sent'],
    ])
    at.clock.advance(2_000)
    await settle()
    expect(at.wire.lines()).toEqual([`POST /instances/${one}/restart`])
    expect(at.clock.waiting()).toEqual([])
  })
})

describe('a switch of account', () => {
  test('keeps an answer of the earlier session out, even when fetch ignores the abort', async () => {
    const at = setup()
    const held = at.wire.hold('POST /instances/get', { deaf: true })
    const running = at.store.dispatch(at.e.getInstance.initiate(one))
    await held.arrived
    await at.vzaps.auth.signIn({
      getToken: () => ({ accessToken: at.gateway.tokens.issue(), expiresIn: 600 }),
    })
    held.release(json({ id: one, name: 'Of the first account' }))
    await running
    expect(endOf(at, 'getInstance')).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    await settle()
    expect(JSON.stringify([at.store.getState(), at.actions])).not.toContain('Of the first account')
    const row = await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    expect(row.name).toBe('Support')
  })

  test('keeps a payload out that a transformResponse of the app brings late', async () => {
    const at = setup()
    const late = deferred<void>()
    let reached = false
    at.vzaps.enhanceEndpoints({
      endpoints: {
        getInstance: {
          transformResponse: async (row: unknown) => {
            reached = true
            await late.promise
            return row as never
          },
        },
      },
    })
    const running = at.store.dispatch(at.e.getInstance.initiate(one))
    await until(() => reached)
    await at.vzaps.auth.signIn({ getToken: () => ({ accessToken: 'jwt-b', expiresIn: 600 }) })
    late.resolve()
    await running
    expect(endOf(at, 'getInstance')).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    await settle()
    expect(JSON.stringify([at.store.getState(), at.actions])).not.toContain('Support')
  })

  test('keeps a mutation’s payload out that a transformResponse of the app brings late', async () => {
    const at = setup()
    const late = deferred<void>()
    let reached = false
    at.vzaps.enhanceEndpoints({
      endpoints: {
        updateInstance: {
          transformResponse: async (row: unknown) => {
            reached = true
            await late.promise
            return row as never
          },
        },
      },
    })
    const args = { instanceId: one, data: { rejectCalls: true } }
    const running = at.store.dispatch(at.e.updateInstance.initiate(args))
    await until(() => reached)
    await at.vzaps.auth.signIn({ getToken: () => ({ accessToken: 'jwt-b', expiresIn: 600 }) })
    late.resolve()
    await running
    expect(endOf(at, 'updateInstance')).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    await settle()
    expect(JSON.stringify([at.store.getState(), at.actions])).not.toContain('Support')
  })

  test('sends nothing with the earlier account’s tokens', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    await at.vzaps.auth.signIn({
      getToken: () => ({ accessToken: at.gateway.tokens.issue(), expiresIn: 600 }),
      clientToken: at.gateway.credentials.clientToken,
    })
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
    await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()
    expect(at.wire.last().headers).not.toHaveProperty('x-instance-token')
  })
})

describe('dispose', () => {
  test('ends the session for good', async () => {
    const at = setup()
    const seen = watch(at)
    let completed = false
    at.vzaps.auth.state$.subscribe({
      complete: () => {
        completed = true
      },
    })
    const held = at.wire.hold(/restart/)
    const running = errorOf(at.store.dispatch(at.e.restartInstance.initiate(one)))
    await held.arrived
    at.vzaps.dispose()
    at.vzaps.dispose()
    expect(await running).toMatchObject({ kind: 'aborted' })
    expect(completed).toBe(true)
    expect(seen.at(-1)).toEqual({ status: 'signed-out' })
    expect(at.store.getState().vzaps).toMatchObject({ queries: {} })
    expect(await errorOf(at.vzaps.auth.signIn(at.gateway.credentials))).toMatchObject({
      kind: 'config',
    })
    expect(await errorOf(at.store.dispatch(at.e.listInstances.initiate()))).toMatchObject({
      kind: 'config',
    })
    expect(await errorOf(at.vzaps.request('GET', '/a'))).toMatchObject({ kind: 'config' })
  })
})
