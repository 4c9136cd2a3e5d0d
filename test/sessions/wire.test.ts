import { describe, expect, test } from 'vitest'
import { errorOf } from '../support/async.ts'
import { one, setup, two } from '../support/setup.ts'

describe('getPairCode', () => {
  test.each<unknown>([
    '',
    ' ',
    '+5511999999999',
    '55 11 99999',
    '55-11',
    '../../delete',
    '5511999999999\n',
    '٥٥١١',
    5511999999999,
    null,
    undefined,
  ])('refuses the phone %j and sends nothing', async (phone) => {
    const at = setup()
    const args = { instanceId: two, phone: phone as string }
    expect(await errorOf(at.store.dispatch(at.e.getPairCode.initiate(args)))).toMatchObject({
      kind: 'validation',
      field: 'phone',
    })
    expect(at.wire.sent).toEqual([])
  })

  test('gives the code of the gateway', async () => {
    const at = setup()
    const args = { instanceId: two, phone: '5511999999999' }
    const { linkingCode } = await at.store.dispatch(at.e.getPairCode.initiate(args)).unwrap()
    expect(linkingCode).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  })
})

describe('a session', () => {
  test('is paired by the code shown, and disconnected', async () => {
    const at = setup()
    const run = at.store.dispatch
    const qr = await run(at.e.getSessionQr.initiate(two)).unwrap()
    expect(qr.qrCode).toMatch(/^data:image\/png;base64,/)
    at.gateway.scanQr(two)
    expect(await run(at.e.getSessionStatus.initiate(two)).unwrap()).toMatchObject({
      connected: true,
      businessProfile: { profileOptions: { cart_enabled: 'true' } },
    })
    const paired = await run(at.e.getSessionQr.initiate(two, { forceRefetch: true })).unwrap()
    expect(paired.qrCode).toBeUndefined()
    expect(await run(at.e.disconnectSession.initiate(two)).unwrap()).toMatchObject({
      instanceId: two,
    })
    expect(at.gateway.instances.get(two)?.connected).toBe(false)
  })

  test('that is connected tells its phone', async () => {
    const at = setup()
    const status = await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()
    expect(status.phone).toMatch(/^55/)
  })
})
