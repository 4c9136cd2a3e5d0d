import { describe, expect, test } from 'vitest'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

describe('subscribeInstance', () => {
  test.each<[Record<string, unknown> | undefined, object]>([
    [undefined, {}],
    [{}, {}],
    [
      { successUrl: 'https://a.test/yes', cancelUrl: 'https://a.test/no' },
      { success_url: 'https://a.test/yes', cancel_url: 'https://a.test/no' },
    ],
    [
      { billing_type: 'direct', couponCode: null, left: undefined },
      { billing_type: 'direct', coupon_code: null },
    ],
    [{ metaData: { innerKey: 1 } }, { meta_data: { innerKey: 1 } }],
  ])('%j is sent as %j', async (data, body) => {
    const at = setup()
    at.wire.answer(`POST /instances/${one}/subscribe`, json({ mode: 'direct' }))
    const args = { instanceId: one, ...(data ? { data } : {}) }
    await at.store.dispatch(at.e.subscribeInstance.initiate(args)).unwrap()
    expect(at.wire.last().body).toEqual(body)
  })

  test.each(['card', [[]], 5, true])('refuses data that is no object: %j', async (data) => {
    const at = setup()
    const args = { instanceId: one, data } as never
    const error = await errorOf(at.store.dispatch(at.e.subscribeInstance.initiate(args)))
    expect(error).toMatchObject({ kind: 'validation', field: 'data', outcome: 'not-sent' })
    expect(at.wire.calls()).toEqual([])
    await at.store.dispatch(at.e.subscribeInstance.initiate({ instanceId: one })).unwrap()
  })

  test('gives the checkout page of the gateway', async () => {
    const at = setup()
    const data = { successUrl: 'https://a.test/yes' }
    const answer = await at.store
      .dispatch(at.e.subscribeInstance.initiate({ instanceId: one, data }))
      .unwrap()
    expect(answer).toMatchObject({ mode: 'checkout', subscriptionId: null })
    expect(answer.url).toMatch(/^http:\/\/127\.0\.0\.1\/checkout/)
    at.gateway.completeCheckout(answer.sessionId ?? '')
    expect(at.gateway.instances.get(one)?.billing_status).toBe('ACTIVE')
  })
})

describe('a subscription', () => {
  test('is started, cancelled and taken back', async () => {
    const at = setup()
    const run = at.store.dispatch
    await run(at.e.subscribeInstance.initiate({ instanceId: one })).unwrap()
    const cancelled = await run(at.e.cancelInstance.initiate(one)).unwrap()
    expect(cancelled.message).toContain('will be canceled')
    expect(at.gateway.instances.get(one)?.cancel_at).toBeTruthy()
    expect(await run(at.e.resumeSubscription.initiate(one)).unwrap()).toEqual({ status: 'ok' })
    expect(at.gateway.instances.get(one)?.cancel_at).toBeNull()
  })
})
