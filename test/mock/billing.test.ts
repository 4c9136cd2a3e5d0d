import { describe, expect, test } from 'vitest'
import { periodEnd } from '../../src/mock/account/subscription.ts'
import { createStill, only, signIn } from './client.ts'

const dayMs = 24 * 3_600_000
const one = { instances: [{ id: 'VZ1', name: 'Support', connected: true }] }
const path = (rest: string) => `/instances/VZ1${rest}`

describe('a trial', () => {
  test('ends after seven days and takes the session with it', async () => {
    const gateway = createStill(one)
    gateway.advance(7 * dayMs - 1)
    expect(only(gateway)).toMatchObject({ billing_status: 'TRIALING', connected: true })
    gateway.advance(1)
    expect(only(gateway)).toMatchObject({
      billing_status: 'EXPIRED',
      expired_at: '2026-04-20T12:00:00.000Z',
      connected: false,
    })
    const call = signIn(gateway)
    expect((await call('GET', path('/session/qr'))).body.code).toBe('expired')
    expect((await call('GET', path('/session/paircode/5511999999999'))).status).toBe(409)
    await call('POST', path('/subscribe'), {})
    expect(only(gateway)).toMatchObject({ billing_status: 'ACTIVE', expired_at: null })
  })

  test('that is cancelled ends at once', async () => {
    const gateway = createStill(one)
    const { status, body } = await signIn(gateway)('PUT', path('/cancel'))
    expect([status, body]).toEqual([200, { message: 'Instance canceled successfully' }])
    expect(only(gateway).expired_at).toBe('2026-04-13T12:00:00.000Z')
  })
})

describe('subscribing', () => {
  test('without pages of the app charges the default card at once', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const { body } = await call('POST', path('/subscribe'), {})
    expect(body).toMatchObject({ mode: 'direct', url: null, session_id: null })
    expect(body.subscription_id).toMatch(/^sub_/)
    gateway.advance(90 * dayMs)
    expect(only(gateway)).toMatchObject({ billing_status: 'ACTIVE', expired_at: null })
    expect((await call('POST', path('/subscribe'), {})).status).toBe(409)
  })

  test('with pages of the app waits for the checkout', async () => {
    const gateway = createStill(one)
    const returns = {
      success_url: 'https://app.example.com/ok?a=1',
      cancel_url: 'https://app.example.com/no',
    }
    const { body } = await signIn(gateway)('POST', path('/subscribe'), returns)
    expect(body).toMatchObject({ mode: 'checkout', subscription_id: null })
    const url = new URL(body.url)
    expect(url.origin + url.pathname).toBe('http://127.0.0.1/checkout')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      session_id: body.session_id,
      ...returns,
    })
    expect(only(gateway).billing_status).toBe('TRIALING')
    gateway.completeCheckout(body.session_id)
    expect(only(gateway).billing_status).toBe('ACTIVE')
    expect(() => gateway.completeCheckout(body.session_id)).toThrow('no open checkout')
  })

  test('changes nothing when the checkout fails', async () => {
    const gateway = createStill(one)
    const returns = { success_url: 'https://app.example.com/ok' }
    const { body } = await signIn(gateway)('POST', path('/subscribe'), returns)
    gateway.failCheckout(body.session_id)
    expect(only(gateway).billing_status).toBe('TRIALING')
    expect(() => gateway.completeCheckout(body.session_id)).toThrow('no open checkout')
  })

  test('refuses a page that is not a URL', async () => {
    const call = signIn(createStill(one))
    expect((await call('POST', path('/subscribe'), { success_url: 'ok' })).status).toBe(422)
  })
})

describe('cancelling a subscription', () => {
  test.each(['PUT', 'DELETE'])('by %s schedules the end of the period', async (method) => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    await call('POST', path('/subscribe'), {})
    gateway.advance(35 * dayMs)
    const { body } = await call(method, path('/cancel'))
    expect(body).toEqual({ message: 'Subscription will be canceled at 2026-06-13T12:00:00.000Z' })
    expect(only(gateway)).toMatchObject({
      billing_status: 'ACTIVE',
      cancel_at: '2026-06-13T12:00:00.000Z',
    })
    expect((await call(method, path('/cancel'))).status).toBe(409)
    gateway.advance(26 * dayMs)
    expect(only(gateway)).toMatchObject({
      billing_status: 'EXPIRED',
      expired_at: '2026-06-13T12:00:00.000Z',
      cancel_at: null,
    })
    expect((await call(method, path('/cancel'))).status).toBe(409)
  })

  test('can be taken back until then', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    expect((await call('POST', path('/resume-subscription'))).status).toBe(409)
    await call('POST', path('/subscribe'), {})
    await call('PUT', path('/cancel'))
    expect((await call('POST', path('/resume-subscription'))).body).toEqual({ status: 'ok' })
    gateway.advance(60 * dayMs)
    expect(only(gateway)).toMatchObject({ billing_status: 'ACTIVE', cancel_at: null })
  })
})

test('a period that began on the 31st ends on the last day of a shorter month', () => {
  const since = Date.UTC(2026, 0, 31, 8)
  expect(periodEnd(since, since)).toBe(Date.UTC(2026, 1, 28, 8))
  expect(periodEnd(since, Date.UTC(2026, 1, 28, 8))).toBe(Date.UTC(2026, 2, 31, 8))
  expect(periodEnd(since, Date.UTC(2026, 11, 31, 9))).toBe(Date.UTC(2027, 0, 31, 8))
})
