import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/mock/node.ts'
import { noon } from './client.ts'

let server: MockServer

beforeEach(async () => {
  server = await startMockServer({ now: () => noon, instances: [{ id: 'VZ1', name: 'Support' }] })
})
afterEach(() => server.close())

const control = async (method: string, path: string, body?: unknown, token?: string) => {
  const response = await fetch(`${server.url}/__mock/${path}`, {
    method,
    headers: { 'X-Mock-Control': token ?? server.controlToken },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const call = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${server.gateway.tokens.issue()}`,
      'Content-Type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const subscribe = () =>
  call('POST', '/instances/VZ1/subscribe', { success_url: 'https://app.example.com/ok' })

test('a phone scans, and loses its connection', async () => {
  expect((await control('POST', 'scanQr', { id: 'VZ1' })).status).toBe(422)
  await call('GET', '/instances/VZ1/session/qr')
  const scanned = await control('POST', 'scanQr', { id: 'VZ1' })
  expect([scanned.status, scanned.body]).toMatchObject([200, { id: 'VZ1', connected: true }])
  expect((await control('POST', 'dropConnection', { id: 'VZ1' })).body.connected).toBe(false)
})

test('a checkout is completed, or fails', async () => {
  const first = (await subscribe()).body.session_id
  expect((await control('POST', 'failCheckout', { sessionId: first })).body.status).toBe('failed')
  expect((await control('POST', 'completeCheckout', { sessionId: first })).status).toBe(422)
  const second = (await subscribe()).body.session_id
  const completed = await control('POST', 'completeCheckout', { sessionId: second })
  expect(completed.body).toMatchObject({ sessionId: second, status: 'paid' })
  expect(server.gateway.instances.get('VZ1')?.billing_status).toBe('ACTIVE')
  expect((await control('GET', 'charges')).body).toEqual(server.gateway.charges)
  expect((await control('GET', 'checkouts')).body).toHaveLength(2)
})

test('the next calls that match fail', async () => {
  const fault = { kind: 'status', status: 503, retryAfter: 2 }
  const match = { method: 'GET', path: '/plans/list', times: 2 }
  expect((await control('POST', 'failNext', { fault, match })).status).toBe(200)
  const statuses: number[] = []
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await call('GET', '/plans/list')).status)
  expect(statuses).toEqual([503, 503, 200])
  await control('POST', 'failNext', { fault: { kind: 'dropAnswer' } })
  await expect(call('GET', '/plans/list')).rejects.toThrow(TypeError)
})

test('tokens expire and are revoked', async () => {
  for (const [path, code] of [
    ['expireTokens', 'token_expired'],
    ['revokeTokens', 'token_revoked'],
  ] as const) {
    const headers = { Authorization: `Bearer ${server.gateway.tokens.issue()}` }
    expect((await control('POST', path)).status).toBe(200)
    const response = await fetch(`${server.url}/plans/list`, { headers })
    expect([response.status, (await response.json()).code]).toEqual([401, code])
  }
})

test('a reset brings back the start', async () => {
  await control('POST', 'advance', { ms: 5_000 })
  await control('PUT', 'faults', { errorRate: 1 })
  await call('DELETE', '/instances/VZ1')
  expect((await control('POST', 'reset')).body).toEqual({ now: noon })
  expect((await call('POST', '/instances/get', { id: 'VZ1' })).status).toBe(200)
})

describe('what makes no sense is answered 422 and does nothing', () => {
  test.each<[string, unknown]>([
    ['advance', { ms: 1e300 }],
    ['advance', { ms: -1 }],
    ['advance', { ms: null }],
    ['advance', {}],
    ['advance', 'no JSON'],
    ['advance', '5'],
    ['scanQr', {}],
    ['scanQr', { id: 5 }],
    ['scanQr', { id: 'VZNONE' }],
    ['dropConnection', { id: '' }],
    ['completeCheckout', { sessionId: 'none' }],
    ['failCheckout', {}],
    ['failNext', {}],
    ['failNext', { fault: 'offline' }],
    ['failNext', { fault: { kind: 'nothing' } }],
    ['failNext', { fault: { kind: 'toString' } }],
    ['failNext', { fault: { kind: 'status' } }],
    ['failNext', { fault: { kind: 'status', status: 99 } }],
    ['failNext', { fault: { kind: 'latency', ms: 1e12 } }],
    ['failNext', { fault: { kind: 'offline', extra: 1 } }],
    ['failNext', { fault: { kind: 'offline' }, match: { times: 0 } }],
    ['failNext', { fault: { kind: 'offline' }, match: { path: {} } }],
  ])('%s %j', async (path, body) => {
    const got = await control('POST', path, body)
    expect([got.status, got.body.code]).toEqual([422, 'invalid_request'])
    expect(server.gateway.now()).toBe(noon)
    expect((await call('GET', '/plans/list')).status).toBe(200)
  })
})

test('who asks for a control that is not there hears which are', async () => {
  const { status, body } = await control('POST', 'nothing')
  expect(status).toBe(404)
  expect(body.details).toContain('POST /__mock/advance')
})

test('every control wants the token', async () => {
  const { body } = await control('POST', 'nothing')
  for (const name of body.details) {
    const [method, path] = name.split(' /__mock/')
    expect((await control(method, path, method === 'GET' ? undefined : {}, 'guess')).status).toBe(
      403,
    )
  }
  expect(body.details.length).toBeGreaterThan(10)
})
