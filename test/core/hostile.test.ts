import { beforeEach, describe, expect, test } from 'vitest'
import type { VZapsRequest } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { deferred, errorOf, settle } from '../support/async.ts'
import { allowConsole } from '../support/console.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

// A call that is refused for its argument has nothing to show, and says so.
beforeEach(() => allowConsole('warn', /is not shown optimistically/))

describe('a forged call', () => {
  test.each([
    { method: 'GET', route: '.evil.test/steal' },
    { method: 'POST', route: '/token', body: {} },
    { method: 'GET', route: '@evil.test', answer: { shape: () => ({}) } },
    { refused: { kind: 'validation' } },
  ])('%j is refused, and nothing is sent', async (call) => {
    const at = setup()
    const request = at.e.request.initiate(call as unknown as VZapsRequest)
    expect(await errorOf(at.store.dispatch(request))).toMatchObject({ kind: 'validation' })
    expect(at.wire.sent).toEqual([])
  })

  test.each(['method', 'path', 'body', 'route', 'headers', 'auth'])(
    'an option "%s" of vzaps.request is refused',
    async (key) => {
      const at = setup()
      const options = { [key]: '@evil.test' } as object
      expect(await errorOf(at.vzaps.request('GET', '/x', undefined, options))).toMatchObject({
        kind: 'validation',
        field: key,
      })
      expect(at.wire.sent).toEqual([])
    },
  )
})

describe('the path of a free call', () => {
  test.each([
    '/token ?',
    '/token #',
    '/a/.. ?x=1',
    '/%2574oken',
    '/token;x',
    '/token%20',
    '/x%2f..%2ftoken',
    '/..%2ftoken',
    '/..;/token',
    '/%2e%2e/token',
    '/a/%252e%252e/b',
  ])('%j is refused', async (path) => {
    const at = setup()
    expect(await errorOf(at.vzaps.request('POST', path, {}))).toMatchObject({ field: 'path' })
    expect(at.wire.sent).toEqual([])
  })

  test.each(['/a b/%2F', '/tokens', '/plans/token', '/100%/x', '/a;b/c', '/...'])(
    '%j is sent',
    async (path) => {
      const at = setup()
      at.wire.answer(/^GET/, json({}))
      await at.vzaps.request('GET', path)
      expect(at.wire.calls()).toHaveLength(1)
    },
  )
})

describe('an argument', () => {
  test('that leads into the page, as an event does, is refused at once', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    class Fiber {
      readonly links: unknown[] = []
    }
    const fibers = Array.from({ length: 200 }, () => new Fiber())
    for (const fiber of fibers) fiber.links.push(...fibers)
    const circle: Record<string, unknown> = { fibers }
    for (let key = 0; key < 100; key++) circle[`key${key}`] = circle
    const restart = at.e.restartInstance.initiate(circle as never)
    expect(await errorOf(at.store.dispatch(restart))).toMatchObject({ kind: 'validation' })
    expect(at.wire.calls()).toEqual([])
  })

  test.each([
    ['too deep', (secret: string) => nested(secret, 80)],
    ['in a Map', (secret: string) => new Map([['x', secret]])],
    ['in a Set', (secret: string) => new Set([secret])],
    ['in an Error', (secret: string) => new Error(secret)],
  ])('that hides a secret %s leaks nothing', async (_where, hide) => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    const body = hide(at.gateway.credentials.clientSecret)
    const request = at.e.request.initiate({ method: 'POST', path: '/x', body })
    expect(await errorOf(at.store.dispatch(request))).toMatchObject({ code: 'secret-in-argument' })
    expect(at.wire.calls()).toEqual([])
    const everything = JSON.stringify([at.actions, at.states], (_key, value) =>
      value instanceof Map || value instanceof Set ? [...value] : value,
    )
    expect(everything).not.toContain(at.gateway.credentials.clientSecret)
  })

  test('that holds a secret stays blacked out when the session ends first', async () => {
    const at = setup()
    const { clientSecret } = at.gateway.credentials
    const update = at.e.updateInstance.initiate({ instanceId: one, data: { name: clientSecret } })
    const call = at.store.dispatch(update)
    at.vzaps.auth.signOut()
    await errorOf(call)
    await settle()
    expect(JSON.stringify([at.actions, at.states])).not.toContain(clientSecret)
  })
})

const nested = (value: unknown, depth: number): unknown =>
  depth === 0 ? value : { inner: nested(value, depth - 1) }

describe('a row whose token is an ordinary word', () => {
  test.each(['originalArgs', 'endpointName', 'connected', one])(
    '%j harms nobody',
    async (token) => {
      const at = setup()
      const row = { id: one, name: 'Support', status: 'connected', connected: true, token }
      at.wire.answer(/list$/, json({ content: [row] }))
      await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
      const read = await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
      expect(read).toMatchObject({ id: one, status: 'connected' })
      await at.store.dispatch(
        at.e.updateInstance.initiate({ instanceId: one, data: { name: 'New' } }),
      )
      expect(at.wire.lines()).toContain(`PATCH /instances/${one}`)
    },
  )
})

describe("the app's own code", () => {
  test.each([
    ['an error whose message is no text', Object.assign(new Error('x'), { message: { code: 1 } })],
    ['an object without a prototype', Object.create(null)],
    ['nothing', undefined],
    ['a symbol', Symbol('x')],
  ])('getToken that throws %s ends that call only', async (_what, thrown) => {
    let times = 0
    const at = setup({
      auth: {
        getToken: () => {
          times += 1
          if (times === 1) throw thrown
          return { accessToken: 'a-jwt-that-is-fine', expiresIn: 3600 }
        },
      },
    })
    at.wire.answer(/get$/, json({ id: one }), 2)
    const get = () => at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true }))
    expect(await errorOf(get())).toMatchObject({ kind: 'auth', reason: 'provider' })
    expect(await get().unwrap()).toMatchObject({ id: one })
  })

  test('getToken that quotes a token in its error leaks none', async () => {
    const jwt = `eyJhbGciOiJIUzI1NiJ9.${'x'.repeat(40)}.${'y'.repeat(20)}`
    const getToken = () => Promise.reject(new Error(`unexpected {"accessToken":"${jwt}"}`))
    const at = setup({ auth: { getToken } })
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error.message).toContain('getToken failed: unexpected')
    expect(JSON.stringify([error, at.actions])).not.toContain(jwt.slice(0, 20))
  })

  test('headers that never come end the call, and let the next one through', async () => {
    const never = deferred<Headers>()
    let isStuck = true
    const at = setup({
      baseUrl: 'https://relay.example',
      auth: { proxy: true, headers: () => (isStuck ? never.promise : {}) },
    })
    const restart = () => at.store.dispatch(at.e.restartInstance.initiate(one))
    const stuck = errorOf(restart())
    await settle()
    at.clock.advance(30_000)
    expect(await stuck).toMatchObject({
      kind: 'config',
      field: 'auth.headers',
      outcome: 'not-sent',
    })
    isStuck = false
    at.wire.answer(/restart$/, json({ status: 'ok' }))
    expect(await restart().unwrap()).toMatchObject({ status: 'ok' })
  })

  test('a relay that echoes what followed the scheme is blacked out', async () => {
    const at = setup({
      baseUrl: 'https://relay.example',
      auth: { proxy: true, headers: { Authorization: 'Bearer app-session-0123456789' } },
    })
    at.wire.answer(/get$/, json({ message: 'no: app-session-0123456789' }, 400))
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error.message).toBe('no: [REDACTED]')
  })
})

describe('the outcome of an abort', () => {
  test('is unknown when a lifecycle of the call dispatched another one', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.vzaps.enhanceEndpoints({
      endpoints: {
        restartInstance: {
          onQueryStarted: (_id, { dispatch, queryFulfilled }) => {
            dispatch(at.e.getInstance.initiate(one))
            queryFulfilled.catch(() => {})
          },
        },
      },
    })
    const held = at.wire.hold(/restart$/)
    const call = at.store.dispatch(at.e.restartInstance.initiate(one))
    await held.arrived
    call.abort()
    expect(await errorOf(call)).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
  })

  test('that is unknown applies the tags of the call', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    const held = at.wire.hold(/create$/)
    const call = at.store.dispatch(at.e.createInstance.initiate({ name: 'New one' }))
    await held.arrived
    call.abort()
    await errorOf(call)
    await settle()
    expect(at.wire.lines().filter((line) => line === 'POST /instances/list')).toHaveLength(2)
  })
})

describe('an answer', () => {
  test('cannot fill the state with its message or its code', async () => {
    const at = setup()
    at.wire.answer(/get$/, json({ message: 'm'.repeat(1e6), code: 'c'.repeat(1e6) }, 400))
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect([error.message.length, error.code?.length, error.details?.length]).toEqual([
      500, 100, 4096,
    ])
  })

  test('of another account is not in the status either', async () => {
    const at = setup()
    const { status } = at.vzaps.connect(at.store)
    const old = { id: one, status: 'of the old account' }
    const upsert = at.store.dispatch(
      at.vzaps.util.upsertQueryData('getInstance', one, old) as never,
    )
    at.vzaps.auth.signOut()
    await Promise.resolve(upsert).catch(() => {})
    await settle()
    expect(status.get(one)).toBeUndefined()
  })
})

describe('a change of the sign-in state from within', () => {
  test('is told to all in the order in which it came', async () => {
    const at = setup({ auth: null })
    const seen: string[] = []
    at.vzaps.auth.state$.subscribe(({ status }) => {
      if (status === 'signing-in') at.vzaps.auth.signOut()
    })
    at.vzaps.auth.state$.subscribe(({ status }) => seen.push(status))
    const signIn = at.vzaps.auth.signIn({
      ...at.gateway.credentials,
      dangerouslyAllowBrowser: true,
    })
    expect(await errorOf(signIn)).toMatchObject({ kind: 'aborted' })
    expect(seen).toEqual(['signed-out', 'signing-in', 'signed-out'])
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-out' })
  })

  test('does not bring a disposed api back', async () => {
    const at = setup()
    at.vzaps.auth.state$.subscribe(({ status }) => {
      if (status === 'signed-out') at.vzaps.auth.signIn({ getToken: () => fine }).catch(() => {})
    })
    at.vzaps.dispose()
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-out' })
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      kind: 'config',
    })
  })
})

const fine = { accessToken: 'a-jwt-that-is-fine', expiresIn: 3600 }

test.each(['', ' '])('a baseUrl of %j, as a missing variable gives, is refused', (baseUrl) => {
  expect(() => createVZapsApi({ baseUrl })).toThrow(expect.objectContaining({ field: 'baseUrl' }))
})
