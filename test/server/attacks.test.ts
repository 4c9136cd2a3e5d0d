import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RelayVerdict } from 'vzaps-rtk/server'
import { deferred, settle, until } from '../support/async.ts'
import { spellings } from '../support/spellings.ts'
import { json } from '../support/wire.ts'
import { ana, app, bob, requestOf, setupRelay } from './support/relay.ts'

/** Ana may do everything with her instances. */
const everything = [
  'listInstances',
  'getInstance',
  'createInstance',
  'updateInstance',
  'restartInstance',
  'deleteInstance',
  'subscribeInstance',
  'resumeSubscription',
  'cancelInstance',
  'getSessionStatus',
  'getSessionQr',
  'getPairCode',
  'disconnectSession',
  'getWebhook',
  'setWebhook',
  'request',
] as const
const asAna: RelayVerdict = { instances: ana, operations: everything }

describe('a path', () => {
  test.each([
    // Out of the relay, or around its list of calls.
    '/relay/token',
    '/relay/%74oken',
    '/relay/instances/../token',
    '/relay/instances/%2e%2e/token',
    '/relay/instances/VZANA1/%2e%2e/%2e%2e/token',
    '/relay/./instances/../../token',
    '/relay//instances/list',
    '/relay/instances//list',
    '/relay/instances/list/',
    '/relay/instances/list;a=b',
    '/relay/INSTANCES/list',
    '/relay/instances%2Flist',
    '/relay/instances/lis%74',
    '/relay%2Finstances/list',
    '/relayinstances/list',
    '/relay',
    '/relay/',
    '/instances/list',
    '//evil.test/relay/instances/list',
    '/\\evil.test/relay/instances/list',
    '/relay/https://evil.test/instances/list',
    '/relay/http:%2F%2Fevil.test%2Finstances/list',
    '/relay/plans/list',
    '/relay/instances/search',
    '/relay/instances/provision',
    '/relay/__mock/faults',
    // Another instance, or another route, behind an id of one's own.
    '/relay/instances/VZANA1%2F..%2FVZBOB1/restart',
    '/relay/instances/VZANA1%2f..%2fVZBOB1/restart',
    '/relay/instances/VZANA1%5C..%5CVZBOB1/restart',
    '/relay/instances/VZANA1%252F..%252FVZBOB1/restart',
    '/relay/instances/%2e%2e%2fVZBOB1/restart',
    '/relay/instances/%252e%252e/restart',
    '/relay/instances/VZANA1%00/restart',
    '/relay/instances/VZANA1%0d%0aX-Evil:%201/restart',
    '/relay/instances/VZANA1%20/restart',
    '/relay/instances/%20VZANA1/restart',
    '/relay/instances/VZANA1%3F/restart',
    '/relay/instances/VZANA1%23/restart',
    '/relay/instances/VZANA1;VZBOB1/restart',
    '/relay/instances/VZANA1,VZBOB1/restart',
    '/relay/instances/vzana1/restart',
    '/relay/instances/VZANA1%E2%80%8B/restart',
    '/relay/instances/%ff/restart',
    '/relay/instances/%/restart',
    '/relay/instances/*/restart',
    '/relay/instances/tmp:1/restart',
    '/relay/instances/undefined/restart',
    `/relay/instances/${'V'.repeat(10_000)}/restart`,
    '/relay/instances/VZANA1/restart?id=VZBOB1',
    '/relay/instances/VZANA1/restart?_method=DELETE',
  ])('that tricks is refused, and nothing is sent: %s', async (path) => {
    const at = setupRelay({ authorize: asAna })
    const { status } = await at.ask('POST', path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(at.wire.sent).toEqual([])
  })

  test('of whatever pieces leads to nobody else’s instance, and out of no route', async () => {
    const piece = fc.constantFrom(
      'relay',
      'instances',
      'VZANA1',
      'VZBOB1',
      'session',
      'status',
      'webhook',
      'token',
      'list',
      'restart',
      'get',
      '/',
      '/',
      '/',
      '%2f',
      '%2F',
      '%252f',
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%5c',
      '\\',
      ';',
      '?',
      '#',
      '%00',
      '%0a',
      '%20',
      '@',
      ':',
      '//',
      'https:',
      'evil.test',
      '*',
      '%',
      '%c0%af',
    )
    const path = fc.array(piece, { maxLength: 10 }).map((pieces) => `/relay/${pieces.join('')}`)
    const near = fc
      .tuple(fc.array(piece, { maxLength: 4 }), fc.constantFrom('/restart', '/session/status', ''))
      .map(([pieces, end]) => `/relay/instances/VZANA1${pieces.join('')}${end}`)
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')
    await fc.assert(
      fc.asyncProperty(method, fc.oneof(path, near), async (verb, given) => {
        const at = setupRelay({ authorize: asAna })
        await at.ask(verb, given, verb === 'POST' || verb === 'PATCH' ? {} : undefined)
        for (const { path: sent, origin } of at.wire.calls()) {
          expect(origin).toBe('https://api.vzaps.com')
          expect(sent).toMatch(/^\/instances\/(get|VZANA1(\/[a-z]+)*)$/)
        }
        expect(
          at.wire
            .calls()
            .map(({ body }) => JSON.stringify(body ?? ''))
            .join(),
        ).not.toContain('BOB')
      }),
      { numRuns: 400, seed: 7 },
    )
  }, 60_000)

  test('listed by the app is as narrow as the library’s own', async () => {
    const paths = ['GET /instances/{id}/webhook/logs/{logId}', 'PATCH /instances/{id}']
    const at = setupRelay({ paths, authorize: { instances: ana, operations: ['request'] } })
    const logs = '/relay/instances/VZANA1/webhook/logs'
    for (const id of ['..', '%2e%2e', '%252e', 'a%2f..%2fb', '%5c', '']) {
      expect((await at.ask('GET', `${logs}/${id}`)).status).toBeGreaterThanOrEqual(400)
    }
    expect((await at.ask('GET', `${logs}/1?instance_id=VZBOB1`)).status).toBe(400)
    expect((await at.ask('GET', `${logs}/1?access_token=x`)).status).toBe(400)
    expect((await at.ask('GET', '/relay/instances/VZBOB1/webhook/logs/1')).status).toBe(404)
    // It is still the library's call, with its own right.
    expect((await at.ask('PATCH', '/relay/instances/VZANA1', { name: 'X' })).status).toBe(403)
    expect(at.wire.sent).toEqual([])
  })
})

describe('a method', () => {
  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'is what it is, whatever %s says',
    async (name) => {
      const at = setupRelay({ authorize: { instances: ana, operations: ['getSessionStatus'] } })
      const headers = { [name]: 'DELETE' }
      await at.ask('GET', '/relay/instances/VZANA1/session/status', undefined, { headers })
      expect(at.wire.lines()).toEqual(['GET /instances/VZANA1/session/status'])
      expect(at.wire.last().headers).not.toHaveProperty(name.toLowerCase())
      expect((await at.ask('POST', '/relay/instances/VZANA1', {}, { headers })).status).toBe(404)
      expect(at.wire.calls()).toHaveLength(1)
    },
  )

  test.each(['HEAD', 'OPTIONS', 'PROPFIND', 'delete1', 'GeT'])(
    'that is none is refused: %s',
    async (verb) => {
      const at = setupRelay()
      expect(
        (await at.call(verb, '/relay/instances/VZANA1/session/x')).status,
      ).toBeGreaterThanOrEqual(400)
      expect(at.wire.sent).toEqual([])
    },
  )
})

describe('another user’s instance', () => {
  const own = { name: 'Mine now' }
  test.each([
    ['POST', '/relay/instances/get', { id: 'VZBOB1' }],
    ['POST', '/relay/instances/get', { id: ['VZBOB1'] }],
    ['POST', '/relay/instances/get', { id: { toString: 'VZBOB1' } }],
    ['POST', '/relay/instances/get', '{"id":"VZANA1","id":"VZBOB1"}'],
    ['PATCH', '/relay/instances/VZBOB1', own],
    ['DELETE', '/relay/instances/VZBOB1', undefined],
    ['POST', '/relay/instances/VZBOB1/restart', undefined],
    ['POST', '/relay/instances/VZBOB1/subscribe', {}],
    ['PUT', '/relay/instances/VZBOB1/cancel', undefined],
    ['GET', '/relay/instances/VZBOB1/session/qr', undefined],
    ['GET', '/relay/instances/VZBOB1/session/paircode/5511999999999', undefined],
    ['POST', '/relay/instances/VZBOB1/webhook', { webhookURL: 'https://evil.test' }],
    ['PATCH', '/relay/instances/VZANA1', { ...own, id: 'VZBOB1' }],
    ['PATCH', '/relay/instances/VZANA1', { ...own, instance_id: 'VZBOB1' }],
    ['PATCH', '/relay/instances/VZANA1', { ...own, instanceId: 'VZBOB1' }],
    ['PATCH', '/relay/instances/VZANA1', { ...own, 'Instance-ID': 'VZBOB1' }],
    ['PATCH', '/relay/instances/VZANA1', { ...own, token: 'inst_chosen_by_me' }],
    ['PUT', '/relay/instances/create', { ...own, id: 'VZBOB1' }],
    ['POST', '/relay/instances/VZANA1/subscribe', { instance_id: 'VZBOB1' }],
    ['POST', '/relay/instances/VZANA1/webhook', { webhookURL: 'https://a.test', id: 'VZBOB1' }],
    ['POST', '/relay/instances/VZANA1/restart', { instance_id: 'VZBOB1' }],
    ['PATCH', '/relay/instances/VZANA1', '{"name":"x","__proto__":{"id":"VZBOB1"}}'],
    ['PATCH', '/relay/instances/VZANA1', [{ id: 'VZBOB1' }]],
  ])('is out of reach: %s %s %j', async (method, path, body) => {
    const at = setupRelay({ authorize: asAna })
    const before = at.gateway.instances.get('VZBOB1')
    const { status, body: said } = await at.ask(method, path, body)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(JSON.stringify(said)).not.toMatch(/Bob/)
    expect(at.wire.sent).toEqual([])
    expect(at.gateway.instances.get('VZBOB1')).toEqual(before)
  })

  test.each([
    ['POST', '/relay/instances/VZANA1/tags', { instance: 'VZBOB1' }],
    ['POST', '/relay/instances/VZANA1/tags', { instances: ['VZBOB1'] }],
    ['POST', '/relay/instances/VZANA1/tags', { instance_ids: ['VZBOB1'] }],
    ['POST', '/relay/instances/VZANA1/tags', { 'instance.id': 'VZBOB1' }],
    ['POST', '/relay/instances/VZANA1/tags', [{ instance_id: 'VZBOB1' }]],
    ['POST', '/relay/instances/VZANA1/tags', [{ name: 'a' }, { token: 'inst_chosen_by_me' }]],
    ['POST', '/relay/instances/VZANA1/tags?id[]=VZBOB1', {}],
    ['POST', '/relay/instances/VZANA1/tags?instance_id[0]=VZBOB1', {}],
    ['POST', '/relay/instances/VZANA1/tags?id=VZANA1&id=VZBOB1', {}],
    ['POST', '/relay/instances/VZANA1/tags?instances=VZBOB1', {}],
    ['PATCH', '/relay/instances/VZANA1', { ...own, instances: ['VZBOB1'] }],
  ])('is not named beside one’s own: %s %s %j', async (method, path, body) => {
    const paths = ['POST /instances/{id}/tags']
    const at = setupRelay({
      authorize: { instances: ana, operations: ['request', 'updateInstance'] },
      paths,
    })
    expect(await at.ask(method, path, body)).toMatchObject({
      status: 400,
      body: { code: 'bad-field' },
    })
    expect(at.wire.sent).toEqual([])
  })

  test('looks the same as one that does not exist', async () => {
    const at = setupRelay({ authorize: asAna })
    const ask = (id: string) => at.ask('POST', '/relay/instances/get', { id })
    const [theirs, nobodys] = [await ask('VZBOB1'), await ask('VZNOBODY')]
    expect({ ...theirs, headers: null }).toEqual({ ...nobodys, headers: null })
  })

  test.each([
    {},
    { filter: { query: 'Bob' } },
    { filter: { query: 'VZBOB1' } },
    { filter: { query: '' }, size: 1_000_000 },
    { size: Number.MAX_SAFE_INTEGER },
    { page: Number.MAX_SAFE_INTEGER },
    { filter: { query: '\u0000' } },
    { instances: bob },
    { ids: bob },
    { sort: 'name', sort_desc: true },
  ])('is in no list, no total and no summary: %j', async (body) => {
    const at = setupRelay({ authorize: asAna })
    const { status, body: page } = await at.ask('POST', '/relay/instances/list', body)
    expect(status).toBe(200)
    expect(JSON.stringify(page)).not.toMatch(/BOB|Bob/)
    expect(page.total).toBeLessThanOrEqual(ana.length)
    expect(page.summary.total).toBe(ana.length)
    expect(JSON.stringify(at.wire.calls().map((sent) => sent.body))).not.toContain('BOB')
  })
})

describe('a page of another origin', () => {
  const own = { 'Sec-Fetch-Site': 'same-origin', Origin: app }
  const post = (
    at: ReturnType<typeof setupRelay>,
    headers: Record<string, string>,
    origin?: string,
  ) =>
    at.ask(
      'POST',
      '/relay/instances/VZANA1/restart',
      undefined,
      origin ? { headers, origin } : { headers },
    )

  test.each([
    [{ Origin: 'https://evil.test' }],
    [{ Origin: 'https://evil.test', 'Sec-Fetch-Site': 'same-origin' }],
    [{ Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }],
    [{ Origin: 'https://sub.app.test', 'Sec-Fetch-Site': 'same-site' }],
    [{ Origin: 'https://app.test.evil.test' }],
    [{ Origin: 'https://app.test:8443' }],
    [{ Origin: 'http://app.test' }],
    [{ Origin: 'http://app.test', Host: 'app.test', 'Sec-Fetch-Site': 'same-origin' }],
    [{ Origin: 'https://evil.test', Host: 'app.test' }],
    [{ Origin: 'file://', Host: '' }],
    [{ Origin: 'null' }],
    [{ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }],
    [{ Origin: '' }],
    [{ Origin: `${app}, https://evil.test` }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ 'Sec-Fetch-Site': 'anything' }],
    [{ Origin: app, 'Sec-Fetch-Site': 'cross-site' }],
  ])('is turned away: %j', async (headers) => {
    const at = setupRelay()
    const answer = await post(at, headers as Record<string, string>)
    expect(answer).toMatchObject({ status: 403, body: { code: 'origin-not-allowed' } })
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(at.wire.sent).toEqual([])
    const preflight = await at.call('OPTIONS', '/relay/instances/list', undefined, {
      headers: { 'Access-Control-Request-Method': 'POST', ...(headers as Record<string, string>) },
    })
    expect(preflight.status).toBe(403)
  })

  test('cannot send a form or a plain request in the user’s name: the header is missing', async () => {
    const at = setupRelay()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
      const request = new Request(`${app}/relay/instances/list`, {
        method: 'POST',
        headers: { 'Content-Type': type, Cookie: 'session=ana' },
        body: '{}',
      })
      expect((await at.relay(request)).status).toBe(403)
    }
    const image = new Request(`${app}/relay/instances/VZANA1/session/qr`)
    expect((await at.relay(image)).status).toBe(403)
    expect(at.wire.sent).toEqual([])
    expect(at.activities.map(({ code }) => code)).toEqual(Array(4).fill('header-missing'))
  })

  test.each([
    ['the app’s own page', own, undefined],
    ['the app’s own page that sends no Origin', { 'Sec-Fetch-Site': 'same-origin' }, undefined],
    ['no browser', {}, undefined],
    // TLS ends in front of the server, which sees http; the server does not know its own name.
    ['a page behind a proxy', { ...own, Host: 'app.test' }, 'http://app.test'],
    ['a page of a server with another name', { ...own, Host: 'app.test' }, 'https://inner:3000'],
    ['such a page in an older browser', { Origin: app, Host: 'app.test' }, 'http://inner:3000'],
  ])('is not %s', async (_what, headers, origin) => {
    const at = setupRelay()
    expect((await post(at, headers, origin)).status).toBe(200)
  })

  test('may ask when the app lists it, and read the answer, errors too', async () => {
    const other = 'https://admin.test'
    const at = setupRelay({ allowedOrigins: [other] })
    const headers = { Origin: other, 'Sec-Fetch-Site': 'cross-site' }
    const preflight = await at.call('OPTIONS', '/relay/instances/list', undefined, {
      headers: {
        ...headers,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,x-session,x-vzaps-client',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('x-vzaps-client')
    for (const path of ['/relay/instances/list', '/relay/nothing']) {
      const answer = await at.ask('POST', path, {}, { headers })
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': other,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After, X-Request-Id',
        vary: 'Origin',
      })
    }
  })
})

describe('a session that ended', () => {
  test('allows nothing any more, word for word the same request neither', async () => {
    const sessions = new Map([['1', ana]])
    const at = setupRelay({
      authorize: ({ request }) => {
        const instances = sessions.get(request.headers.get('Cookie')?.split('=')[1] ?? '')
        return instances ? { instances } : Response.json({ message: 'sign in' }, { status: 401 })
      },
    })
    const headers = { Cookie: 'session=1' }
    const calls = [
      ['POST', '/relay/instances/list', {}],
      ['POST', '/relay/instances/get', { id: 'VZANA1' }],
      ['DELETE', '/relay/instances/VZANA1', undefined],
    ] as const
    expect((await at.ask(...calls[0], { headers })).status).toBe(200)
    expect((await at.ask(...calls[1], { headers })).status).toBe(200)
    const { length } = at.wire.sent
    sessions.delete('1')
    for (const [method, path, sent] of calls) {
      const { status, body } = await at.ask(method, path, sent, { headers })
      expect({ status, body }).toEqual({ status: 401, body: { message: 'sign in' } })
    }
    expect(at.wire.sent).toHaveLength(length)
  })
})

describe('headers', () => {
  test('of the caller’s that would be credentials are not given on', async () => {
    const at = setupRelay()
    const headers = {
      Authorization: 'Bearer forged',
      'X-Client-Token': 'forged',
      'X-Instance-Token': 'forged',
      'X-VZaps-Client': '1',
      Host: 'evil.test',
      Forwarded: 'host=evil.test',
      'X-Forwarded-Host': 'evil.test',
      'X-Original-URL': '/token',
      'X-Rewrite-URL': '/token',
      'Transfer-Encoding': 'chunked',
      'Content-Encoding': 'identity',
      Connection: 'X-Client-Token',
      Range: 'bytes=0-1',
      'If-None-Match': '*',
    }
    await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' }, { headers })
    expect(JSON.stringify(at.wire.last().headers)).not.toMatch(/forged|evil|token"\s*:\s*"forged/)
    expect(Object.keys(at.wire.last().headers).sort()).toEqual([
      'accept',
      'authorization',
      'content-type',
      'x-client-token',
    ])
  })

  test('of the VZaps API’s do not reach the page, but for the two it needs', async () => {
    const at = setupRelay()
    at.wire.answer(
      /get$/,
      json({ id: 'VZANA1' }, 200, {
        'Set-Cookie': 'session=evil',
        'Access-Control-Allow-Origin': '*',
        'Clear-Site-Data': '"*"',
        'Content-Type': 'text/html',
        'Content-Length': '1',
        Location: 'https://evil.test',
        Refresh: '0;url=https://evil.test',
        'X-Request-Id': 'r'.repeat(5_000),
      }),
    )
    const { headers } = await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })
    expect([...headers.keys()].sort()).toEqual([
      'cache-control',
      'content-type',
      'x-content-type-options',
      'x-request-id',
    ])
    expect(headers.get('X-Request-Id')).toHaveLength(200)
    expect(headers.get('Content-Type')).toBe('application/json')
  })
})

describe('a body', () => {
  const streamed = (stream: ReadableStream<Uint8Array>, headers: Record<string, string> = {}) => {
    const init: RequestInit & { duplex: 'half' } = {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'X-VZaps-Client': '1', ...headers },
      body: stream,
      duplex: 'half',
    }
    return new Request(`${app}/relay/instances/VZANA1`, init)
  }

  test('that never ends is not waited for', async () => {
    const at = setupRelay({ bodyTimeoutMs: 5_000 })
    const cancelled = deferred<void>()
    const drip = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"name":"')),
      cancel: () => cancelled.resolve(),
    })
    const running = at.relay(streamed(drip))
    await until(() => at.clock.waiting().includes(5_000))
    await settle()
    at.clock.advance(5_000)
    expect((await running).status).toBe(408)
    await cancelled.promise
    expect(at.clock.waiting()).toEqual([])
    expect(at.wire.sent).toEqual([])
  })

  test('without end is not read to its end', async () => {
    const at = setupRelay({ maxBodyBytes: 10_000 })
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 1_000
        controller.enqueue(new Uint8Array(1_000).fill(32))
      },
    })
    expect((await at.relay(streamed(endless))).status).toBe(413)
    expect(given).toBeLessThan(20_000)
    const said = streamed(new ReadableStream(), { 'Content-Length': '10001' })
    expect((await at.relay(said)).status).toBe(413)
  })

  test('that breaks off is none', async () => {
    const at = setupRelay()
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('connection reset')),
    })
    expect((await at.relay(streamed(broken))).status).toBe(400)
    expect(at.wire.sent).toEqual([])
  })

  test.each([
    ['is nested 100,000 deep', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`, 400],
    ['is an array of arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    ['is no JSON', '{name: 1}', 400],
    ['is no UTF-8', new Uint8Array([123, 34, 255, 34, 58, 49, 125]), 400],
    ['has a key that reaches a prototype', '{"labels":{"a":[{"constructor":{"x":1}}]}}', 400],
    ['is a text', '"name"', 400],
    ['is null', 'null', 400],
  ])('that %s is refused', async (_what, body, status) => {
    const at = setupRelay()
    const request = new Request(`${app}/relay/instances/VZANA1`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'X-VZaps-Client': '1' },
      body,
    })
    expect((await at.relay(request)).status).toBe(status)
    expect(at.wire.sent).toEqual([])
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'multipart/form-data',
  ])('that is no JSON by its type is refused: %s', async (type) => {
    const at = setupRelay()
    const headers = { 'Content-Type': type }
    expect(
      (await at.ask('PATCH', '/relay/instances/VZANA1', { name: 'X' }, { headers })).status,
    ).toBe(415)
  })

  /** 64 MiB may be held at once. */
  const eighth = `{"name":"${'x'.repeat(2 ** 23 - 20)}"}`

  test('gives its memory back, however the call ended', async () => {
    let verdict: RelayVerdict = false
    const at = setupRelay({ maxBodyBytes: 2 ** 23, authorize: () => verdict })
    for (let round = 0; round < 12; round++) {
      verdict = round % 2 === 0 ? false : new Response(null, { status: 401 })
      const body = round % 3 === 0 ? eighth.slice(0, -1) : eighth
      expect([400, 401, 403]).toContain(
        (await at.ask('PUT', '/relay/instances/create', body)).status,
      )
    }
  }, 60_000)

  test('must wait when too much is held', async () => {
    const at = setupRelay({ maxBodyBytes: 2 ** 23, authorize: () => new Promise(() => {}) })
    const answers = Array.from({ length: 9 }, () =>
      at.call('PUT', '/relay/instances/create', eighth),
    )
    const first = await Promise.race(answers)
    expect(first.status).toBe(503)
    expect(first.headers.get('Retry-After')).toBe('1')
  }, 60_000)
})

describe('an answer', () => {
  test('without end is not read to its end', async () => {
    const at = setupRelay({ maxAnswerBytes: 10_000 })
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 1_000
        controller.enqueue(new Uint8Array(1_000).fill(32))
      },
    })
    at.wire.answer(/get$/, new Response(endless))
    const answer = await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })
    expect(answer).toMatchObject({ status: 502, body: { code: 'too-large' } })
    expect(given).toBeLessThan(20_000)
  })

  test('that is nested deep does not overflow anything', async () => {
    const at = setupRelay()
    at.wire.answer(/get$/, new Response(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`))
    const { status, body } = await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })
    expect(status).toBe(200)
    expect(JSON.stringify(body)).toContain('[REDACTED]')
  })
})

describe('credentials that the VZaps API repeats', () => {
  /** Each secret that the relay knows by now, as it knows it. */
  const secretsOf = async () => {
    const at = setupRelay()
    await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })
    const { authorization = '' } = at.wire.last().headers
    const { clientToken, clientSecret } = at.gateway.credentials
    const token = String(at.gateway.instances.get('VZANA1')?.token)
    return { at, secrets: { clientToken, clientSecret, jwt: authorization.slice(7), token } }
  }

  test.each(Object.keys(spellings))(
    'do not reach the page, %s',
    async (name) => {
      const spell = spellings[name] ?? String
      const { at, secrets } = await secretsOf()
      for (const secret of Object.values(secrets)) {
        const spelled = spell(secret)
        const bodies = [
          { id: 'VZANA1', name: `seen ${spelled} here` },
          { id: 'VZANA1', labels: { deep: [{ [spelled]: spelled }] } },
          { message: `bad header "${spelled}"`, code: spelled, [spelled]: 1 },
        ]
        for (const status of [200, 400, 403, 500]) {
          for (const body of bodies) {
            at.wire.answer(/get$/, () => json(body, status, { 'X-Request-Id': 'req_1' }), 2)
            const answer = await at.call('POST', '/relay/instances/get', { id: 'VZANA1' })
            const said = JSON.stringify([...answer.headers]) + (await answer.text())
            for (const form of [spelled, secret, JSON.stringify(spelled).slice(1, -1)]) {
              expect(said).not.toContain(form)
            }
          }
          at.wire.answer(/get$/, () => new Response(`<p>${spelled}</p>`, { status }), 2)
          const answer = await at.call('POST', '/relay/instances/get', { id: 'VZANA1' })
          expect(await answer.text()).not.toContain(spelled)
        }
      }
    },
    60_000,
  )

  test('do not reach it in a header, in the log, or under another name', async () => {
    const { at, secrets } = await secretsOf()
    for (const secret of Object.values(secrets)) {
      at.wire.answer(/get$/, () =>
        json({ id: 'VZANA1', access_token: secret, Client_Secret: secret, note: secret }, 200, {
          'X-Request-Id': secret,
          'Retry-After': secret,
        }),
      )
      const answer = await at.call('POST', '/relay/instances/get', { id: 'VZANA1' })
      expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(secret)
    }
    const log = JSON.stringify(at.activities)
    for (const secret of Object.values(secrets)) expect(log).not.toContain(secret)
  })

  test('do not reach it through what the app’s own functions throw', async () => {
    const { clientSecret } = setupRelay().gateway.credentials
    const at = setupRelay({
      authorize: () => {
        throw new Error(`with ${clientSecret}`)
      },
    })
    const answer = await at.call('POST', '/relay/instances/get', { id: 'VZANA1' })
    expect((await answer.text()) + JSON.stringify(at.activities)).not.toContain(clientSecret)
  })

  test('cannot be guessed by searching or sorting for them', async () => {
    const { at, secrets } = await secretsOf()
    const asked = setupRelay({ authorize: asAna })
    await asked.ask('POST', '/relay/instances/list', {})
    const { body } = await asked.ask('POST', '/relay/instances/list', {
      filter: { query: secrets.token.slice(0, 8) },
    })
    expect(body.total).toBe(0)
    expect(at.gateway.instances.get('VZANA1')?.token).toBe(secrets.token)
  })

  test('cannot be guessed by searching or sorting rows that repeat them', async () => {
    const rows = ['VZANA1', 'VZANA2'].map((id, at) => ({
      id,
      name: `${at === 0 ? 'the' : 'thf'} row`,
      status: `inst_0123456789abcde${at}`,
      whatsapp_push_name: `by inst_0123456789abcde${at}`,
      token: `inst_0123456789abcde${at}`,
    }))
    const at = setupRelay({ authorize: { instances: rows.map(({ id }) => id) } })
    at.wire.answer(/get$/, ({ body }) => json(rows.find(({ id }) => id === Object(body).id)), 2)
    const list = async (body: object) =>
      (await at.ask('POST', '/relay/instances/list', body)).body as {
        total: number
        content: { id: string; whatsapp_push_name: string }[]
      }
    const all = await list({})
    expect(all.content[0]?.whatsapp_push_name).toBe('by [REDACTED]')
    expect(await list({ filter: { query: 'inst_01' } })).toMatchObject({ total: 0 })
    expect(await list({ filter: { status: rows[0]?.status } })).toMatchObject({ total: 0 })
    expect(await list({ filter: { query: 'by [red' } })).toMatchObject({ total: 2 })
    const order = async (sort_desc: boolean) =>
      (await list({ sort: 'status', sort_desc })).content.map(
        ({ whatsapp_push_name }) => whatsapp_push_name,
      )
    expect(new Set([...(await order(true)), ...(await order(false))])).toEqual(
      new Set(['by [REDACTED]']),
    )
  })
})

describe('ten thousand calls at once', () => {
  const collect = () => {
    setFlagsFromString('--expose-gc')
    ;(runInNewContext('gc') as () => void)()
    return process.memoryUsage().heapUsed
  }

  test('are all answered, sixty-four at a time, and nothing of them stays', async () => {
    const at = setupRelay({ authorize: asAna, onActivity: () => {} })
    let inside = 0
    let most = 0
    const fetch = async (request: Request) => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
      return request.url.endsWith('/token')
        ? json({ access_token: 'a-token-of-the-owner', expires_in: 3600 })
        : json({ id: 'VZANA1', name: 'Support' })
    }
    const platform = { fetch, now: at.clock.now }
    const { relay } = setupRelay({ authorize: asAna, platform, onActivity: () => {} })
    await (await relay(requestOf('POST', '/relay/instances/get', { id: 'VZANA1' }))).text()
    const before = collect()
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().heapUsed)
    }, 20)
    const statuses = new Map<number, number>()
    await Promise.all(
      Array.from({ length: 10_000 }, async () => {
        const answer = await relay(requestOf('POST', '/relay/instances/get', { id: 'VZANA1' }))
        await answer.text()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      }),
    )
    clearInterval(watch)
    expect([...statuses]).toEqual([[200, 10_000]])
    expect(most).toBe(64)
    // The requests themselves are most of it.
    expect(peak - before).toBeLessThan(500 * 2 ** 20)
    expect(collect() - before).toBeLessThan(10 * 2 ** 20)
  }, 120_000)

  test('that are given up on leave nothing behind', async () => {
    const at = setupRelay({ onActivity: () => {} })
    const controller = new AbortController()
    const never = () => new Promise<Response>(() => {})
    at.wire.answer(/get$/, never, 64)
    const running = Array.from({ length: 200 }, () =>
      at.call('POST', '/relay/instances/get', { id: 'VZANA1' }, { signal: controller.signal }),
    )
    await until(() => at.wire.calls().length === 64)
    controller.abort()
    const statuses = (await Promise.all(running)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([499]))
    expect(at.clock.waiting()).toEqual([])
    at.wire.answer(/get$/, json({ id: 'VZANA1' }))
    // There is room again.
    expect((await at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })).status).toBe(200)
  })

  test('take their turns in the order in which they came', async () => {
    const at = setupRelay({ maxConcurrent: 1 })
    const held = [1, 2, 3].map(() => at.wire.hold(/get$/))
    const ended: string[] = []
    const running = ana.map(async (id) => {
      await at.ask('POST', '/relay/instances/get', { id })
      ended.push(id)
    })
    for (const [index, one] of held.entries()) {
      await one.arrived
      await settle()
      expect(at.wire.calls()).toHaveLength(index + 1)
      one.release()
    }
    await Promise.all(running)
    expect(ended).toEqual(ana)
  })

  test('that have to wait for their turn too long are told when to come again', async () => {
    const at = setupRelay({ maxConcurrent: 1, timeoutMs: 5_000 })
    const held = at.wire.hold(/get$/)
    const first = at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })
    await held.arrived
    const second = at.ask('POST', '/relay/instances/get', { id: 'VZANA1' })
    await settle()
    at.clock.advance(5_000)
    expect((await first).status).toBe(504)
    const { status, headers } = await second
    expect(status).toBe(503)
    expect(headers.get('Retry-After')).toBe('1')
  })
})
