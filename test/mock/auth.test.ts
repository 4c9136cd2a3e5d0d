import { describe, expect, test } from 'vitest'
import { build, createStill, only, send } from './client.ts'

const one = { instances: [{ name: 'Support' }] }

const signInWith = (gateway: ReturnType<typeof createStill>, secret: string) => {
  const body = { client_token: gateway.credentials.clientToken, client_secret: secret }
  return send(gateway, build('POST', '/token', body))
}

describe('the token route', () => {
  test('gives a JWT that carries its expiry and opens the owner routes', async () => {
    const gateway = createStill()
    const { status, body } = await signInWith(gateway, gateway.credentials.clientSecret)
    expect(status).toBe(200)
    expect(body.expires_in).toBe(3600)
    const payload = JSON.parse(atob(body.access_token.split('.')[1]))
    expect(payload.exp).toBe(gateway.now() / 1000 + 3600)
    const headers = { Authorization: `Bearer ${body.access_token}` }
    expect((await send(gateway, build('GET', '/plans/list', undefined, headers))).status).toBe(200)
  })

  test('answers 401 to bad credentials', async () => {
    const { status, body } = await signInWith(createStill(), 'wrong')
    expect(status).toBe(401)
    expect(body).toEqual({ code: 'bad_credentials', message: 'bad credentials', details: null })
  })

  test('gives tokens as long a life as the fault says', async () => {
    const gateway = createStill({ faults: { tokenLifetimeMs: 5_000 } })
    const { body } = await signInWith(gateway, gateway.credentials.clientSecret)
    expect(body.expires_in).toBe(5)
  })
})

describe('a JWT', () => {
  const plans = (jwt: string) =>
    build('GET', '/plans/list', undefined, { Authorization: `Bearer ${jwt}` })

  test('is refused with 401 when it is unknown, too old, expired or revoked', async () => {
    const gateway = createStill()
    const codes: string[] = []
    const ask = async (jwt: string) => {
      const { status, body } = await send(gateway, plans(jwt))
      expect(status).toBe(401)
      codes.push(body.code)
    }
    await ask('a.b.c')
    const old = gateway.tokens.issue(1_000)
    gateway.advance(1_000)
    await ask(old)
    const expired = gateway.tokens.issue()
    gateway.tokens.expire()
    await ask(expired)
    const revoked = gateway.tokens.issue()
    gateway.tokens.revoke()
    await ask(revoked)
    expect(codes).toEqual(['token_unknown', 'token_expired', 'token_expired', 'token_revoked'])
  })

  test('issued after an expiry is good again', async () => {
    const gateway = createStill()
    gateway.tokens.issue()
    gateway.tokens.expire()
    expect((await send(gateway, plans(gateway.tokens.issue()))).status).toBe(200)
  })
})

describe('the X- tokens', () => {
  const call = (
    gateway: ReturnType<typeof createStill>,
    path: string,
    headers: Record<string, string>,
    method = 'GET',
  ) => send(gateway, build(method, `/instances/${only(gateway).id}${path}`, undefined, headers))

  test('open session and webhook routes without a JWT, both together only', async () => {
    const gateway = createStill(one)
    const tokens = {
      'X-Client-Token': gateway.credentials.clientToken,
      'X-Instance-Token': only(gateway).token,
    }
    expect((await call(gateway, '/session/status', tokens)).status).toBe(200)
    expect((await call(gateway, '/webhook', tokens)).status).toBe(200)
    const half = { 'X-Instance-Token': only(gateway).token }
    expect((await call(gateway, '/session/status', half)).status).toBe(401)
  })

  test('do not open the routes that need the owner', async () => {
    const gateway = createStill(one)
    const tokens = {
      'X-Client-Token': gateway.credentials.clientToken,
      'X-Instance-Token': only(gateway).token,
    }
    for (const [method, path] of [
      ['POST', '/restart'],
      ['POST', '/subscribe'],
      ['PUT', '/cancel'],
      ['DELETE', ''],
    ] as const) {
      expect((await call(gateway, path, tokens, method)).status).toBe(401)
    }
  })

  test('are 403 when they belong to somebody else, beside a good JWT too', async () => {
    const gateway = createStill(one)
    const jwt = { Authorization: `Bearer ${gateway.tokens.issue()}` }
    const other = await call(gateway, '/webhook', { ...jwt, 'X-Client-Token': 'other' })
    expect([other.status, other.body.code]).toEqual([403, 'client_token_mismatch'])
    const wrong = await call(gateway, '/webhook', { ...jwt, 'X-Instance-Token': 'inst_other' })
    expect([wrong.status, wrong.body.code]).toEqual([403, 'instance_token_mismatch'])
  })
})
