import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MockGateway } from '../../src/mock/index.ts'
import { build, createStill, only, send } from './client.ts'

/** A signal as React Native has it: no reason, no `throwIfAborted`, and nothing static. */
const createBareSignal = () => {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    addEventListener: (_type: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => listeners.delete(listener),
  }
  return {
    signal,
    listeners,
    abort: () => {
      signal.aborted = true
      for (const listener of [...listeners]) listener()
    },
  }
}

/** A request as React Native has it: the address as it was written, and a signal only if one was given. */
const buildBare = (
  method: string,
  path: string,
  { jwt, body, signal }: { jwt?: string; body?: unknown; signal?: unknown } = {},
): Request => {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (jwt !== undefined) headers.set('Authorization', `Bearer ${jwt}`)
  return {
    url: `https://api.vzaps.com${path}`,
    method,
    headers,
    signal,
    text: async () => (body === undefined ? '' : JSON.stringify(body)),
  } as unknown as Request
}

/** A `URL` that is a text and knows nothing of its parts. */
class BareUrl {
  readonly href: string
  constructor(url: string) {
    this.href = url
  }
  get pathname(): string {
    throw new Error('URL.pathname is not implemented')
  }
  get searchParams(): never {
    throw new Error('URL.searchParams is not implemented')
  }
}

// Node's own fetch is loaded at its first use, and needs what is about to go.
await new Response(JSON.stringify(new Headers())).text()

/** A `Response` that takes a text and no stream. */
class BareResponse {
  readonly status: number
  readonly headers: Headers
  readonly #body: string | null
  constructor(body: string | null, { status, headers }: { status: number; headers: Headers }) {
    if (body !== null && typeof body !== 'string') throw new Error('The body is not a text')
    this.status = status
    this.headers = headers
    this.#body = body
  }
  async text(): Promise<string> {
    return this.#body ?? ''
  }
  async json(): Promise<unknown> {
    return JSON.parse(this.#body ?? '')
  }
}

const { throwIfAborted } = AbortSignal.prototype

beforeEach(() => {
  vi.stubGlobal('window', {})
  vi.stubGlobal('navigator', { product: 'ReactNative' })
  vi.stubGlobal('URL', BareUrl)
  vi.stubGlobal('Response', BareResponse)
  for (const name of [
    'document',
    'btoa',
    'atob',
    'ReadableStream',
    'TextEncoder',
    'DOMException',
  ]) {
    vi.stubGlobal(name, undefined)
  }
  // @ts-expect-error it is always there where the types come from
  delete AbortSignal.prototype.throwIfAborted
})

afterEach(() => {
  AbortSignal.prototype.throwIfAborted = throwIfAborted
  vi.unstubAllGlobals()
})

describe('on a platform like React Native, the gateway', () => {
  const one = { instances: [{ id: 'VZ1', name: 'Support' }] }

  test('answers a whole flow', async () => {
    const gateway = createStill(one)
    const { clientToken, clientSecret } = gateway.credentials
    const call = async (method: string, path: string, body?: unknown, jwt?: string) => {
      const given = { ...(jwt !== undefined && { jwt }), body }
      const response = await gateway.fetch(buildBare(method, path, given))
      return { status: response.status, body: await response.json().catch(() => undefined) }
    }
    const credentials = { client_token: clientToken, client_secret: clientSecret }
    const jwt = (await call('POST', '/token', credentials)).body.access_token
    expect((await call('POST', '/instances/list?a=1', { page: 1 }, jwt)).body.total).toBe(1)
    const hook = { webhookURL: 'https://hooks.example.com' }
    expect((await call('POST', '/instances/VZ1/webhook', hook, jwt)).status).toBe(200)
    const qr = await call('GET', '/instances/VZ1/session/qr', undefined, jwt)
    expect(qr.body.data.qr_code).toMatch(/^data:image\/png;base64,iVBORw0KGgo/)
    gateway.scanQr('VZ1')
    const pages = { success_url: 'https://app.example.com/ok' }
    const checkout = await call('POST', '/instances/VZ1/subscribe', pages, jwt)
    expect(checkout.body.url).toContain('success_url=https%3A%2F%2Fapp.example.com%2Fok')
    gateway.completeCheckout(checkout.body.session_id)
    expect((await call('DELETE', '/instances/VZ1', undefined, jwt)).status).toBe(204)
    expect(gateway.requests[1]).toMatchObject({
      path: '/instances/list',
      headers: { authorization: `Bearer ${jwt}` },
    })
  })

  test('answers a Request whose signal is that of the platform', async () => {
    expect((await send(createStill(one), build('GET', '/plans/list'))).status).toBe(401)
  })

  const rejected = async (pending: Promise<unknown>) =>
    pending.then(
      () => 'resolved',
      (error: Error) => error.name,
    )

  test('ends a call that was aborted before it started', async () => {
    const gateway = createStill(one)
    const bare = createBareSignal()
    bare.abort()
    const { signal } = bare
    expect(await rejected(gateway.fetch(buildBare('GET', '/plans/list', { signal })))).toBe(
      'AbortError',
    )
    expect(gateway.requests).toEqual([])
  })

  test.each(['latency', 'stall'] as const)('ends one that meets a fault: %s', async (kind) => {
    const gateway: MockGateway = createStill(one)
    gateway.faults.failNext(kind === 'latency' ? { kind, ms: 60_000 } : { kind })
    const { signal, listeners, abort } = createBareSignal()
    const jwt = gateway.tokens.issue()
    const pending = rejected(gateway.fetch(buildBare('DELETE', '/instances/VZ1', { signal, jwt })))
    await vi.waitFor(() => expect(listeners.size).toBe(1))
    if (kind === 'stall') await vi.waitFor(() => expect(gateway.instances.list()).toEqual([]))
    abort()
    expect(await pending).toBe('AbortError')
  })

  test('stalls before the headers where there are no streams', async () => {
    const gateway = createStill(one)
    gateway.faults.failNext({ kind: 'stall' })
    const { signal, abort } = createBareSignal()
    const jwt = gateway.tokens.issue()
    const body = { name: 'Changed' }
    const pending = rejected(
      gateway.fetch(buildBare('PATCH', '/instances/VZ1', { signal, jwt, body })),
    )
    await vi.waitFor(() => expect(only(gateway).name).toBe('Changed'))
    abort()
    expect(await pending).toBe('AbortError')
  })

  test('leaves no listener on a signal whose call is over', async () => {
    const gateway = createStill({ ...one, faults: { latencyMs: 2 } })
    const { signal, listeners } = createBareSignal()
    await gateway.fetch(buildBare('GET', '/plans/list', { signal }))
    expect(listeners.size).toBe(0)
  })
})
