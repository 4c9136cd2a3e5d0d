import { once } from 'node:events'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { firstValueFrom } from 'rxjs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { startMockServer } from 'vzaps-rtk/mock/node'
import type { RelayOptions, RequestHandler } from 'vzaps-rtk/server'
import { createVZapsRelay, toNodeListener } from 'vzaps-rtk/server'
import { WebSocket } from 'ws'
import { deferred } from '../support/async.ts'
import { mountStore } from '../support/setup.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const listen = async (listener: RequestListener) => {
  const server: Server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const serve = (handler: RequestHandler) => listen(toNodeListener(handler))

/** The relay on one server, the fake gateway on another. */
const setup = async (options: Partial<RelayOptions> = {}) => {
  const upstream = await startMockServer({ instances: [{ id: 'VZ1', name: 'Support' }] })
  closers.push(upstream.close)
  const relay = createVZapsRelay({
    ...upstream.gateway.credentials,
    baseUrl: upstream.url,
    authorize: () => ({ instances: ['VZ1'] }),
    ...options,
  })
  return { upstream, relay, url: await serve(relay) }
}

const headers = { 'Content-Type': 'application/json', 'X-VZaps-Client': '1' }
const get = { method: 'POST', headers, body: '{"id":"VZ1"}' }

/** Writes bytes as they are, and gives all that comes back until the connection ends. */
const raw = async (url: string, bytes: string): Promise<string> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const answer = text(socket)
  socket.write(bytes)
  return answer
}

describe('on a server of Node’s own', () => {
  test('the relay answers over the wire', async () => {
    const { url } = await setup()
    const answer = await fetch(`${url}/relay/instances/get`, get)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ id: 'VZ1', name: 'Support' })
    const list = await fetch(`${url}/relay/instances/list`, { ...get, body: '{}' })
    expect(await list.json()).toMatchObject({ total: 1, content: [{ id: 'VZ1' }] })
    const gone = await fetch(`${url}/relay/instances/VZ1`, { method: 'DELETE', headers })
    expect({ status: gone.status, text: await gone.text() }).toEqual({ status: 204, text: '' })
  })

  test('a client that leaves is left upstream too', async () => {
    const { url, upstream } = await setup()
    upstream.gateway.faults.set({ latencyMs: 60_000 })
    const controller = new AbortController()
    const arrived = deferred<void>()
    const left = deferred<void>()
    const seen: AbortSignal[] = []
    const relay = createVZapsRelay({
      ...upstream.gateway.credentials,
      authorize: () => true,
      platform: {
        fetch: (request) => {
          if (request.url.endsWith('/token')) {
            return Promise.resolve(Response.json({ access_token: 'a-token', expires_in: 3600 }))
          }
          seen.push(request.signal)
          arrived.resolve()
          request.signal.addEventListener('abort', () => left.resolve())
          return new Promise(() => {})
        },
      },
    })
    const other = await serve(relay)
    const running = fetch(`${other}/relay/instances/get`, { ...get, signal: controller.signal })
    const failed = expect(running).rejects.toThrow()
    await arrived.promise
    controller.abort()
    await left.promise
    await failed
    expect(seen[0]?.aborted).toBe(true)
    expect(url).toMatch(/^http/)
  })

  test('a body that is too long is answered before its end, and the connection closed', async () => {
    const { url } = await setup({ maxBodyBytes: 1_000 })
    const answer = await raw(
      url,
      `PATCH /relay/instances/VZ1 HTTP/1.1\r\nHost: a\r\nX-VZaps-Client: 1\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"name":"`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toMatch(/\r\nConnection: close\r\n/i)
  })

  test('a body that drips is given up on', async () => {
    const { url } = await setup({ bodyTimeoutMs: 50 })
    const answer = await raw(
      url,
      `PATCH /relay/instances/VZ1 HTTP/1.1\r\nHost: a\r\nX-VZaps-Client: 1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  test.each([
    ['two lengths', 'Content-Length: 12\r\nContent-Length: 40\r\n\r\n{"id":"VZ1"}'],
    [
      'a length and chunks',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
    ],
    ['chunks by another name', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['a folded header', 'X-A: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a header with a blank before its colon', 'Content-Length : 12\r\n\r\n{"id":"VZ1"}'],
    ['a header without a name', ': 1\r\n\r\n'],
    ['a line break in a header', 'X-A: 1\rX-B: 2\r\n\r\n'],
  ])('a request is not smuggled in by %s', async (_what, rest) => {
    const seen: string[] = []
    const { url } = await setup({ onActivity: ({ operation }) => seen.push(String(operation)) })
    const answer = await raw(
      url,
      `POST /relay/instances/get HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-VZaps-Client: 1\r\nContent-Type: application/json\r\n${rest}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(seen).not.toContain('undefined')
  })

  test.each([
    ['http://evil.test/relay/instances/get', 'a'],
    ['*', 'a'],
    ['relay/instances/get', 'a'],
    ['/relay/instances/get', 'evil.test/relay/instances/get?'],
    ['/nothing', 'a/relay/instances/get#'],
    ['/relay/instances/get', 'user@a'],
    ['/relay/instances/get', 'a b'],
    ['/relay/instances/get', ''],
    ['/relay/instances/get', 'a\r\nHost: b'],
  ])('a target or host that is none is refused: %s at %s', async (target, host) => {
    const seen: unknown[] = []
    const { url } = await setup({ onActivity: (activity) => seen.push(activity) })
    const answer = await raw(
      url,
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nX-VZaps-Client: 1\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"id":"VZ1"}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(seen).toEqual([])
  })

  test('the app’s own answers keep their cookies, and come as they are written', async () => {
    const chunks = deferred<ReadableStreamDefaultController<Uint8Array>>()
    const url = await serve(async () => {
      const answer = new Response(
        new ReadableStream<Uint8Array>({ start: (controller) => chunks.resolve(controller) }),
        { status: 418 },
      )
      answer.headers.append('Set-Cookie', 'a=1')
      answer.headers.append('Set-Cookie', 'b=2')
      return answer
    })
    const running = fetch(url)
    const controller = await chunks.promise
    controller.enqueue(new TextEncoder().encode('one'))
    const answer = await running
    expect(answer.status).toBe(418)
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const reader = answer.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('one')
    controller.enqueue(new TextEncoder().encode('two'))
    controller.close()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('two')
    expect((await reader?.read())?.done).toBe(true)
  })

  test('a long answer to a slow reader is not piled up', async () => {
    let given = 0
    const url = await serve(async () => {
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          given += 1
          controller.enqueue(new Uint8Array(64 * 1024))
        },
      })
      return new Response(endless)
    })
    const answer = await fetch(url)
    const before = given
    await answer.body?.cancel()
    expect(before).toBeLessThan(2_000)
  })

  test('a handler that throws cuts the connection instead of ending the process', async () => {
    const url = await serve(() => Promise.reject(new Error('broken')))
    await expect(fetch(url)).rejects.toThrow()
  })
})

describe('in an app that routes and parses as Express does', () => {
  /** `app.use(express.json()); app.use('/relay', ...)`: the body is parsed, and `url` cut. */
  const asExpress =
    (listener: RequestListener, parse: (body: string) => unknown): RequestListener =>
    async (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const body = await text(incoming)
      const { url = '' } = incoming
      Object.assign(incoming, { originalUrl: url, url: url.replace('/relay', '') })
      if (body !== '') Object.assign(incoming, { body: parse(body) })
      listener(incoming, outgoing)
    }

  test.each<[string, (body: string) => unknown]>([
    ['JSON', (body) => JSON.parse(body)],
    ['text', (body) => body],
    ['bytes', (body) => Buffer.from(body)],
  ])('the relay answers all the same: %s', async (_what, parse) => {
    const { relay } = await setup()
    const url = await listen(asExpress(toNodeListener(relay), parse))
    const answer = await fetch(`${url}/relay/instances/get`, get)
    expect(await answer.json()).toMatchObject({ id: 'VZ1' })
    const status = await fetch(`${url}/relay/instances/VZ1/session/status`, { headers })
    expect(status.status).toBe(200)
  })
})

describe('events over the wire', () => {
  const connect = async () => {
    const upstream = await startMockServer({ instances: [{ id: 'VZ1', name: 'Support' }] })
    closers.push(upstream.close)
    const gone = deferred<void>()
    const relay = createVZapsRelay({
      ...upstream.gateway.credentials,
      baseUrl: upstream.url,
      realtimeUrl: upstream.url.replace('http', 'ws'),
      WebSocket,
      authorize: ({ request }) => {
        request.signal.addEventListener('abort', () => gone.resolve())
        return { instances: ['VZ1'] }
      },
    })
    const url = `${await serve(relay)}/relay`
    const vzaps = createVZapsApi({ baseUrl: url, auth: { proxy: true } })
    const { store } = mountStore([vzaps])
    closers.push(async () => vzaps.dispose())
    const { realtime } = upstream.gateway
    return { vzaps, store, push: realtime.send, acks: () => realtime.acks, gone: gone.promise }
  }

  test('reach a client of Node’s own fetch, and are acknowledged', async () => {
    const at = await connect()
    const events = at.vzaps.connect(at.store).events$('VZ1')
    const first = firstValueFrom(events)
    const { realtime } = at.vzaps.connect(at.store) as unknown as {
      realtime: { stateOf(id: string): { status: string } }
    }
    await vi.waitUntil(() => realtime.stateOf('VZ1').status === 'open', { timeout: 30_000 })
    at.push('VZ1', { id: 'e1', type: 'Message', data: { text: 'Olá' } })
    expect(await first).toMatchObject({ id: 'e1', instanceId: 'VZ1', data: { text: 'Olá' } })
    await vi.waitUntil(() => at.acks().includes('e1'), { timeout: 30_000 })
    // It was the last one who listened.
    await at.gone
  })
})
