import { lastValueFrom } from 'rxjs'
import { describe, expect, test, vi } from 'vitest'
import type { Activity, VZapsOptions } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { createActivityLog } from '../../src/core/calls/activity.ts'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'
import { spellings } from '../support/spellings.ts'

const setUp = (options: Partial<VZapsOptions> = {}) => {
  const gateway = createMockGateway({ now: () => 1_750_000_000_000, instances: 1 })
  const vzaps = createVZapsApi({
    auth: gateway.credentials,
    ...options,
    platform: { fetch: gateway.fetch, now: () => 1_750_000_000_000, random: () => 0 },
  })
  const { store } = createTestStore({ vzaps, gateway })
  const seen: Activity[] = []
  const subscription = vzaps.activity$.subscribe((activity) => seen.push(activity))
  const id = gateway.instances.list()[0]?.id ?? ''
  return { gateway, vzaps, store, seen, subscription, id }
}

describe('activity$', () => {
  test('tells of the refresh, the start and the end of a call, by its route', async () => {
    const { vzaps, store, seen, id } = setUp()
    await store.dispatch(vzaps.endpoints.restartInstance.initiate(id))
    expect(seen).toMatchObject([
      { type: 'refresh', durationMs: 0 },
      {
        type: 'start',
        endpoint: 'restartInstance',
        method: 'POST',
        route: '/instances/{id}/restart',
        tries: 1,
        requestBytes: 0,
        headers: { accept: 'application/json', authorization: '[REDACTED]' },
      },
      { type: 'answer', endpoint: 'restartInstance', status: 200, tries: 1 },
      { type: 'settle', endpoint: 'restartInstance', status: 200, tries: 1 },
    ])
    const [, start, , settle] = seen
    expect(start).toHaveProperty('id', (settle as { id: number }).id)
    expect(settle).toHaveProperty('responseBytes', expect.any(Number))
    expect(settle).not.toHaveProperty('error')
  })

  test('tells of each retry, and of the error in the end', async () => {
    const { gateway, vzaps, store, seen } = setUp({ retry: { baseMs: 0 } })
    await vzaps.auth.getAccessToken()
    gateway.faults.set({ status: 503 })
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    expect(seen.slice(1).map(({ type }) => type)).toEqual([
      'start',
      'answer',
      'retry',
      'start',
      'answer',
      'retry',
      'start',
      'answer',
      'settle',
    ])
    expect(seen.at(-1)).toMatchObject({ tries: 3, status: 503, error: { kind: 'http' } })
  })

  test('tells of the resend after a 401 as one call of two tries', async () => {
    const { gateway, vzaps, store, seen } = setUp()
    await vzaps.auth.getAccessToken()
    gateway.tokens.revoke()
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    const types = seen.slice(1).map(({ type }) => type)
    expect(types).toEqual(['start', 'answer', 'refresh', 'start', 'answer', 'settle'])
    expect(seen[2]).toMatchObject({ type: 'answer', tries: 1, status: 401 })
    expect(seen.at(-1)).toMatchObject({ tries: 2, status: 200 })
  })

  test('tells of calls outside Redux too', async () => {
    const { vzaps, seen } = setUp()
    await vzaps.request('GET', '/plans/list', undefined, { query: { a: 1 } })
    expect(seen.at(-1)).toMatchObject({ endpoint: 'vzaps.request', route: '/plans/list' })
  })

  test('a call that never left has no tries', async () => {
    const { vzaps, store, seen } = setUp({
      auth: { getToken: () => Promise.reject(new Error('down')) },
    })
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    expect(seen).toMatchObject([
      { type: 'refresh', error: { kind: 'auth', reason: 'provider' } },
      { type: 'settle', tries: 0, error: { outcome: 'not-sent' } },
    ])
  })

  test('holds no secret', async () => {
    const { gateway, vzaps, store, seen, id } = setUp()
    const token = gateway.instances.get(id)?.token ?? ''
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    await store.dispatch(vzaps.endpoints.restartInstance.initiate(id))
    await vzaps.request('GET', `/plans/${token}`).catch(() => undefined)
    const jwt = await vzaps.auth.getAccessToken()
    expect(vzaps.tokens.get(id)).toBe(token)
    for (const secret of [token, jwt, ...Object.values(gateway.credentials)]) {
      expect(JSON.stringify(seen)).not.toContain(secret)
    }
  })

  test('says when it was called, however long it waited to be sent', async () => {
    let now = 1_000
    const log = createActivityLog(() => now)
    const seen: Activity[] = []
    log.activity$.subscribe((activity) => seen.push(activity))
    const call = { endpoint: 'x', method: 'GET', route: '/x', path: '/x' }
    const trace = log.trace(call, createSecretFinder())
    now = 1_500
    const headers = new Headers()
    trace?.sent({ url: '/x', method: 'GET', headers, body: undefined, credentials: 'omit' })
    expect(seen).toMatchObject([{ type: 'start', calledAt: 1_000, at: 1_500 }])
  })

  test('has paths and bodies apart, without secrets and without codes that link a phone', async () => {
    const { gateway, vzaps, store, seen, id } = setUp()
    const token = gateway.instances.get(id)?.token ?? ''
    const listed: unknown[] = []
    const details = () => seen.map((activity) => vzaps.detailsOf(activity))
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    await store.dispatch(
      vzaps.endpoints.updateInstance.initiate({ instanceId: id, data: { name: 'Renamed' } }),
    )
    gateway.instances.add({ id: 'VZNEW', name: 'Not paired' })
    await store.dispatch(vzaps.endpoints.getSessionQr.initiate('VZNEW'))
    listed.push(...details())
    expect(JSON.stringify(seen)).not.toContain('Renamed')
    expect(listed).toContainEqual({ path: `/instances/${id}`, body: { name: 'Renamed' } })
    expect(listed).toContainEqual({
      path: '/instances/list',
      body: expect.objectContaining({ content: [expect.objectContaining({ id })] }),
    })
    expect(JSON.stringify(listed)).toMatch(/"qr_?code":"\[REDACTED\]"/i)
    const jwt = await vzaps.auth.getAccessToken()
    for (const secret of [token, jwt, ...Object.values(gateway.credentials)])
      expect(JSON.stringify(listed)).not.toContain(secret)
    expect(vzaps.detailsOf({ type: 'refresh', at: 0, durationMs: 0 })).toBeUndefined()
  })

  test('has none of a session that has ended, whose secrets are not known any more', async () => {
    const { gateway, vzaps, store, seen, id } = setUp()
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    const answer = seen.find(({ type }) => type === 'answer')
    if (!answer) throw new Error('no answer')
    expect(vzaps.detailsOf(answer)).toBeDefined()
    vzaps.auth.signOut()
    expect(vzaps.detailsOf(answer)).toBeUndefined()
    const token = gateway.instances.get(id)?.token
    expect(JSON.stringify(seen.map(vzaps.detailsOf))).not.toContain(token)
  })

  test('takes out of bodies and paths what a server echoes of a secret, however it is spelled or cut', async () => {
    const secret = 'client-secret/of "the" app+0123456789'
    const spelled = Object.values(spellings).map((spell) => spell(secret))
    const echoes = [...spelled, secret.slice(4), `${secret.slice(0, 20)}...`]
    const bodies = [JSON.stringify(echoes), JSON.stringify({ [secret]: { echoes } }), secret]
    const log = createActivityLog(() => 0)
    const secrets = createSecretFinder()
    secrets.add(secret)
    const seen: unknown[] = []
    log.activity$.subscribe((activity) => seen.push(log.detailsOf(activity)))
    for (const body of bodies) {
      const path = `/search?q=${encodeURIComponent(secret)}`
      const trace = log.trace({ endpoint: 'x', method: 'GET', route: '/search', path }, secrets)
      const headers = new Headers()
      trace?.sent({ url: path, method: 'GET', headers, body, credentials: 'omit' })
      trace?.answered({ status: 200, statusText: '', headers, body })
    }
    expect(seen).toHaveLength(6)
    const text = JSON.stringify(seen)
    const pieces = Array.from({ length: secret.length - 8 }, (_, at) => secret.slice(at, at + 8))
    expect([...spelled, ...pieces].filter((piece) => text.includes(piece))).toEqual([])
  })

  test('costs nothing while nobody listens: no clock, no header and no body is looked at', () => {
    const now = vi.fn(() => 0)
    const log = createActivityLog(now)
    const secrets = createSecretFinder()
    const call = {
      endpoint: 'getInstance',
      method: 'POST',
      route: '/instances/get',
      path: '/instances/get',
    }
    log.activity$.subscribe().unsubscribe()
    expect(log.trace(call, secrets)).toBeUndefined()
    log.refreshed(0, undefined)
    expect(now).not.toHaveBeenCalled()

    log.activity$.subscribe()
    expect(log.trace(call, secrets)).toBeDefined()
    expect(now).toHaveBeenCalled()
  })

  test('completes with the api, and says nothing to who left', async () => {
    const { vzaps, store, seen, subscription } = setUp()
    subscription.unsubscribe()
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    expect(seen).toEqual([])
    const completed = lastValueFrom(vzaps.activity$, { defaultValue: 'nothing more' })
    vzaps.dispose()
    await expect(completed).resolves.toBe('nothing more')
  })
})
