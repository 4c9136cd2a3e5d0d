import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { VZapsError } from 'vzaps-rtk'
import { createVZapsApi, toVZapsError } from 'vzaps-rtk'
import type { MockGateway } from 'vzaps-rtk/mock'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'

const setUp = () => {
  const gateway = createMockGateway({ now: () => Date.now(), instances: 1 })
  const vzaps = createVZapsApi({
    auth: gateway.credentials,
    platform: { fetch: gateway.fetch, random: () => 0.5 },
  })
  const { store } = createTestStore({ vzaps })
  const id = gateway.instances.list()[0]?.id ?? ''
  return { gateway, vzaps, store, id }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

interface Stage {
  readonly name: string
  readonly prepare: (gateway: MockGateway) => void
  readonly isSignedIn: boolean
  /** ms from the call to the abort. */
  readonly after: number
  readonly outcome: VZapsError['outcome']
}

const stages: readonly Stage[] = [
  { name: 'at once', prepare: () => {}, isSignedIn: true, after: -1, outcome: 'not-sent' },
  {
    name: 'while its token is on the way',
    prepare: (gateway) => gateway.faults.set({ latencyMs: 1000 }),
    isSignedIn: false,
    after: 500,
    outcome: 'not-sent',
  },
  {
    name: 'while its answer is awaited',
    prepare: (gateway) => gateway.faults.set({ latencyMs: 1000 }),
    isSignedIn: true,
    after: 100,
    outcome: 'unknown',
  },
  {
    name: 'while its body is read',
    prepare: (gateway) => gateway.faults.set({ stall: true }),
    isSignedIn: true,
    after: 100,
    outcome: 'unknown',
  },
]

describe.each(stages)('a call aborted $name', ({ prepare, isSignedIn, after, outcome }) => {
  test.each(['listInstances', 'restartInstance'] as const)('%s', async (name) => {
    const { gateway, vzaps, store, id } = setUp()
    if (isSignedIn) await vzaps.auth.getAccessToken()
    prepare(gateway)
    const call =
      name === 'listInstances'
        ? store.dispatch(vzaps.endpoints.listInstances.initiate())
        : store.dispatch(vzaps.endpoints.restartInstance.initiate(id, { fixedCacheKey: 'restart' }))
    const failed = expect(call.unwrap()).rejects.toMatchObject({ kind: 'aborted', outcome })
    if (after >= 0) await vi.advanceTimersByTimeAsync(after)
    call.abort()
    await failed
    await vi.advanceTimersByTimeAsync(200_000)
    const state = JSON.stringify(store.getState())
    expect(state).toContain(`"outcome":"${outcome}"`)
    expect(gateway.requests.filter(({ path }) => path !== '/token').length).toBe(
      outcome === 'unknown' ? 1 : 0,
    )
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1) // RTK Query's own, for unused entries

    gateway.faults.reset()
    const again = store.dispatch(vzaps.endpoints.restartInstance.initiate(id))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await again).toHaveProperty('data')
  })
})

test('a read aborted between two tries is not tried again', async () => {
  const { gateway, vzaps, store } = setUp()
  await vzaps.auth.getAccessToken()
  gateway.faults.set({ status: 503 })
  const call = store.dispatch(vzaps.endpoints.listInstances.initiate())
  await vi.advanceTimersByTimeAsync(10)
  call.abort()
  const error = toVZapsError(await call.unwrap().catch((thrown: unknown) => thrown))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(error).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
  expect(gateway.requests.filter(({ path }) => path === '/instances/list')).toHaveLength(1)
})

test('a mutation aborted in the queue is never sent, and lets the next one through', async () => {
  const { gateway, vzaps, store, id } = setUp()
  await vzaps.auth.getAccessToken()
  gateway.faults.set({ latencyMs: 1000 })
  const rename = (name: string) =>
    store.dispatch(vzaps.endpoints.updateInstance.initiate({ instanceId: id, data: { name } }))
  const [first, second, third] = [rename('First'), rename('Second'), rename('Third')]
  await vi.advanceTimersByTimeAsync(100)
  second.abort()
  await expect(second.unwrap()).rejects.toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
  await vi.advanceTimersByTimeAsync(5000)
  expect([await first, await third]).toMatchObject([
    { data: { name: 'First' } },
    { data: { name: 'Third' } },
  ])
  const sent = gateway.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
  expect(sent).toEqual([{ name: 'First' }, { name: 'Third' }])
})
