import { describe, expect, test } from 'vitest'
import { createStill, only, signIn } from './client.ts'

const one = { instances: [{ id: 'VZ1', name: 'Support' }] }
const online = { instances: [{ id: 'VZ1', name: 'Support', connected: true }] }

const path = (rest: string) => `/instances/VZ1${rest}`

describe('pairing', () => {
  test('starts with the QR code and ends when the phone scans it', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const { body } = await call('GET', path('/session/qr'))
    expect(body).toMatchObject({ code: 200, success: true })
    expect(body.data.qr_code).toMatch(/^data:image\/png;base64,/)
    expect(only(gateway)).toMatchObject({ status: 'pairing', connected: false })
    gateway.advance(5_000)
    gateway.scanQr('VZ1')
    const row = only(gateway)
    expect(row).toMatchObject({
      status: 'connected',
      connected: true,
      connected_at: '2026-04-13T12:00:05.000Z',
      updated_at: '2026-04-13T12:00:05.000Z',
    })
    const phone = row.whatsapp_jid?.split('@')[0]
    const again = await call('GET', path('/session/qr'))
    expect(again.body.data).toEqual({ status: 'connected', phone })
    const status = await call('GET', path('/session/status'))
    expect(status.body.data).toMatchObject({
      connected: true,
      phone,
      whatsapp_jid: row.whatsapp_jid,
      push_name: row.whatsapp_push_name,
    })
  })

  test('shows another code every 20 seconds, and the same one in between', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const ask = async () => (await call('GET', path('/session/qr'))).body.data.qr_code
    const first = await ask()
    gateway.advance(19_999)
    expect(await ask()).toBe(first)
    gateway.advance(1)
    expect(await ask()).not.toBe(first)
  })

  test('ends by itself a minute after the last code was asked for', async () => {
    const gateway = createStill(one)
    await signIn(gateway)('GET', path('/session/qr'))
    gateway.advance(59_999)
    expect(only(gateway).status).toBe('pairing')
    gateway.advance(1)
    expect(only(gateway).status).toBe('disconnected')
    expect(() => gateway.scanQr('VZ1')).toThrow('no QR code')
  })

  test('ends with a scan by itself when the gateway is told so', async () => {
    const gateway = createStill({ ...one, autoScanMs: 4_000 })
    await signIn(gateway)('GET', path('/session/qr'))
    gateway.advance(10_000)
    expect(only(gateway)).toMatchObject({
      connected: true,
      connected_at: '2026-04-13T12:00:04.000Z',
    })
  })

  test('by code pairs the phone that was named', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const { body } = await call('GET', path('/session/paircode/5511999999999'))
    expect(body.data.linking_code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    gateway.scanQr('VZ1')
    expect(only(gateway).whatsapp_jid).toBe('5511999999999@s.whatsapp.net')
    expect((await call('GET', path('/session/paircode/5511999999999'))).status).toBe(409)
  })

  test('by code wants digits', async () => {
    const call = signIn(createStill(one))
    expect((await call('GET', path('/session/paircode/+5511999'))).status).toBe(422)
  })
})

test('pairing anew that nobody scans leaves the phone that was paired', async () => {
  const gateway = createStill(online)
  gateway.dropConnection('VZ1')
  const call = signIn(gateway)
  expect((await call('GET', path('/session/qr'))).body.data).toHaveProperty('qr_code')
  gateway.advance(60_000)
  expect(only(gateway)).toMatchObject({ status: 'disconnected', connected: false })
  expect(only(gateway).whatsapp_jid).not.toBeNull()
})

test('a session that is on its way back shows no QR code', async () => {
  const call = signIn(createStill(online))
  await call('POST', path('/restart'))
  const { body } = await call('GET', path('/session/qr'))
  expect(body.data).toMatchObject({ status: 'restarting', phone: expect.any(String) })
})

describe('a restart', () => {
  test('takes a connected instance down and brings it back at its time', async () => {
    const gateway = createStill(online)
    const { body } = await signIn(gateway)('POST', path('/restart'))
    expect(body).toMatchObject({ instance_id: 'VZ1', status: 'restarting' })
    expect(only(gateway)).toMatchObject({ status: 'restarting', connected: false })
    gateway.advance(2_999)
    expect(only(gateway).connected).toBe(false)
    gateway.advance(60_000)
    expect(only(gateway)).toMatchObject({
      status: 'connected',
      connected: true,
      connected_at: '2026-04-13T12:00:03.000Z',
      updated_at: '2026-04-13T12:00:03.000Z',
    })
  })

  test('leaves an instance without a phone disconnected', async () => {
    const gateway = createStill({ ...one, restartMs: 500 })
    await signIn(gateway)('POST', path('/restart'))
    gateway.advance(500)
    expect(only(gateway)).toMatchObject({ status: 'disconnected', connected: false })
  })

  test('brings back a connection that was dropped', async () => {
    const gateway = createStill(online)
    gateway.dropConnection('VZ1')
    expect(only(gateway)).toMatchObject({ connected: false, connected_at: null })
    const call = signIn(gateway)
    expect((await call('GET', path('/session/status'))).body.data).toEqual({ connected: false })
    await call('POST', path('/restart'))
    gateway.advance(3_000)
    expect(only(gateway).connected).toBe(true)
  })
})

test('disconnecting unpairs the phone and answers bare', async () => {
  const gateway = createStill(online)
  const { body } = await signIn(gateway)('POST', path('/session/disconnect'))
  expect(body).toMatchObject({ instance_id: 'VZ1', status: 'disconnected' })
  expect(only(gateway)).toMatchObject({
    connected: false,
    whatsapp_jid: null,
    whatsapp_push_name: null,
  })
})
