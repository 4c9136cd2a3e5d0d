import { describe, expect, test } from 'vitest'
import type { MockGateway } from '../../src/mock/index.ts'
import type { WireRequest } from '../wire/records.ts'
import { readCases } from '../wire/records.ts'
import { build, createStill, only, send, signIn } from './client.ts'

const hook = 'https://hooks.example.com/vzaps'

/** What a client writes where the clients differ; undefined is no body at all. */
interface Dialect {
  readonly client: string
  readonly list: unknown
  readonly create: unknown
  readonly update: unknown
  readonly setWebhook: unknown
  readonly subscribe: unknown
}

const dialects: readonly Dialect[] = [
  {
    client: 'TypeScript',
    list: { page: 1, size: 20, filter: {}, sort: 'createdAt', sort_desc: true },
    create: { name: 'Sales', webhook: hook, events_subscribe: ['Message'] },
    update: { name: 'Sales two', webhook: null },
    setWebhook: { webhook_url: hook, events: ['Message', 'Connected'] },
    subscribe: {},
  },
  {
    client: 'PHP',
    list: { page: 1, size: 20, filter: [], sort: 'createdAt', sort_desc: true },
    create: { name: 'Sales', webhook: hook, events_subscribe: ['Message'], labels: [] },
    update: { name: 'Sales two', webhook: null },
    setWebhook: { webhook_u_r_l: hook, events: 'Message,Connected' },
    subscribe: [],
  },
  {
    client: 'Python',
    list: { size: 20, filter: {} },
    create: { name: 'Sales', webhook: hook, eventsSubscribe: 'Message' },
    update: { name: 'Sales two', eventsSubscribe: ['Message'] },
    setWebhook: { url: hook, enabled: true, events: ['Message', 'Connected'] },
    subscribe: {},
  },
  {
    client: 'Go',
    list: { page: 1, size: 20 },
    create: { name: 'Sales', webhook: hook, events_subscribe: ['Message'] },
    update: { name: 'Sales two' },
    setWebhook: { webhook_url: hook, events: ['Message', 'Connected'] },
    subscribe: { events: ['Message', 'Connected'] },
  },
  {
    client: 'Java',
    list: { page: 1, size: 20, filter: {}, sort: 'createdAt', sortDesc: true },
    create: { name: 'Sales', webhook: hook, events_subscribe: 'Message' },
    update: { name: 'Sales two' },
    setWebhook: { webhook_u_r_l: hook, events: 'Message,Connected' },
    subscribe: { billing: 'direct' },
  },
  {
    client: '.NET',
    list: { page: 1, size: 20, filter: {} },
    create: { name: 'Sales', webhook: hook, events_subscribe: ['Message'] },
    update: { name: 'Sales two' },
    setWebhook: { webhook_url: hook, events: 'Message,Connected' },
    subscribe: undefined,
  },
]

describe.each(dialects)('the flow of the $client client', (dialect) => {
  test('from the first sign-in until the instance is deleted', async () => {
    const gateway = createStill({ instances: [] })
    const { clientToken, clientSecret } = gateway.credentials
    const credentials = { client_token: clientToken, client_secret: clientSecret }
    const token = await send(gateway, build('POST', '/token', credentials))
    const headers: Record<string, string> = {
      Authorization: `Bearer ${token.body.access_token}`,
      'X-Client-Token': clientToken,
      Accept: 'application/json',
    }
    const call = (method: string, path: string, body?: unknown) =>
      send(gateway, build(method, path, body, headers))

    expect((await call('POST', '/instances/list', dialect.list)).body.content).toEqual([])
    const created = await call('PUT', '/instances/create', dialect.create)
    expect([created.status, created.body]).toMatchObject([
      201,
      { name: 'Sales', webhook: hook, events_subscribe: 'Message' },
    ])
    const { id } = created.body
    headers['X-Instance-Token'] = created.body.token
    expect((await call('POST', '/instances/list', dialect.list)).body.content).toEqual([
      created.body,
    ])
    expect((await call('POST', '/instances/get', { id })).body).toEqual(created.body)
    expect((await call('PATCH', `/instances/${id}`, dialect.update)).body.name).toBe('Sales two')

    const set = await call('POST', `/instances/${id}/webhook`, dialect.setWebhook)
    expect(set.body.data).toEqual({ webhook: hook, events: 'Message,Connected' })
    const webhook = await call('GET', `/instances/${id}/webhook`)
    expect(webhook.body.data).toEqual({ webhook: hook, subscribe: ['Message', 'Connected'] })

    const qr = await call('GET', `/instances/${id}/session/qr`)
    expect(qr.body.data.qr_code).toMatch(/^data:image\/png;base64,/)
    gateway.scanQr(id)
    expect((await call('GET', `/instances/${id}/session/status`)).body.data.connected).toBe(true)
    expect((await call('POST', `/instances/${id}/restart`)).body.instance_id).toBe(id)
    gateway.advance(3_000)
    expect((await call('POST', `/instances/${id}/session/disconnect`)).status).toBe(200)
    const code = await call('GET', `/instances/${id}/session/paircode/5511999999999`)
    expect(code.body.data.linking_code).toMatch(/^\w{4}-\w{4}$/)

    const billed = await call('POST', `/instances/${id}/subscribe`, dialect.subscribe)
    expect(billed.body).toMatchObject({ mode: 'direct', subscription_id: expect.any(String) })
    expect((await call('PUT', `/instances/${id}/cancel`)).status).toBe(200)
    const resumed = await call('POST', `/instances/${id}/resume-subscription`)
    expect(resumed.body).toEqual({ status: 'ok' })
    expect((await call('DELETE', `/instances/${id}`)).status).toBe(204)
    expect((await call('POST', '/instances/get', { id })).status).toBe(404)
  })
})

/** The ids that the recordings use; those that change the path are nobody's. */
const recordedIds = ['VZABC123', 'é日', 'VZ a/b?c', 'a#b%2Fc&d+e=f', "a-_.!~*'()"]

/** One recorded request, with credentials that are the gateway's own. */
const replay = (gateway: MockGateway, { method, path, headers, body }: WireRequest) => {
  const { clientToken, clientSecret } = gateway.credentials
  const isToken = path === '/token'
  const sent = isToken ? { client_token: clientToken, client_secret: clientSecret } : body
  const type = headers['content-type']
  return send(
    gateway,
    build(method, path, sent ?? undefined, {
      ...(typeof type === 'string' && { 'Content-Type': type }),
      ...(!isToken && { Authorization: `Bearer ${gateway.tokens.issue()}` }),
      ...(!isToken && { 'X-Client-Token': clientToken }),
    }),
  )
}

const operations = readCases().filter(({ operation }) =>
  /^(auth|client|instances|sessions)\./.test(operation),
)

/** What has another answer than 200, and why. */
const exceptions: Readonly<Record<string, number>> = {
  // The id changes the path, so that no route is met.
  'id .': 404,
  'id ..': 404,
  'id empty': 404,
}

const statusOf = (operation: string, situation: string, sdk: string, path: string): number => {
  if (path === '/token') return 200
  if (operation === 'instances.get' && sdk === 'typescript-0.1.0') return 404
  const exception = exceptions[situation]
  if (exception !== undefined) return exception
  if (operation === 'instances.create') return situation === 'nothing' ? 422 : 201
  return operation === 'instances.delete' ? 204 : 200
}

describe('every request that was recorded of an official client is answered', () => {
  test('and there are recordings of three clients, one of them in two versions', () => {
    const sdks = new Set(operations.flatMap(({ records }) => records.map(({ sdk }) => sdk)))
    expect([...sdks].sort()).toEqual(['php', 'python', 'typescript', 'typescript-0.1.0'])
    expect(operations.length).toBeGreaterThan(70)
  })

  test.each(operations)('$name', async ({ operation, situation, records }) => {
    for (const { sdk, requests } of records) {
      for (const request of requests) {
        const gateway = createStill({
          instances: recordedIds.map((id) => ({
            id,
            ...(operation === 'instances.resumeSubscription' && {
              billing_status: 'ACTIVE',
              cancel_at: '2026-05-13T12:00:00.000Z',
            }),
          })),
        })
        const { status } = await replay(gateway, request)
        const wanted = statusOf(operation, situation, sdk, request.path)
        expect([sdk, request.method, request.path, status]).toEqual([
          sdk,
          request.method,
          request.path,
          wanted,
        ])
      }
    }
  })
})

describe('what the clients can and no page describes', () => {
  const one = { instances: [{ id: 'VZ1', name: 'Support', webhook: hook }] }

  test('provision makes an instance as create does', async () => {
    const gateway = createStill({ instances: [] })
    const { status, body } = await signIn(gateway)('PUT', '/instances/provision', { name: 'New' })
    expect([status, body]).toEqual([201, only(gateway)])
  })

  test('search takes a query, or what the list takes', async () => {
    const call = signIn(createStill({ instances: [{ name: 'Bakery' }, { name: 'Clinic' }] }))
    const names = async (body: unknown) =>
      (await call('POST', '/instances/search', body)).body.content.map(
        ({ name }: { name: string }) => name,
      )
    expect(await names({ query: 'bak' })).toEqual(['Bakery'])
    expect(await names({ filter: { query: 'cli' } })).toEqual(['Clinic'])
    expect(await names({ sort: 'name', size: 1 })).toEqual(['Bakery'])
    expect(await names([])).toHaveLength(2)
  })

  test('webhook logs are found by state, read one by one, and retried', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const search = async (body: unknown) =>
      (await call('POST', '/instances/VZ1/webhook/logs/search', body)).body
    const all = await search({})
    expect(all).toMatchObject({
      code: 200,
      success: true,
      data: { page: 1, total: 5, total_pages: 1 },
    })
    const failed = await search({ status: 'failed' })
    expect(failed.data).toMatchObject({
      total: 2,
      content: [{ instance_id: 'VZ1', url: hook }, {}],
    })

    const [log] = failed.data.content
    const path = `/instances/VZ1/webhook/logs/${log.id}`
    expect((await call('GET', path)).body.data).toEqual(log)
    gateway.advance(60_000)
    expect((await call('POST', `${path}/retry`)).body.data).toEqual({
      ...log,
      status: 'delivered',
      status_code: 200,
      attempts: log.attempts + 1,
      updated_at: '2026-04-13T12:01:00.000Z',
    })
    expect((await search({ status: 'failed' })).data.total).toBe(1)
    expect((await call('GET', '/instances/VZ1/webhook/logs/none')).status).toBe(404)
    expect((await call('POST', '/instances/VZ1/webhook/logs/none/retry')).status).toBe(404)
  })

  test('an instance that never had a webhook has no logs', async () => {
    const call = signIn(createStill({ instances: [{ id: 'VZ1' }] }))
    const { body } = await call('POST', '/instances/VZ1/webhook/logs/search', {})
    expect(body.data).toMatchObject({ total: 0, content: [] })
  })
})

describe('what is said in more than one way', () => {
  test('the first spelling that says something is taken', async () => {
    const gateway = createStill({ instances: [{ id: 'VZ1' }] })
    const call = signIn(gateway)
    await call('POST', '/instances/VZ1/webhook', { webhookURL: null, url: hook })
    expect(only(gateway).webhook).toBe(hook)
    await call('POST', '/instances/VZ1/webhook', { url: 'https://b.example', webhookURL: hook })
    expect(only(gateway).webhook).toBe(hook)
  })

  test('null leaves a field as it is, and takes a webhook away', async () => {
    const before = { events_subscribe: 'Message', labels: { team: 'a' }, reject_calls: true }
    const gateway = createStill({ instances: [{ id: 'VZ1', webhook: hook, ...before }] })
    const nothing = { name: null, events_subscribe: null, labels: null, reject_calls: null }
    const { status } = await signIn(gateway)('PATCH', '/instances/VZ1', {
      webhook: null,
      ...nothing,
    })
    expect([status, only(gateway)]).toMatchObject([200, { webhook: '', ...before }])
  })

  test('an empty map of PHP is an empty object, on the row too', async () => {
    const gateway = createStill({ instances: [{ id: 'VZ1', labels: { team: 'a' } }] })
    await signIn(gateway)('PATCH', '/instances/VZ1', { labels: [] })
    expect(only(gateway).labels).toEqual({})
  })
})
