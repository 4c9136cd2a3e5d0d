import { describe, expect, test } from 'vitest'
import { build, createStill, only, send, signIn } from './client.ts'

describe('creating an instance', () => {
  test('answers the new row, bare, with the fields of the reference', async () => {
    const gateway = createStill({ instances: 0 })
    const { status, body } = await signIn(gateway)('PUT', '/instances/create', {
      name: '  Minha instancia ',
      webhook: 'https://cliente.exemplo.com/webhooks/vzaps',
      events_subscribe: ['Message', 'Connected'],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Minha instancia',
      webhook: 'https://cliente.exemplo.com/webhooks/vzaps',
      events_subscribe: 'Message,Connected',
      reject_calls: false,
      auto_read_messages: false,
      connected: false,
      status: 'disconnected',
      billing_status: 'TRIALING',
      cancel_at: null,
      created_at: '2026-04-13T12:00:00.000Z',
      updated_at: '2026-04-13T12:00:00.000Z',
    })
    expect(body.id).toMatch(/^VZ[0-9A-Z]{26}$/)
    expect(body.token).toMatch(/^inst_[0-9a-z]{32}$/)
    expect(body.url).toBe(`https://app.vzaps.com/instances/${body.id}`)
  })

  test('takes events as a comma-joined text and under the alias too', async () => {
    const call = signIn(createStill({ instances: 0 }))
    const text = { name: 'One', events_subscribe: 'Message,All' }
    const alias = { name: 'Two', eventsSubscribe: ['Presence'] }
    expect((await call('PUT', '/instances/create', text)).body.events_subscribe).toBe('Message,All')
    expect((await call('PUT', '/instances/create', alias)).body.events_subscribe).toBe('Presence')
  })

  test.each([
    ['name', {}],
    ['name', { name: ' ab ' }],
    ['name', { name: 'x'.repeat(256) }],
    ['webhook', { name: 'Good', webhook: 'not a url' }],
    ['webhook', { name: 'Good', webhook: 'ftp://example.com' }],
    ['events_subscribe', { name: 'Good', events_subscribe: ['message'] }],
    ['events_subscribe', { name: 'Good', events_subscribe: 'Message, Connected' }],
    ['reject_calls', { name: 'Good', reject_calls: 'yes' }],
    ['labels', { name: 'Good', labels: ['a'] }],
  ])('answers 422 naming a bad %s: %j', async (field, wanted) => {
    const gateway = createStill({ instances: 0 })
    const { status, body } = await signIn(gateway)('PUT', '/instances/create', wanted)
    expect(status).toBe(422)
    expect(Object.keys(body.details)).toEqual([field])
    expect(gateway.instances.list()).toEqual([])
  })

  test('answers 409 when another instance has the trimmed name', async () => {
    const call = signIn(createStill({ instances: [{ name: 'Support' }] }))
    const { status, body } = await call('PUT', '/instances/create', { name: ' Support ' })
    expect([status, body.code]).toEqual([409, 'name_taken'])
  })
})

describe('getting an instance', () => {
  test('answers the row, 404 for an unknown id, 422 without an id', async () => {
    const gateway = createStill({ instances: 1 })
    const call = signIn(gateway)
    const row = only(gateway)
    expect(await call('POST', '/instances/get', { id: row.id })).toMatchObject({
      status: 200,
      body: { ...row },
    })
    expect((await call('POST', '/instances/get', { id: 'VZNONE' })).status).toBe(404)
    expect((await call('POST', '/instances/get', {})).status).toBe(422)
  })
})

describe('updating an instance', () => {
  test('writes the known fields, moves updated_at and ignores the rest', async () => {
    const gateway = createStill({ instances: [{ name: 'Support', id: 'VZ1' }] })
    gateway.advance(1_000)
    const wanted = { name: 'Commercial', labels: { team: 'a' }, colour: 'red', token: 'mine' }
    const { status, body } = await signIn(gateway)('PATCH', '/instances/VZ1', wanted)
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'Commercial', labels: { team: 'a' } })
    expect(body.updated_at).toBe('2026-04-13T12:00:01.000Z')
    expect(body).not.toHaveProperty('colour')
    expect(body.token).not.toBe('mine')
  })

  test('keeps its own name without a conflict, and not that of another', async () => {
    const call = signIn(createStill({ instances: [{ id: 'VZ1', name: 'One' }, { name: 'Two' }] }))
    expect((await call('PATCH', '/instances/VZ1', { name: 'One' })).status).toBe(200)
    expect((await call('PATCH', '/instances/VZ1', { name: 'Two' })).status).toBe(409)
  })

  test('shares webhook and events with the webhook route', async () => {
    const call = signIn(createStill({ instances: [{ id: 'VZ1' }] }))
    const hook = 'https://hooks.example.com/one'
    await call('PATCH', '/instances/VZ1', { webhook: hook, events_subscribe: ['Message', 'All'] })
    expect((await call('GET', '/instances/VZ1/webhook')).body).toEqual({
      code: 200,
      success: true,
      data: { webhook: hook, subscribe: ['Message', 'All'] },
    })
    const other = 'https://hooks.example.com/two'
    const set = await call('POST', '/instances/VZ1/webhook', { webhookURL: other })
    expect(set.body.data).toEqual({ webhook: other, events: 'Message,All' })
    const row = await call('POST', '/instances/get', { id: 'VZ1' })
    expect(row.body).toMatchObject({ webhook: other, events_subscribe: 'Message,All' })
  })
})

describe('setting the webhook', () => {
  test.each([
    ['webhookURL', { webhook: 'https://example.com' }],
    ['webhookURL', { webhookURL: null }],
    ['webhookURL', { webhookURL: 'nowhere' }],
    ['events', { webhookURL: 'https://example.com', events: 'MessageRead' }],
    ['events', { webhookURL: 'https://example.com', events: ['MessageRead'] }],
    ['events', { webhookURL: 'https://example.com', events: 5 }],
  ])('answers 422 naming a bad %s: %j', async (field, wanted) => {
    const call = signIn(createStill({ instances: [{ id: 'VZ1' }] }))
    const { status, body } = await call('POST', '/instances/VZ1/webhook', wanted)
    expect(status).toBe(422)
    expect(Object.keys(body.details)).toEqual([field])
  })
})

describe('deleting an instance', () => {
  test('answers 204 without a body, then 404', async () => {
    const gateway = createStill({ instances: [{ id: 'VZ1' }] })
    const call = signIn(gateway)
    const { status, body } = await call('DELETE', '/instances/VZ1')
    expect([status, body]).toEqual([204, undefined])
    expect((await call('DELETE', '/instances/VZ1')).status).toBe(404)
  })
})

test('an id in a path is decoded, and a broken one is nobody’s', async () => {
  const call = signIn(createStill({ instances: [{ id: 'VZ 1' }] }))
  expect((await call('GET', '/instances/VZ%201/webhook')).status).toBe(200)
  expect((await call('GET', '/instances/VZ%E0%A4/webhook')).status).toBe(404)
})

describe('any route', () => {
  test('answers with a request id of its own', async () => {
    const call = signIn(createStill())
    const ids = await Promise.all([call('GET', '/plans/list'), call('GET', '/nowhere')])
    const [one, two] = ids.map(({ headers }) => headers.get('X-Request-Id'))
    expect(one).toMatch(/^req_[0-9a-z]{20}$/)
    expect(two).not.toBe(one)
  })

  test('answers 404 for a path or a method that is not there', async () => {
    const call = signIn(createStill({ instances: [{ id: 'VZ1' }] }))
    expect((await call('GET', '/instances/VZ1')).body.code).toBe('route_not_found')
    expect((await call('POST', '/auth/token', {})).body.code).toBe('route_not_found')
  })

  test('answers 400 to broken JSON, 422 to an array, 415 to another content type', async () => {
    const call = signIn(createStill())
    expect((await call('POST', '/instances/list', '{"page":')).status).toBe(400)
    expect((await call('POST', '/instances/list', '[1]')).status).toBe(422)
    const type = { 'Content-Type': 'text/plain' }
    expect((await call('POST', '/instances/list', '{}', type)).status).toBe(415)
  })

  test('lives under the base path, and only there', async () => {
    const gateway = createStill({ basePath: '/api' })
    const headers = { Authorization: `Bearer ${gateway.tokens.issue()}` }
    const at = (path: string) => send(gateway, build('GET', path, undefined, headers))
    expect((await at('/api/plans/list')).status).toBe(200)
    expect((await at('/plans/list')).status).toBe(404)
  })
})
