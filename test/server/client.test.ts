import { describe, expect, test } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { RelayOptions } from 'vzaps-rtk/server'
import { createVZapsRelay } from 'vzaps-rtk/server'
import { errorOf } from '../support/async.ts'
import { mountStore } from '../support/setup.ts'
import { createWire } from '../support/wire.ts'

/** The client in a page, the relay on the app's server, the fake gateway at VZaps. */
const setup = (options: Partial<RelayOptions> = {}) => {
  const gateway = createMockGateway({
    instances: [
      { id: 'VZ1', name: 'Support', connected: true },
      { id: 'VZ2', name: 'Sales' },
      { id: 'VZOTHER', name: 'Another user’s' },
    ],
  })
  const upstream = createWire(gateway.fetch)
  const mine = ['VZ1', 'VZ2']
  const operations: string[] = []
  const relay = createVZapsRelay({
    ...gateway.credentials,
    authorize: ({ request, operation }) => {
      operations.push(operation)
      if (request.headers.get('X-Session') !== 'ana') return new Response(null, { status: 401 })
      return { instances: mine, operations: [operation] }
    },
    onCreated: ({ instance }) => mine.push(instance.id),
    platform: { fetch: upstream.fetch },
    ...options,
  })
  const page = createWire(relay)
  const vzaps = createVZapsApi({
    baseUrl: 'https://app.test/relay',
    auth: { proxy: true, headers: { 'X-Session': 'ana' } },
    platform: { fetch: page.fetch },
    strictAnswers: true,
    retry: false,
  })
  const { store, actions, states } = mountStore([vzaps])
  return { vzaps, store, actions, states, page, upstream, gateway, operations, e: vzaps.endpoints }
}

describe('the library’s own client, in proxy mode against the relay', () => {
  test('can do all that it can without one', async () => {
    const at = setup({ paths: ['GET /plans/list'] })
    const { e } = at
    const { dispatch } = at.store
    const page = await dispatch(e.listInstances.initiate({ sort: 'name' })).unwrap()
    expect(page).toMatchObject({ total: 2, content: [{ id: 'VZ2' }, { id: 'VZ1' }] })
    const pages = await dispatch(e.listInstancePages.initiate({ pageSize: 1 })).unwrap()
    expect(pages).toMatchObject({ pages: [{ total: 2, totalPages: 2 }] })
    const row = await dispatch(e.getInstance.initiate('VZ1')).unwrap()
    expect(row).toMatchObject({ name: 'Support' })
    const { id } = await dispatch(e.createInstance.initiate({ name: 'New' })).unwrap()
    const newer = { instanceId: id, data: { name: 'Newer' } }
    const updated = await dispatch(e.updateInstance.initiate(newer)).unwrap()
    expect(updated).toMatchObject({ id, name: 'Newer' })
    const restarted = await dispatch(e.restartInstance.initiate('VZ1')).unwrap()
    expect(restarted).toMatchObject({ instanceId: 'VZ1' })
    const paid = await dispatch(e.subscribeInstance.initiate({ instanceId: id })).unwrap()
    expect(paid).toMatchObject({ mode: 'direct' })
    const cancelled = await dispatch(e.cancelInstance.initiate(id)).unwrap()
    expect(cancelled).toMatchObject({ message: expect.any(String) })
    const resumed = await dispatch(e.resumeSubscription.initiate(id)).unwrap()
    expect(resumed).toEqual({ status: 'ok' })
    const status = await dispatch(e.getSessionStatus.initiate('VZ1')).unwrap()
    expect(status).toMatchObject({ connected: expect.any(Boolean) })
    const qr = await dispatch(e.getSessionQr.initiate('VZ2')).unwrap()
    expect(qr).toMatchObject({ qrCode: expect.stringMatching(/^data:image\/png/) })
    const phone = { instanceId: 'VZ2', phone: '5511999999999' }
    const code = await dispatch(e.getPairCode.initiate(phone)).unwrap()
    expect(code).toMatchObject({ linkingCode: expect.any(String) })
    const ended = await dispatch(e.disconnectSession.initiate('VZ1')).unwrap()
    expect(ended).toMatchObject({ status: 'disconnected' })
    const webhook = 'https://a.test/x'
    const set = { instanceId: 'VZ1', webhook, events: ['Message'] }
    expect(await dispatch(e.setWebhook.initiate(set)).unwrap()).toMatchObject({ webhook })
    const events = { instanceId: 'VZ1', events: ['Connected'] }
    expect(await dispatch(e.setWebhook.initiate(events)).unwrap()).toMatchObject({
      events: ['Connected'],
    })
    expect(await dispatch(e.getWebhook.initiate('VZ1')).unwrap()).toMatchObject({ webhook })
    expect(await dispatch(e.deleteInstance.initiate('VZ2')).unwrap()).toBeNull()
    const plans = { method: 'GET', path: '/plans/list' } as const
    expect(await dispatch(e.request.initiate(plans)).unwrap()).toBeTypeOf('object')
    // Every endpoint but the one whose token the relay keeps.
    const called = new Set(at.operations)
    const endpoints = Object.keys(e).filter(
      (name) => !['getAccessToken', 'listInstancePages'].includes(name),
    )
    expect(endpoints.filter((name) => !called.has(name))).toEqual([])
  })

  test('leaves another user’s instance alone', async () => {
    const at = setup()
    const error = await errorOf(at.store.dispatch(at.e.deleteInstance.initiate('VZOTHER')))
    expect(error).toMatchObject({
      kind: 'http',
      status: 404,
      code: 'unknown-instance',
      outcome: 'rejected',
    })
    expect(at.gateway.instances.get('VZOTHER')).toBeDefined()
    const read = await errorOf(at.store.dispatch(at.e.getInstance.initiate('VZOTHER')))
    expect(read).toMatchObject({ kind: 'http', status: 404 })
  })

  test('is told why: signed out, and what is about money', async () => {
    const out = setup({ authorize: () => new Response(null, { status: 401 }) })
    const error = await errorOf(out.store.dispatch(out.e.listInstances.initiate()))
    expect(error).toMatchObject({ kind: 'auth', reason: 'expired', status: 401 })
    const all = setup({ authorize: () => true })
    const paid = await errorOf(
      all.store.dispatch(all.e.subscribeInstance.initiate({ instanceId: 'VZ1' })),
    )
    expect(paid).toMatchObject({ kind: 'auth', reason: 'forbidden', code: 'operation-not-allowed' })
    expect(all.gateway.charges).toEqual([])
  })

  test('is told by the relay how long to wait', async () => {
    const at = setup()
    at.upstream.answer(
      /get$/,
      new Response('{"message":"slow down"}', { status: 429, headers: { 'Retry-After': '7' } }),
    )
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate('VZ1')))
    expect(error).toMatchObject({ kind: 'rate-limit', retryAfterMs: 7_000, message: 'slow down' })
  })

  test('has no VZaps secret, not in a row, an action or a state', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    await at.store.dispatch(at.e.getInstance.initiate('VZ1')).unwrap()
    await at.store.dispatch(at.e.createInstance.initiate({ name: 'New' })).unwrap()
    const { clientToken, clientSecret } = at.gateway.credentials
    const rows = at.gateway.instances.list().map(({ token }) => token)
    const jwts = at.upstream.calls().map(({ headers }) => headers.authorization?.slice(7) ?? '')
    const seen = JSON.stringify([at.states, at.actions, at.page.sent.map(({ headers }) => headers)])
    for (const secret of [clientToken, clientSecret, ...rows, ...jwts]) {
      expect(secret.length).toBeGreaterThan(7)
      expect(seen).not.toContain(secret)
    }
  })
})
