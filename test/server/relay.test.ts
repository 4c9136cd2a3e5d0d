import { describe, expect, test } from 'vitest'
import type { RelayCall } from 'vzaps-rtk/server'
import { deferred, settle, until } from '../support/async.ts'
import { enveloped, json } from '../support/wire.ts'
import { ana, requestOf, setupRelay } from './support/relay.ts'

const get = (id: string) => ['POST', '/relay/instances/get', { id }] as const

describe('a call', () => {
  test.each([
    ['listInstances', undefined, 'POST', '/instances/list', { page: 1, size: 20, filter: {} }],
    ['getInstance', 'VZANA1', 'POST', '/instances/get', { id: 'VZANA1' }],
    ['createInstance', undefined, 'PUT', '/instances/create', { name: 'New' }],
    ['updateInstance', 'VZANA1', 'PATCH', '/instances/VZANA1', { name: 'Other' }],
    ['restartInstance', 'VZANA1', 'POST', '/instances/VZANA1/restart', undefined],
    ['deleteInstance', 'VZANA1', 'DELETE', '/instances/VZANA1', undefined],
    ['subscribeInstance', 'VZANA1', 'POST', '/instances/VZANA1/subscribe', {}],
    ['resumeSubscription', 'VZANA1', 'POST', '/instances/VZANA1/resume-subscription', undefined],
    ['cancelInstance', 'VZANA1', 'PUT', '/instances/VZANA1/cancel', undefined],
    ['getSessionStatus', 'VZANA1', 'GET', '/instances/VZANA1/session/status', undefined],
    ['getSessionQr', 'VZANA1', 'GET', '/instances/VZANA1/session/qr', undefined],
    ['getPairCode', 'VZANA1', 'GET', '/instances/VZANA1/session/paircode/5511999999999', undefined],
    ['disconnectSession', 'VZANA1', 'POST', '/instances/VZANA1/session/disconnect', undefined],
    ['getWebhook', 'VZANA1', 'GET', '/instances/VZANA1/webhook', undefined],
    ['setWebhook', 'VZANA1', 'POST', '/instances/VZANA1/webhook', { webhookURL: 'https://a.test' }],
  ] as const)('is read as %s', async (operation, instanceId, method, path, body) => {
    const seen: RelayCall[] = []
    const at = setupRelay({
      authorize: (call) => {
        seen.push(call)
        return { instances: 'all', operations: [operation] }
      },
    })
    at.wire.answer(`${method} ${path}`, json({ ok: true }))
    expect((await at.ask(method, `/relay${path}`, body)).body).toEqual({ ok: true })
    expect(seen).toEqual([{ request: expect.any(Request), operation, instanceId, body }])
    expect(at.wire.last()).toMatchObject({ origin: 'https://api.vzaps.com', method, path })
    expect(at.wire.last().body).toEqual(body)
    expect(at.activities).toMatchObject([{ operation, instanceId, method, status: 200 }])
  })

  test('gets JWT and client token on the way, and the instance token once an answer told it', async () => {
    const at = setupRelay()
    await at.ask('GET', '/relay/instances/VZANA1/session/status')
    expect(at.wire.last().headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer ./),
      'x-client-token': at.gateway.credentials.clientToken,
    })
    expect(at.wire.last().headers).not.toHaveProperty('x-instance-token')
    await at.ask(...get('VZANA1'))
    await at.ask('GET', '/relay/instances/VZANA1/session/status')
    const { token } = at.gateway.instances.get('VZANA1') ?? {}
    expect(at.wire.last().headers).toMatchObject({ 'x-instance-token': token })
  })

  test('brings nothing of its own headers to the VZaps API', async () => {
    const at = setupRelay()
    const headers = { Cookie: 'session=1', 'X-Forwarded-For': '1.2.3.4', 'X-Mine': 'yes' }
    await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' }, { headers })
    expect(Object.keys(at.wire.last().headers).sort()).toEqual([
      'accept',
      'authorization',
      'content-type',
      'x-client-token',
    ])
  })

  test('is answered without tokens, and not to be kept', async () => {
    const at = setupRelay()
    const { status, headers, body } = await at.ask(...get('VZANA1'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: 'VZANA1', name: 'Support' })
    expect(body).not.toHaveProperty('token')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Request-Id')).toMatch(/^req_/)
  })

  test('that is answered as before is answered the same, and not when anything is new', async () => {
    const at = setupRelay()
    const first = await at.ask(...get('VZANA1'))
    expect((await at.ask(...get('VZANA1'))).body).toEqual(first.body)
    // A secret that was learned meanwhile stands in an answer that was given before.
    const { token = '' } = at.gateway.instances.get('VZBOB1') ?? {}
    at.wire.answer(/get$/, () => json({ id: 'VZANA1', note: `see ${token}` }), 2)
    expect((await at.ask(...get('VZANA1'))).body.note).toBe(`see ${token}`)
    at.wire.answer('POST /instances/list', json({ content: [{ id: 'VZBOB1', token }] }))
    await at.ask('POST', '/relay/instances/list', {})
    expect((await at.ask(...get('VZANA1'))).body.note).toBe('see [REDACTED]')
    at.gateway.instances.patch('VZANA1', { name: 'Renamed' })
    expect((await at.ask(...get('VZANA1'))).body.name).toBe('Renamed')
  })

  test('that deletes is answered with 204 and nothing', async () => {
    const at = setupRelay()
    expect(await at.ask('DELETE', '/relay/instances/VZANA1')).toMatchObject({
      status: 204,
      body: '',
    })
  })

  test('may go to a free path only if the app listed it', async () => {
    const at = setupRelay({
      paths: ['GET /plans/list', 'POST /instances/{id}/webhook/logs/search'],
    })
    expect(await at.ask('GET', '/relay/plans/list?currency=BRL')).toMatchObject({ status: 200 })
    expect(at.wire.last().path).toBe('/plans/list?currency=BRL')
    const search = '/relay/instances/VZANA1/webhook/logs/search'
    expect(await at.ask('POST', search, { status: 'failed' })).toMatchObject({ status: 200 })
    expect(at.activities).toMatchObject([
      { operation: 'request', instanceId: undefined },
      { operation: 'request', instanceId: 'VZANA1' },
    ])
    expect(await at.ask('GET', '/relay/plans')).toMatchObject({ status: 404 })
    expect(await at.ask('POST', '/relay/plans/list', {})).toMatchObject({ status: 404 })
  })

  test('that the caller gives up on is given up on upstream', async () => {
    const at = setupRelay()
    const held = at.wire.hold(/get$/)
    const { signal, abort } = (() => {
      const controller = new AbortController()
      return { signal: controller.signal, abort: () => controller.abort() }
    })()
    const running = at.call('POST', '/relay/instances/get', { id: 'VZANA1' }, { signal })
    const { request } = await held.arrived
    expect(request.signal.aborted).toBe(false)
    abort()
    expect((await running).status).toBe(499)
    expect(request.signal.aborted).toBe(true)
    expect(at.activities).toMatchObject([{ status: 499, code: 'aborted' }])
  })

  test('that takes too long upstream ends with 504', async () => {
    const at = setupRelay({ timeoutMs: 5_000 })
    const held = at.wire.hold(/get$/)
    const running = at.ask(...get('VZANA1'))
    await held.arrived
    at.clock.advance(5_000)
    expect(await running).toMatchObject({ status: 504, body: { code: 'timeout' } })
  })
})

describe('authorize', () => {
  test.each([
    ['false', false, 403, 'forbidden'],
    ['another user’s instances', { instances: ['VZBOB1'] }, 404, 'unknown-instance'],
    ['no instances', { instances: [] }, 404, 'unknown-instance'],
    [
      'other operations',
      { instances: 'all', operations: ['listInstances'] },
      403,
      'operation-not-allowed',
    ],
    ['nothing', undefined, 500, 'config'],
    ['a text', 'yes', 500, 'config'],
    ['a number', 1, 500, 'config'],
    ['ids that are no list', { instances: 'VZANA1' }, 500, 'config'],
    ['ids that are no texts', { instances: [1] }, 500, 'config'],
    ['operations that are none', { instances: 'all', operations: ['everything'] }, 500, 'config'],
    ['operations that are no list', { instances: 'all', operations: 'getInstance' }, 500, 'config'],
  ])('that gives %s ends the call, and nothing is sent', async (_what, verdict, status, code) => {
    const at = setupRelay({ authorize: () => verdict as never })
    expect(await at.ask(...get('VZANA1'))).toMatchObject({ status, body: { code } })
    expect(at.wire.sent).toEqual([])
    expect(at.activities).toMatchObject([{ status, code }])
  })

  test.each([
    ['true', true],
    ['the instance', { instances: ['VZANA1'] }],
    ['all', { instances: 'all' }],
    ['the operation', { instances: ['VZANA1'], operations: ['getInstance'] }],
  ] as const)('that gives %s lets the call go', async (_what, verdict) => {
    const at = setupRelay({ authorize: () => verdict })
    expect(await at.ask(...get('VZANA1'))).toMatchObject({ status: 200 })
  })

  test('may answer itself', async () => {
    const answer = () => Response.json({ message: 'sign in first' }, { status: 401 })
    const at = setupRelay({ authorize: answer })
    expect(await at.ask(...get('VZANA1'))).toMatchObject({
      status: 401,
      body: { message: 'sign in first' },
    })
    expect(at.wire.sent).toEqual([])
  })

  test('that throws allows nothing, and only the log hears why', async () => {
    const at = setupRelay({
      authorize: () => {
        throw new Error('no database')
      },
    })
    const { status, body } = await at.ask(...get('VZANA1'))
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'authorize-failed' })
    expect(JSON.stringify(body)).not.toContain('database')
    expect(at.activities).toMatchObject([{ code: 'authorize-failed', error: 'threw: no database' }])
  })

  test('that never answers allows nothing', async () => {
    let asked = false
    const at = setupRelay({
      authorize: () => {
        asked = true
        return new Promise(() => {})
      },
      timeoutMs: 1_000,
    })
    const running = at.ask(...get('VZANA1'))
    await until(() => asked)
    at.clock.advance(1_000)
    expect(await running).toMatchObject({ status: 500, body: { code: 'authorize-failed' } })
  })

  test('cannot change what goes on', async () => {
    const at = setupRelay({
      authorize: ({ body }) => {
        Object.assign(body as object, { id: 'VZBOB1', name: 'changed' })
        return true
      },
    })
    await at.ask('PATCH', '/relay/instances/VZANA1', { name: 'Other' })
    expect(at.wire.last().body).toEqual({ name: 'Other' })
  })

  test.each(['subscribe', 'resume-subscription', 'cancel'])(
    'has to name what is about money: %s',
    async (verb) => {
      const method = verb === 'cancel' ? 'PUT' : 'POST'
      const path = `/relay/instances/VZANA1/${verb}`
      for (const verdict of [true, { instances: 'all' }, { instances: ana }] as const) {
        const at = setupRelay({ authorize: () => verdict })
        expect(await at.ask(method, path)).toMatchObject({
          status: 403,
          body: { code: 'operation-not-allowed', message: expect.stringContaining('money') },
        })
        expect(at.wire.sent).toEqual([])
      }
      const named = setupRelay({
        authorize: ({ operation }) => ({ instances: ana, operations: [operation] }),
      })
      named.wire.answer(/VZANA1/, json({ status: 'ok' }))
      expect(await named.ask(method, path)).toMatchObject({ status: 200 })
    },
  )

  test('has to name free paths without an instance for a user who has only some', async () => {
    const paths = ['GET /plans/list']
    const without = setupRelay({ paths, authorize: { instances: ana } })
    expect(await without.ask('GET', '/relay/plans/list')).toMatchObject({ status: 403 })
    const named = setupRelay({ paths, authorize: { instances: ana, operations: ['request'] } })
    expect(await named.ask('GET', '/relay/plans/list')).toMatchObject({ status: 200 })
  })
})

describe('a new instance', () => {
  test('is told to the app before the page hears of it', async () => {
    const noted = deferred<void>()
    const created: unknown[] = []
    const at = setupRelay({
      onCreated: ({ instance }) => {
        created.push(instance)
        return noted.promise
      },
    })
    let isAnswered = false
    const running = at.ask('PUT', '/relay/instances/create', { name: 'New' }).then((answer) => {
      isAnswered = true
      return answer
    })
    await until(() => created.length === 1)
    await settle()
    expect(isAnswered).toBe(false)
    noted.resolve()
    const { status, body } = await running
    expect(status).toBe(201)
    expect(created).toEqual([
      expect.objectContaining({ id: body.id, name: 'New', rejectCalls: false }),
    ])
    expect(created[0]).not.toHaveProperty('token')
  })

  test('of which the app could not take note is a failure whose outcome is open', async () => {
    const at = setupRelay({ onCreated: () => Promise.reject(new Error('disk full')) })
    const answer = await at.ask('PUT', '/relay/instances/create', { name: 'New' })
    expect(answer).toMatchObject({ status: 500, body: { code: 'on-created-failed' } })
    expect(at.activities).toMatchObject([{ error: 'disk full' }])
  })

  test('that the VZaps API refused is none', async () => {
    const created: unknown[] = []
    const at = setupRelay({ onCreated: (one) => created.push(one) })
    expect((await at.ask('PUT', '/relay/instances/create', {})).status).toBe(422)
    expect(created).toEqual([])
  })
})

describe('an error of the VZaps API', () => {
  test.each([400, 401, 403, 404, 409, 422, 429, 500, 503])(
    'is given on as it is: %i',
    async (status) => {
      const at = setupRelay()
      const error = {
        code: 'some_code',
        message: 'what was wrong',
        fields: { name: ['too short'] },
      }
      const headers = {
        'Retry-After': '7',
        'X-Request-Id': 'req_1',
        'Set-Cookie': 'a=b',
        Server: 'x',
      }
      at.wire.answer(/get$/, () => json(error, status, headers), 2)
      const answer = await at.ask(...get('VZANA1'))
      expect(answer).toMatchObject({ status, body: error })
      expect(Object.fromEntries(answer.headers)).toEqual({
        'cache-control': 'no-store',
        'content-type': 'application/json',
        'retry-after': '7',
        'x-content-type-options': 'nosniff',
        'x-request-id': 'req_1',
      })
      expect(at.activities).toMatchObject([{ status, requestId: 'req_1', code: undefined }])
    },
  )

  test('that is a page is text, never a page of the app', async () => {
    const at = setupRelay()
    const html = '<html><script>alert(1)</script></html>'
    at.wire.answer(
      /get$/,
      new Response(html, { status: 502, headers: { 'Content-Type': 'text/html' } }),
    )
    const { status, headers, body } = await at.ask(...get('VZANA1'))
    expect({ status, body }).toEqual({ status: 502, body: html })
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  })

  test.each([
    ['a redirect', () => json(undefined, 302, { Location: 'https://evil.test' }), 'redirect'],
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
    ['an endless answer', () => new Response('x'.repeat(2_000)), 'too-large'],
  ])('that is %s is 502', async (_what, answer, code) => {
    const at = setupRelay({ maxAnswerBytes: 1_000 })
    at.wire.answer(/get$/, answer as () => Response)
    const got = await at.ask(...get('VZANA1'))
    expect(got).toMatchObject({ status: 502, body: { code } })
    expect(got.headers.get('Location')).toBeNull()
  })
})

describe('the JWT', () => {
  test('is asked for once by fifty calls at once', async () => {
    const at = setupRelay()
    await Promise.all(Array.from({ length: 50 }, () => at.ask(...get('VZANA1'))))
    expect(at.wire.tokens()).toHaveLength(1)
    expect(at.wire.calls()).toHaveLength(50)
  })

  test('that was refused is replaced once, and the call sent again', async () => {
    const at = setupRelay()
    await at.ask(...get('VZANA1'))
    at.gateway.tokens.revoke()
    expect(await at.ask(...get('VZANA1'))).toMatchObject({ status: 200 })
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test.each([
    [401, 502, 'credentials'],
    [429, 429, 'rate-limit'],
    [503, 503, 'no-token'],
    [404, 502, 'no-token'],
  ])('that cannot be had (%i) is the relay’s own failure: %i', async (status, expected, code) => {
    const at = setupRelay()
    at.wire.answer('POST /token', json({ message: 'no' }, status, { 'Retry-After': '9' }))
    const answer = await at.ask(...get('VZANA1'))
    expect(answer).toMatchObject({ status: expected, body: { code } })
    expect(answer.headers.get('Retry-After')).toBe(status === 401 ? null : '9')
    expect(at.wire.calls()).toEqual([])
  })

  test('that cannot be replaced after a 401 is the relay’s own failure too', async () => {
    const at = setupRelay()
    await at.ask(...get('VZANA1'))
    at.gateway.tokens.revoke()
    at.wire.answer('POST /token', json({ message: 'no' }, 401))
    expect(await at.ask(...get('VZANA1'))).toMatchObject({
      status: 502,
      body: { code: 'credentials' },
    })
  })

  test('is shared by processes through a store, and a refused one is not taken from it again', async () => {
    let stored: { accessToken: string; expiresAt: number } | undefined
    const tokenStore = {
      get: () => Promise.resolve(stored),
      set: async (token: NonNullable<typeof stored>) => {
        stored = token
      },
    }
    const one = setupRelay({ tokenStore })
    await one.ask(...get('VZANA1'))
    expect(stored?.expiresAt).toBeGreaterThan(one.clock.now())
    const two = setupRelay({ tokenStore, platform: { fetch: one.wire.fetch, now: one.clock.now } })
    await two.ask(...get('VZANA1'))
    expect(one.wire.tokens()).toHaveLength(1)
    one.gateway.tokens.revoke()
    expect(await two.ask(...get('VZANA1'))).toMatchObject({ status: 200 })
    expect(one.wire.tokens()).toHaveLength(2)
    // The first process finds what the second one left there.
    expect(await one.ask(...get('VZANA1'))).toMatchObject({ status: 200 })
    expect(one.wire.tokens()).toHaveLength(2)
  })

  test.each([
    ['throws', () => Promise.reject(new Error('no Redis'))],
    ['holds nonsense', () => ({ accessToken: 'bad\nheader', expiresAt: Number.MAX_VALUE })],
    ['holds one that is nearly over', () => ({ accessToken: 'old-token', expiresAt: 1 })],
    ['is empty', () => null],
  ])('is asked for when the store %s', async (_what, get_) => {
    const at = setupRelay({ tokenStore: { get: get_ as never, set: get_ as never } })
    expect(await at.ask(...get('VZANA1'))).toMatchObject({ status: 200 })
    expect(at.wire.tokens()).toHaveLength(1)
  })
})

describe('onActivity', () => {
  test('tells how long it took, and a broken one harms nothing', async () => {
    const seen: number[] = []
    const at = setupRelay({
      onActivity: ({ durationMs }) => {
        seen.push(durationMs)
        throw new Error('broken')
      },
    })
    at.wire.answer(/get$/, () => {
      at.clock.advance(120)
      return enveloped({})
    })
    expect(await at.ask(...get('VZANA1'))).toMatchObject({ status: 200 })
    expect(seen).toEqual([120])
  })

  test('hears of what was turned away', async () => {
    const at = setupRelay()
    await at.relay(requestOf('GET', '/relay/nothing'))
    expect(at.activities).toEqual([
      {
        at: at.clock.now(),
        durationMs: 0,
        method: 'GET',
        operation: undefined,
        instanceId: undefined,
        status: 404,
        code: 'unknown-call',
        error: undefined,
        requestId: undefined,
      },
    ])
  })
})
