import { describe, expect, test } from 'vitest'
import { createStill, only, signIn } from './client.ts'

const one = { instances: [{ id: 'VZ1', name: 'Support' }] }
const subscribe = '/instances/VZ1/subscribe'
const returns = { success_url: 'https://app.example.com/ok' }

describe('a charge whose answer is lost', () => {
  test('was made all the same, and is there once', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    gateway.faults.failNext({ kind: 'dropAnswer' }, { path: subscribe })
    await expect(call('POST', subscribe, {})).rejects.toThrow('Failed to fetch')
    expect(only(gateway).billing_status).toBe('ACTIVE')
    expect(gateway.charges).toEqual([
      {
        at: gateway.now(),
        instanceId: 'VZ1',
        mode: 'direct',
        subscriptionId: expect.stringMatching(/^sub_mock_/),
        amount: 4990,
        currency: 'BRL',
      },
    ])
    expect((await call('POST', subscribe, {})).status).toBe(409)
    expect(gateway.charges).toHaveLength(1)
  })

  test('may be lost behind a status that says nothing about it', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    gateway.faults.failNext({ kind: 'status', status: 504, isApplied: true }, { path: subscribe })
    const { status, body } = await call('POST', subscribe, {})
    expect([status, body.code]).toEqual([504, 'gateway_timeout'])
    expect(gateway.charges).toHaveLength(1)
  })

  test('was not made when the status came first', async () => {
    const gateway = createStill(one)
    gateway.faults.failNext({ kind: 'status', status: 504 }, { path: subscribe })
    expect((await signIn(gateway)('POST', subscribe, {})).status).toBe(504)
    expect(gateway.charges).toEqual([])
  })
})

describe('a payment that takes effect later', () => {
  test('shows on the row at its time, by the card and by the checkout', async () => {
    const gateway = createStill({
      instances: [{ id: 'VZ1' }, { id: 'VZ2' }],
      faults: { activationMs: 60_000 },
    })
    const call = signIn(gateway)
    await call('POST', subscribe, {})
    const { body } = await call('POST', '/instances/VZ2/subscribe', returns)
    gateway.completeCheckout(body.session_id)
    const before = gateway.instances.list()
    gateway.advance(59_999)
    expect(gateway.instances.list()).toEqual(before)
    expect(before.map((row) => row.billing_status)).toEqual(['TRIALING', 'TRIALING'])
    gateway.advance(1)
    expect(gateway.instances.list()).toMatchObject([
      { billing_status: 'ACTIVE', updated_at: '2026-04-13T12:01:00.000Z' },
      { billing_status: 'ACTIVE', updated_at: '2026-04-13T12:01:00.000Z' },
    ])
  })

  test('can be made twice until then, and both are there', async () => {
    const gateway = createStill({ ...one, faults: { activationMs: 60_000 } })
    const call = signIn(gateway)
    await call('POST', subscribe, {})
    expect((await call('POST', subscribe, {})).status).toBe(200)
    const [first, second] = gateway.charges
    expect(gateway.charges).toHaveLength(2)
    expect(first?.subscriptionId).not.toBe(second?.subscriptionId)
  })

  test('brings back an instance whose trial ended meanwhile', async () => {
    const dayMs = 24 * 3_600_000
    const gateway = createStill({ ...one, faults: { activationMs: 10 * dayMs } })
    await signIn(gateway)('POST', subscribe, {})
    gateway.advance(8 * dayMs)
    expect(only(gateway).billing_status).toBe('EXPIRED')
    gateway.advance(2 * dayMs)
    expect(only(gateway)).toMatchObject({ billing_status: 'ACTIVE', expired_at: null })
  })
})

describe('a card', () => {
  test('that is declined pays nothing, and the next one does', async () => {
    const gateway = createStill({ ...one, faults: { payment: 'declined' } })
    const call = signIn(gateway)
    const { status, body } = await call('POST', subscribe, {})
    expect([status, body.code]).toEqual([402, 'card_declined'])
    expect(only(gateway).billing_status).toBe('TRIALING')
    gateway.faults.set({ payment: 'accepted' })
    await call('POST', subscribe, {})
    expect(gateway.charges).toHaveLength(1)
  })

  test('that waits for its owner leaves the subscription incomplete until it is paid', async () => {
    const gateway = createStill({ ...one, faults: { payment: 'incomplete' } })
    const call = signIn(gateway)
    expect((await call('POST', subscribe, {})).body).toMatchObject({ mode: 'direct' })
    expect(only(gateway).billing_status).toBe('INCOMPLETE')
    expect(gateway.charges).toEqual([])
    gateway.faults.set({ payment: 'accepted' })
    expect((await call('POST', subscribe, {})).status).toBe(200)
    expect(only(gateway).billing_status).toBe('ACTIVE')
  })

  test('that waits for its owner does not bring back what has expired', async () => {
    const gateway = createStill({
      instances: [{ id: 'VZ1', billing_status: 'EXPIRED' }],
      faults: { payment: 'incomplete' },
    })
    const call = signIn(gateway)
    await call('POST', subscribe, {})
    expect(only(gateway).billing_status).toBe('INCOMPLETE')
    expect((await call('GET', '/instances/VZ1/session/qr')).body.code).toBe('expired')
  })
})

describe.each(['PAST_DUE', 'INCOMPLETE'])('an instance that is %s', (billing_status) => {
  const at = () => createStill({ instances: [{ id: 'VZ1', billing_status, connected: true }] })

  test('is paid by subscribing', async () => {
    const gateway = at()
    expect((await signIn(gateway)('POST', subscribe, {})).status).toBe(200)
    expect(only(gateway)).toMatchObject({ billing_status: 'ACTIVE', connected: true })
  })

  test('ends at once when it is cancelled', async () => {
    const gateway = at()
    expect((await signIn(gateway)('PUT', '/instances/VZ1/cancel')).status).toBe(200)
    expect(only(gateway)).toMatchObject({ billing_status: 'EXPIRED', connected: false })
  })

  test('has nothing to resume', async () => {
    const call = signIn(at())
    expect((await call('POST', '/instances/VZ1/resume-subscription')).status).toBe(409)
  })
})

describe('the checkouts', () => {
  test('are there with their state', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const open = async () => (await call('POST', subscribe, returns)).body
    const [first, second, third] = [await open(), await open(), await open()]
    gateway.completeCheckout(first.session_id)
    gateway.failCheckout(second.session_id)
    expect(gateway.checkouts.list()).toMatchObject([
      { instanceId: 'VZ1', url: first.url, status: 'paid' },
      { status: 'failed' },
      { sessionId: third.session_id, successUrl: returns.success_url, status: 'open' },
    ])
    expect(gateway.checkouts.get(third.session_id)?.cancelUrl).toBeNull()
  })

  test('can be paid one after the other, which is paying twice', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    for (let count = 0; count < 2; count += 1) {
      gateway.faults.set({ activationMs: 1_000 })
      const { body } = await call('POST', subscribe, returns)
      gateway.completeCheckout(body.session_id)
    }
    expect(gateway.charges.map(({ mode }) => mode)).toEqual(['checkout', 'checkout'])
  })

  test('of an instance that was deleted cannot be paid', async () => {
    const gateway = createStill(one)
    const { body } = await signIn(gateway)('POST', subscribe, returns)
    gateway.instances.remove('VZ1')
    expect(() => gateway.completeCheckout(body.session_id)).toThrow('no instance VZ1')
    expect(gateway.charges).toEqual([])
  })

  test('lead to the page that was said, with a query of their own', async () => {
    const gateway = createStill({ ...one, checkoutUrl: 'https://app.example.com/#/pay' })
    const { body } = await signIn(gateway)('POST', subscribe, { success_url: 'https://a.b/?x=1&y' })
    expect(body.url).toBe(
      `https://app.example.com/?session_id=${body.session_id}&success_url=https%3A%2F%2Fa.b%2F%3Fx%3D1%26y#/pay`,
    )
  })

  test('are forgotten by a reset, with the charges', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    await call('POST', subscribe, returns)
    await call('POST', subscribe, {})
    gateway.reset()
    expect([gateway.checkouts.list(), gateway.charges]).toEqual([[], []])
  })
})

describe('a deleted instance that the list shows a while longer', () => {
  test('is gone for everything but the list', async () => {
    const gateway = createStill({
      instances: [{ id: 'VZ1', name: 'Support' }, { id: 'VZ2' }],
      faults: { lingerMs: 5_000 },
    })
    const call = signIn(gateway)
    const listed = async () => (await call('POST', '/instances/list', {})).body
    const before = await listed()
    expect((await call('DELETE', '/instances/VZ1')).status).toBe(204)
    expect(await listed()).toEqual(before)
    expect((await call('POST', '/instances/get', { id: 'VZ1' })).status).toBe(404)
    expect((await call('GET', '/instances/VZ1/session/status')).status).toBe(404)
    expect((await call('DELETE', '/instances/VZ1')).status).toBe(404)
    expect(gateway.instances.list().map(({ id }) => id)).toEqual(['VZ2'])
    expect(() => gateway.scanQr('VZ1')).toThrow('no instance VZ1')
    gateway.advance(4_999)
    expect((await listed()).total).toBe(2)
    gateway.advance(1)
    expect(await listed()).toMatchObject({ total: 1, summary: { total: 1 } })
  })

  test('leaves its name to others', async () => {
    const gateway = createStill({ ...one, faults: { lingerMs: 5_000 } })
    const call = signIn(gateway)
    await call('DELETE', '/instances/VZ1')
    expect((await call('PUT', '/instances/create', { name: 'Support' })).status).toBe(201)
    expect((await call('POST', '/instances/list', {})).body.total).toBe(2)
  })
})

describe('expires_in', () => {
  test.each([0, 1, 999, 1_500])('is a whole number from 1 on with a life of %i ms', async (ms) => {
    const gateway = createStill({ faults: { tokenLifetimeMs: ms } })
    const { clientToken, clientSecret } = gateway.credentials
    const call = signIn(gateway)
    const { body } = await call('POST', '/token', {
      client_token: clientToken,
      client_secret: clientSecret,
    })
    expect(body.expires_in).toBe(1)
    const payload = JSON.parse(atob(body.access_token.split('.')[1]))
    expect(payload.exp).toBe(payload.iat + 1)
  })
})
