import { describe, expect, test } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { TokenHandlerOptions } from 'vzaps-rtk/server'
import { createVZapsTokenHandler } from 'vzaps-rtk/server'
import { createClock } from '../support/clock.ts'
import { mountStore } from '../support/setup.ts'
import { createWire, json } from '../support/wire.ts'

const setup = (options: Partial<TokenHandlerOptions> = {}) => {
  const clock = createClock()
  const gateway = createMockGateway({ now: clock.now })
  const wire = createWire(gateway.fetch)
  const handler = createVZapsTokenHandler({
    ...gateway.credentials,
    authorize: () => true,
    platform: {
      fetch: wire.fetch,
      now: clock.now,
      setTimeout: clock.setTimeout,
      clearTimeout: clock.clearTimeout,
    },
    ...options,
  })
  const post = async (init: RequestInit = {}) => {
    const response = await handler(
      new Request('https://app.test/vzaps/token', { method: 'POST', ...init }),
    )
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  return { handler, post, gateway, wire, clock }
}

describe('a token handler', () => {
  test('answers what getToken gives on, and nothing keeps it', async () => {
    const at = setup()
    const { status, headers, body } = await at.post()
    expect(status).toBe(200)
    expect(body).toEqual({ accessToken: expect.stringMatching(/^eyJ/), expiresIn: 3600 })
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(at.wire.sent).toHaveLength(1)
    expect(at.wire.sent[0]?.body).toEqual({
      client_token: at.gateway.credentials.clientToken,
      client_secret: at.gateway.credentials.clientSecret,
    })
  })

  test('is what the client signs in with', async () => {
    const at = setup()
    const vzaps = createVZapsApi({
      auth: {
        getToken: async ({ signal }) => {
          const request = new Request('https://app.test/vzaps/token', { method: 'POST', signal })
          return (await at.handler(request)).json()
        },
      },
      platform: { fetch: at.wire.fetch, now: at.clock.now },
      retry: false,
    })
    const { store } = mountStore([vzaps])
    const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    expect(page.total).toBe(3)
  })

  test('shares a token for half a minute, then gets another one', async () => {
    const at = setup()
    const [first, second] = await Promise.all([at.post(), at.post()])
    expect(first.body).toEqual(second.body)
    at.clock.advance(29_999)
    expect((await at.post()).body).toEqual({ ...first.body, expiresIn: 3570 })
    at.clock.advance(1)
    const later = await at.post()
    expect(later.body.accessToken).not.toBe(first.body.accessToken)
    expect(later.body.expiresIn).toBe(3600)
    expect(at.wire.sent).toHaveLength(2)
  })

  test.each<[string, TokenHandlerOptions['authorize'], number, string | undefined]>([
    ['false', () => false, 403, 'forbidden'],
    ['a Response', () => Response.json({ code: 'mine' }, { status: 401 }), 401, 'mine'],
    ['nothing', () => undefined as never, 500, 'config'],
    ['instances', () => ({ instances: ['VZ1'] }) as never, 500, 'config'],
    [
      'an exception',
      () => {
        throw new Error('no database')
      },
      500,
      'authorize-failed',
    ],
    ['a rejection', () => Promise.reject(new Error('no database')), 500, 'authorize-failed'],
  ])('gives no token where authorize gives %s', async (_what, authorize, status, code) => {
    const at = setup({ authorize })
    const answer = await at.post()
    expect(answer).toMatchObject({ status, body: { code } })
    expect(JSON.stringify(answer.body)).not.toMatch(/eyJ|database/)
    expect(at.wire.sent).toEqual([])
  })

  test.each([
    [{ Origin: 'https://evil.test' }],
    [{ Origin: 'null' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
  ])('gives none to a page of another origin: %j', async (headers) => {
    const at = setup()
    expect((await at.post({ headers: headers as Record<string, string> })).status).toBe(403)
    expect(at.wire.sent).toEqual([])
  })

  test('gives one to a page of an origin that is listed', async () => {
    const at = setup({ allowedOrigins: ['https://admin.test'] })
    const { status, headers } = await at.post({ headers: { Origin: 'https://admin.test' } })
    expect(status).toBe(200)
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://admin.test')
  })

  test('is asked with POST only', async () => {
    const at = setup()
    expect((await at.handler(new Request('https://app.test/vzaps/token'))).status).toBe(405)
    expect(at.wire.sent).toEqual([])
  })

  test.each([
    [401, 502, 'credentials'],
    [429, 429, 'rate-limit'],
    [500, 500, 'no-token'],
  ])('says why there is none, without the credentials: %i', async (status, expected, code) => {
    const at = setup()
    const { clientSecret } = at.gateway.credentials
    const echo = json({ message: `bad ${clientSecret}` }, status, { 'Retry-After': '4' })
    at.wire.answer('POST /token', echo)
    const answer = await at.post()
    expect(answer).toMatchObject({ status: expected, body: { code } })
    expect(JSON.stringify(answer.body)).not.toContain(clientSecret)
    // The next one tries again.
    expect((await at.post()).status).toBe(200)
  })
})
