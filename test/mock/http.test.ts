import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/mock/node.ts'
import { noon } from './client.ts'

let server: MockServer

beforeEach(async () => {
  server = await startMockServer({ now: () => noon, instances: [{ id: 'VZ1', name: 'Support' }] })
})
afterEach(() => server.close())

/** Sends bytes as they are, which no client would, and reads until the server has no more to say. */
const sendRaw = async (head: string, body = ''): Promise<{ status: number; body: string }> => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.end(`${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`)
  const answer = await text(socket)
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
  return { status: Number(status), body: answer.split('\r\n\r\n').slice(1).join('\r\n\r\n') }
}

const bearer = () => `Authorization: Bearer ${server.gateway.tokens.issue()}\nConnection: close`
const here = () => new URL(server.url).host

describe('a request that is meant for a proxy is refused, and the connection is not cut', () => {
  test.each([
    ['an absolute target', 'GET http://evil.example/plans/list HTTP/1.1', 400],
    ['an absolute target of this machine', 'GET http://127.0.0.1/plans/list HTTP/1.1', 400],
    ['an absolute target without a path', 'GET http://evil.example HTTP/1.1', 400],
    ['the target *', 'OPTIONS * HTTP/1.1', 400],
    ['TRACE', 'TRACE /plans/list HTTP/1.1', 400],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1', 400],
    ['a method that is none', 'NONSENSE /plans/list HTTP/1.1', 400],
    ['a target without a slash', 'GET plans/list HTTP/1.1', 400],
  ])('%s', async (_what, line, status) => {
    const got = await sendRaw(`${line}\nHost: ${here()}\nConnection: close`)
    expect(got.status).toBe(status)
    expect(server.gateway.requests).toEqual([])
  })

  test('the target * as a preflight', async () => {
    const preflight = 'Origin: http://localhost:5173\nAccess-Control-Request-Method: PATCH'
    const head = `OPTIONS * HTTP/1.1\nHost: ${here()}\n${preflight}\nConnection: close`
    expect((await sendRaw(head)).status).toBe(400)
  })

  test.each([
    'user@127.0.0.1',
    'user:secret@127.0.0.1:80',
    '@127.0.0.1',
    '127.0.0.1/path',
    '127.0.0.1/',
    '127.0.0.1?query',
    '127.0.0.1#hash',
    '127.0.0.1\\path',
    '127.0.0.1:99999',
    '127.0.0.1 evil.example',
    '[::1',
    '',
  ])('the Host "%s"', async (host) => {
    const got = await sendRaw(`GET /plans/list HTTP/1.1\nHost: ${host}\n${bearer()}`)
    expect([400, 403]).toContain(got.status)
    expect(server.gateway.requests).toEqual([])
  })

  test('two Hosts, or none', async () => {
    const two = `GET /plans/list HTTP/1.1\nHost: ${here()}\nHost: evil.example\n${bearer()}`
    expect([400, 403]).toContain((await sendRaw(two)).status)
    expect([400, 403]).toContain((await sendRaw(`GET /plans/list HTTP/1.1\n${bearer()}`)).status)
    expect([400, 403]).toContain((await sendRaw(`GET /plans/list HTTP/1.0\n${bearer()}`)).status)
  })

  test.each(['http://user@localhost', 'http://localhost/path', 'http://localhost?x'])(
    'the Origin "%s"',
    async (origin) => {
      const head = `GET /plans/list HTTP/1.1\nHost: ${here()}\nOrigin: ${origin}\n${bearer()}`
      expect((await sendRaw(head)).status).toBe(403)
    },
  )

  test('and says what is wrong', async () => {
    const got = await sendRaw(`GET http://evil.example/ HTTP/1.1\nHost: ${here()}\n${bearer()}`)
    expect(got.body).toContain('"code":"bad_request"')
    expect(got.body).toContain('The target must be a path')
  })
})

describe('odd requests that are fine', () => {
  test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9:80', '[::1]:8787'])(
    'the Host %s',
    async (host) => {
      const got = await sendRaw(`GET /plans/list HTTP/1.1\nHost: ${host}\n${bearer()}`)
      expect(got.status).toBe(200)
    },
  )

  test('a GET with a body is answered, whatever the body', async () => {
    for (const body of ['{"a":1}', '[]', 'not JSON', 'x'.repeat(1_500_000)]) {
      const type = 'Content-Type: application/json'
      const head = `GET /plans/list HTTP/1.1\nHost: ${here()}\n${bearer()}\n${type}\nContent-Length: ${body.length}`
      const got = await sendRaw(head, body)
      expect(got.status).toBe(200)
    }
  })

  test('a HEAD, and a path of escapes, dots and slashes, are paths like any other', async () => {
    for (const line of ['HEAD /plans/list', 'GET //evil.example/x', 'GET /%', 'GET /a/../b?#']) {
      const got = await sendRaw(`${line} HTTP/1.1\nHost: ${here()}\n${bearer()}`)
      expect(got.status).toBe(404)
    }
  })

  test('a method that the gateway does not know is 404', async () => {
    for (const method of ['PROPFIND', 'OPTIONS', 'REPORT']) {
      const got = await sendRaw(`${method} /plans/list HTTP/1.1\nHost: ${here()}\n${bearer()}`)
      expect(got.status).toBe(404)
    }
  })
})

describe('a body that is too long is answered 413, and the connection is not cut', {
  timeout: 20_000,
}, () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    })

  /** A body of exactly so many bytes. */
  const bodyOf = (bytes: number, letter = 'x') => {
    const width = new TextEncoder().encode(letter).length
    const room = bytes - '{"a":""}'.length
    return `{"a":"${letter.repeat(Math.floor(room / width))}${'x'.repeat(room % width)}"}`
  }

  test.each(['x', 'é', '日', '😀'])('counted in bytes, of "%s" too', async (letter) => {
    expect((await post('/token', bodyOf(1_000_000, letter))).status).toBe(401)
    expect((await post('/token', bodyOf(1_000_001, letter))).status).toBe(413)
  })

  test('of many megabytes, and the next request is answered', async () => {
    const response = await post('/token', bodyOf(5_000_000))
    expect([response.status, (await response.json()).code]).toEqual([413, 'body_too_large'])
    expect((await post('/token', '{}')).status).toBe(401)
  })

  test('inside the process as well', async () => {
    const request = new Request('https://api.vzaps.com/token', {
      method: 'POST',
      body: bodyOf(1_000_001),
    })
    expect((await server.gateway.fetch(request)).status).toBe(413)
  })

  test('for the controls and the checkout page too', async () => {
    const token = { 'X-Mock-Control': server.controlToken }
    expect((await post('/__mock/advance', bodyOf(1_000_001), token)).status).toBe(413)
  })
})
