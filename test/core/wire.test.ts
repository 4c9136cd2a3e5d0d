import { beforeEach, describe, expect, test } from 'vitest'
import { errorOf, settle } from '../support/async.ts'
import type { ById } from '../support/calls.ts'
import { byId } from '../support/calls.ts'
import { allowConsole } from '../support/console.ts'
import { one, setup } from '../support/setup.ts'
import { enveloped, json } from '../support/wire.ts'

// A call that is refused for its argument has nothing to show, and says so.
beforeEach(() => allowConsole('warn', /is not shown optimistically/))

interface Row {
  readonly name: string
  readonly call: ById
  readonly line: string
  readonly body?: unknown
  /** The instance's token stays at home. */
  readonly withoutToken?: true
  readonly answer: () => Response
}

const row = () => json({ id: one, name: 'Support' })
const action = () => json({ instance_id: one, status: 'OK', details: null })

const rows: readonly Row[] = [
  {
    name: 'listInstances',
    call: ({ store, e }) => store.dispatch(e.listInstances.initiate()),
    line: 'POST /instances/list',
    body: { page: 1, size: 20, filter: {} },
    withoutToken: true,
    answer: () => json({ page: 1, size: 20, total: 0, total_pages: 0, content: [] }),
  },
  {
    name: 'getInstance',
    call: byId.getInstance as ById,
    line: 'POST /instances/get',
    body: { id: one },
    withoutToken: true,
    answer: row,
  },
  {
    name: 'createInstance',
    call: ({ store, e }) => store.dispatch(e.createInstance.initiate({ name: 'New one' })),
    line: 'PUT /instances/create',
    body: { name: 'New one' },
    withoutToken: true,
    answer: () => json({ id: 'VZNEW', name: 'New one' }, 201),
  },
  {
    name: 'updateInstance',
    call: byId.updateInstance as ById,
    line: `PATCH /instances/${one}`,
    body: { reject_calls: true },
    answer: row,
  },
  {
    name: 'restartInstance',
    call: byId.restartInstance as ById,
    line: `POST /instances/${one}/restart`,
    answer: action,
  },
  {
    name: 'deleteInstance',
    call: byId.deleteInstance as ById,
    line: `DELETE /instances/${one}`,
    answer: () => json(undefined, 204),
  },
  {
    name: 'subscribeInstance',
    call: byId.subscribeInstance as ById,
    line: `POST /instances/${one}/subscribe`,
    body: {},
    answer: () => json({ mode: 'direct' }),
  },
  {
    name: 'resumeSubscription',
    call: byId.resumeSubscription as ById,
    line: `POST /instances/${one}/resume-subscription`,
    answer: () => json({ status: 'ok' }),
  },
  {
    name: 'cancelInstance',
    call: byId.cancelInstance as ById,
    line: `PUT /instances/${one}/cancel`,
    answer: () => json({ message: 'Instance canceled successfully' }),
  },
  {
    name: 'getSessionStatus',
    call: byId.getSessionStatus as ById,
    line: `GET /instances/${one}/session/status`,
    answer: () => enveloped({ connected: false }),
  },
  {
    name: 'getSessionQr',
    call: byId.getSessionQr as ById,
    line: `GET /instances/${one}/session/qr`,
    answer: () => enveloped({ status: 'CONNECTED', phone: '55' }),
  },
  {
    name: 'getPairCode',
    call: byId.getPairCode as ById,
    line: `GET /instances/${one}/session/paircode/5511999999999`,
    answer: () => enveloped({ linking_code: '9H3J-H3J8' }),
  },
  {
    name: 'disconnectSession',
    call: byId.disconnectSession as ById,
    line: `POST /instances/${one}/session/disconnect`,
    answer: action,
  },
  {
    name: 'getWebhook',
    call: byId.getWebhook as ById,
    line: `GET /instances/${one}/webhook`,
    answer: () => enveloped({ webhook: '', subscribe: [] }),
  },
  {
    name: 'setWebhook',
    call: byId.setWebhook as ById,
    line: `POST /instances/${one}/webhook`,
    body: { webhookURL: 'https://a.test/hook' },
    answer: () => enveloped({ webhook: 'https://a.test/hook', events: '' }),
  },
  {
    name: 'request',
    call: byId.request as ById,
    line: 'GET /plans/list',
    answer: () => json({ content: [] }),
  },
]

describe.each(rows)('$name', ({ call, line, body, withoutToken, answer }) => {
  test('sends its method, path and body', async () => {
    const at = setup()
    at.wire.answer(line, answer)
    await call(at, one).unwrap()
    expect(at.wire.lines()[0]).toBe(line)
    expect(at.wire.calls()[0]?.body).toEqual(body)
  })

  test('sends exactly the headers it should', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.wire.answer(line, answer)
    await call(at, one).unwrap()
    const token = await at.vzaps.auth.getAccessToken()
    expect(at.wire.calls()[0]?.headers).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'x-client-token': at.gateway.credentials.clientToken,
      ...(withoutToken ? {} : { 'x-instance-token': 'inst_by_hand' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    })
  })

  test('sends no X- token without a client token', async () => {
    const getToken = () => ({ accessToken: 'jwt-of-the-app', expiresIn: 600 })
    const at = setup({ auth: { getToken } })
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.wire.answer(line, answer)
    await call(at, one).unwrap()
    const { headers } = at.wire.calls()[0] ?? {}
    expect(headers).toMatchObject({ authorization: 'Bearer jwt-of-the-app' })
    expect(Object.keys(headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([])
  })

  test('sends no cookies, follows no redirect, is kept in no cache', async () => {
    const at = setup()
    at.wire.answer(line, answer)
    await call(at, one).unwrap()
    for (const { request } of at.wire.sent) {
      expect(request).toMatchObject({ credentials: 'omit', redirect: 'manual', cache: 'no-store' })
      expect(request.referrerPolicy).toBe('no-referrer')
    }
  })
})

describe.each(Object.entries(byId))('%s', (name, call) => {
  const bad = ['', ' ', '\t\n', '.', '..', 'tmp:1', '\ud800', 5, null, {}]

  test.each(bad)('refuses the id %j and sends nothing', async (id) => {
    const at = setup()
    const running = call(at, id as string)
    at.clock.advance(5)
    const error = await errorOf(running)
    await settle()
    expect(error).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
    if (id !== null) expect(error).toMatchObject({ field: 'instanceId' })
    expect(at.wire.sent).toEqual([])
  })

  test('says of a temporary id that it is one', async () => {
    const at = setup()
    const running = call(at, 'tmp:abc')
    at.clock.advance(5)
    expect(await errorOf(running)).toMatchObject({ code: 'temporary-id' })
  })

  if (!['getInstance', 'request'].includes(name)) {
    test('encodes the id', async () => {
      const at = setup()
      const running = call(at, 'a/../b?c#d e%2f')
      await settle()
      at.clock.advance(5)
      await errorOf(running)
      expect(at.wire.last().path).toMatch(/^\/instances\/a%2F\.\.%2Fb%3Fc%23d%20e%252f(\/|$)/)
    })
  }
})

describe('an instance token', () => {
  test('is learned from a list and goes out with the next call on that instance', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()
    const token = at.gateway.instances.get(one)?.token
    expect(token).toBeTruthy()
    expect(at.wire.last().headers['x-instance-token']).toBe(token)
  })

  test('that is unknown or empty is not sent', async () => {
    const at = setup()
    at.wire.answer('POST /instances/get', json({ id: one, token: '' }))
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()
    expect(at.wire.last().headers).not.toHaveProperty('x-instance-token')
  })
})
