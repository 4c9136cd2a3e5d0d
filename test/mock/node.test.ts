import { type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/mock/node.ts'
import { noon } from './client.ts'

let server: MockServer

beforeEach(async () => {
  server = await startMockServer({ now: () => noon, instances: [{ id: 'VZ1', name: 'Support' }] })
})
afterEach(() => server.close())

/** Node's own client, because fetch does not let a caller choose Host or Origin. */
const ask = (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: unknown,
): { request: ClientRequest; response: Promise<IncomingMessage> } => {
  const request = openRequest(`${server.url}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
  })
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  request.end(body === undefined ? undefined : JSON.stringify(body))
  return { request, response }
}

const read = async (...args: Parameters<typeof ask>) => {
  const response = await ask(...args).response
  const body = await text(response)
  return {
    status: response.statusCode,
    headers: response.headers,
    body: body === '' ? undefined : JSON.parse(body),
  }
}

const bearer = () => ({ Authorization: `Bearer ${server.gateway.tokens.issue()}` })

describe('the mock server', () => {
  test('serves the gateway on loopback', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const got = await read('PATCH', '/instances/VZ1', bearer(), { name: 'Changed' })
    expect(got.status).toBe(200)
    expect(got.headers['x-request-id']).toMatch(/^req_/)
    expect(got.body.name).toBe('Changed')
    expect((await read('DELETE', '/instances/VZ1', bearer())).status).toBe(204)
  })

  test('refuses to listen for the network', async () => {
    await expect(startMockServer({ host: '0.0.0.0' })).rejects.toThrow('loopback only')
  })

  test('takes localhost too, and answers 413 to a body beyond a megabyte', async () => {
    const other = await startMockServer({ host: 'localhost', gateway: server.gateway })
    expect(other.url).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/)
    const body = JSON.stringify({ name: 'x'.repeat(1_000_001) })
    const headers = { 'Content-Type': 'application/json' }
    const sent = await fetch(`${other.url}/token`, { method: 'POST', headers, body })
    expect([sent.status, (await sent.json()).code]).toEqual([413, 'body_too_large'])
    expect((await fetch(`${other.url}/plans/list`)).status).toBe(401)
    await other.close()
  })

  test('loses the connection when the network is down', async () => {
    server.gateway.faults.set({ offline: true })
    await expect(read('GET', '/plans/list')).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  test('sends headers and half a body of an answer that stalls, until the client goes', async () => {
    server.gateway.faults.set({ stall: true })
    const { request, response } = ask('GET', '/plans/list', bearer())
    const stalled = await response
    expect(stalled.statusCode).toBe(200)
    const [chunk] = await stalled.take(1).toArray()
    expect(String(chunk)).toMatch(/^\{"content":\[/)
    request.destroy()
  })
})

describe('visitors', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'user@evil.example'])(
    'with the Host %s are refused',
    async (host) => {
      expect((await read('GET', '/plans/list', { ...bearer(), Host: host })).status).toBe(403)
      expect(server.gateway.requests).toEqual([])
    },
  )

  test.each(['https://evil.example', 'null', 'file://', 'http://localhost.evil.example'])(
    'with the Origin %s are refused, without CORS headers',
    async (origin) => {
      const got = await read('GET', '/plans/list', { ...bearer(), Origin: origin })
      expect(got.status).toBe(403)
      expect(got.headers['access-control-allow-origin']).toBeUndefined()
      expect(server.gateway.requests).toEqual([])
    },
  )

  test('from a page on loopback are answered, preflight included', async () => {
    const Origin = 'http://localhost:5173'
    const preflight = await read('OPTIONS', '/instances/VZ1', {
      Origin,
      'Access-Control-Request-Method': 'PATCH',
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-origin']).toBe(Origin)
    expect(preflight.headers['access-control-allow-methods']).toContain('PATCH')
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization')
    const got = await read('GET', '/plans/list', { ...bearer(), Origin })
    expect(got.status).toBe(200)
    expect(got.headers['access-control-allow-origin']).toBe(Origin)
    expect(got.headers['access-control-expose-headers']).toBe('X-Request-Id, Retry-After')
    expect(got.headers.vary).toBe('Origin')
  })
})

describe('the control routes', () => {
  const control = () => ({ 'X-Mock-Control': server.controlToken })

  test('need the control token', async () => {
    expect((await read('GET', '/__mock/faults')).status).toBe(403)
    const wrong = { 'X-Mock-Control': 'guess' }
    expect((await read('PUT', '/__mock/faults', wrong, { offline: true })).status).toBe(403)
    expect((await read('POST', '/__mock/advance', wrong, { ms: 1 })).status).toBe(403)
    expect(server.gateway.faults.get().offline).toBe(false)
  })

  test('read and change faults, and refuse bad ones', async () => {
    const put = await read('PUT', '/__mock/faults', control(), { status: 503, retryAfter: 2 })
    expect([put.status, put.body]).toMatchObject([200, { status: 503, retryAfter: 2 }])
    const failed = await read('GET', '/plans/list', bearer())
    expect([failed.status, failed.headers['retry-after']]).toEqual([503, '2'])
    expect((await read('GET', '/__mock/faults', control())).body.status).toBe(503)
    expect((await read('PUT', '/__mock/faults', control(), { nope: 1 })).status).toBe(422)
    expect((await read('PUT', '/__mock/faults', control())).status).toBe(422)
  })

  test('move the clock', async () => {
    const { body } = await read('POST', '/__mock/advance', control(), { ms: 5_000 })
    expect(body).toEqual({ now: noon + 5_000 })
    expect((await read('POST', '/__mock/advance', control(), { ms: 'x' })).status).toBe(422)
    expect((await read('GET', '/__mock/other', control())).status).toBe(404)
  })
})
