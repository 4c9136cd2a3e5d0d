import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMockGateway } from '../../src/mock/index.ts'
import { type MockServer, startMockServer } from '../../src/mock/node.ts'
import { signIn } from './client.ts'

const returns = {
  success_url: 'https://app.example.com/ok?a=1',
  cancel_url: 'https://app.example.com/no',
}
const instances = [{ id: 'VZ1', name: 'Ana & <b>Co</b>' }]

let server: MockServer

beforeEach(async () => {
  server = await startMockServer({ instances })
})
afterEach(() => server.close())

const open = async (pages: Partial<typeof returns> = returns): Promise<string> =>
  (await signIn(server.gateway)('POST', '/instances/VZ1/subscribe', pages)).body.url

const press = (url: string, decision: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: new URL(server.url).origin, ...headers },
    body: new URLSearchParams({ decision }),
  })

const status = () => server.gateway.instances.get('VZ1')?.billing_status

test('the URL of a checkout leads to a page that says what is paid for, and how much', async () => {
  const url = await open()
  expect(url.startsWith(`${server.url}/checkout?session_id=cs_mock_`)).toBe(true)
  const response = await fetch(url)
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ])
  const html = await response.text()
  expect(html).toContain('Pay for Ana &amp; &lt;b&gt;Co&lt;/b&gt;')
  expect(html).not.toContain('<b>')
  expect(html).toContain('BRL 49.90')
})

describe('the page', () => {
  test('pays once, and leads back to the app', async () => {
    const url = await open()
    const paid = await press(url, 'pay')
    expect([paid.status, paid.headers.get('location')]).toEqual([303, returns.success_url])
    expect(status()).toBe('ACTIVE')
    expect(await (await fetch(url)).text()).toContain('is paid for')
    expect((await press(url, 'pay')).status).toBe(200)
    expect(server.gateway.charges).toHaveLength(1)
  })

  test('cancels, and leads back to the page for that', async () => {
    const url = await open()
    const cancelled = await press(url, 'cancel')
    expect([cancelled.status, cancelled.headers.get('location')]).toEqual([303, returns.cancel_url])
    expect(status()).toBe('TRIALING')
    expect((await fetch(url)).status).toBe(410)
    const other = await press(await open({ success_url: returns.success_url }), 'cancel')
    expect([other.status, await other.text()]).toEqual([200, expect.stringContaining('Nothing')])
  })

  test('says that a card was not accepted, and can be tried again', async () => {
    const url = await open()
    server.gateway.faults.set({ payment: 'declined' })
    const declined = await press(url, 'pay')
    expect([declined.status, await declined.text()]).toEqual([
      402,
      expect.stringContaining('not accepted'),
    ])
    expect(status()).toBe('TRIALING')
    server.gateway.faults.set({ payment: 'accepted' })
    expect((await press(url, 'pay')).status).toBe(303)
  })

  test('is not there for a session or an instance that is not', async () => {
    expect((await fetch(`${server.url}/checkout`)).status).toBe(404)
    expect((await press(`${server.url}/checkout?session_id=none`, 'pay')).status).toBe(404)
    const url = await open()
    server.gateway.instances.remove('VZ1')
    expect((await press(url, 'pay')).status).toBe(404)
    expect(server.gateway.charges).toEqual([])
  })

  test('does nothing for a form that says nothing, another method, or a foreign page', async () => {
    const url = await open()
    expect((await press(url, 'what')).status).toBe(422)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405)
    expect((await press(url, 'pay', { Origin: 'https://evil.example' })).status).toBe(403)
    expect(status()).toBe('TRIALING')
  })
})

describe('where the page is', () => {
  test('is the server’s for a gateway that was there before it, too', async () => {
    const gateway = createMockGateway({ instances })
    const other = await startMockServer({ gateway })
    const { body } = await signIn(gateway)('POST', '/instances/VZ1/subscribe', returns)
    expect(body.url.startsWith(`${other.url}/checkout?`)).toBe(true)
    gateway.reset()
    const again = await signIn(gateway)('POST', '/instances/VZ1/subscribe', returns)
    expect(again.body.url.startsWith(`${other.url}/checkout?`)).toBe(true)
    await other.close()
  })

  test('is where the gateway was told, whoever serves it', async () => {
    const other = await startMockServer({ instances, checkoutUrl: 'https://pay.example.com/' })
    const { body } = await signIn(other.gateway)('POST', '/instances/VZ1/subscribe', returns)
    expect(body.url.startsWith('https://pay.example.com/?session_id=')).toBe(true)
    await other.close()
  })
})
