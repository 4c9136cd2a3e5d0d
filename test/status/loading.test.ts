import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MockGatewayOptions } from 'vzaps-rtk/mock'
import type { HubDoor } from '../../src/status/door.ts'
import type { HubParts } from '../../src/status/hub-parts.ts'
import { json } from '../support/wire.ts'
import { instances, virtual } from './support/virtual.ts'

const code = vi.hoisted(() => ({ loads: 0, fails: 0 }))

vi.mock('../../src/status/door.ts', async (importOriginal) => {
  const { createHubDoor } = await importOriginal<typeof import('../../src/status/door.ts')>()
  const load = async () => {
    code.loads += 1
    if (code.loads <= code.fails) throw new TypeError('Failed to fetch dynamically imported module')
    return import('../../src/status/hub.ts')
  }
  return { createHubDoor: (parts: HubParts) => createHubDoor(parts, load) }
})

const setUp = (fails: number, gateway: MockGatewayOptions = {}) => {
  Object.assign(code, { loads: 0, fails })
  const at = virtual({ instances: instances(3), ...gateway })
  const { live } = at.vzaps.connect(at.store) as unknown as { live: { hub: HubDoor } }
  return { ...at, hub: live.hub }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the code for polls', () => {
  test('is loaded once, when something is first watched', async () => {
    const { store, e, wait, watch, asked } = setUp(0)
    await store.dispatch(e.listInstances.initiate())
    await wait(60_000)
    expect([code.loads, asked()]).toEqual([0, 1])
    const one = watch('VZ0')
    const other = watch('VZ1')
    await wait(1)
    one.stop()
    other.stop()
    watch('VZ0')
    await wait(1)
    expect(code.loads).toBe(1)
  })

  test('that cannot be loaded is a typed error, and is tried again', async () => {
    const { wait, watch, hub, asked } = setUp(3)
    const { last } = watch('VZ0')
    await wait(14_999)
    expect(hub.read('VZ0')).toMatchObject({
      data: undefined,
      isLoading: false,
      isError: true,
      error: { kind: 'network', code: 'not-loaded', outcome: 'not-sent' },
    })
    expect([code.loads, asked()]).toEqual([3, 0])
    await wait(2)
    expect(last()).toMatchObject({ connected: true })
    expect(hub.read('VZ0')).toMatchObject({ isError: false, error: undefined })
  })

  test('and a list that was read meanwhile is polled in its time, however often that failed', async () => {
    const { store, e, hub, wait, counting } = setUp(4)
    store.dispatch(e.listInstances.initiate())
    const notify = vi.fn()
    hub.watchList(undefined, { options: () => ({ pollingInterval: 60_000 }), notify })
    await wait(16_000)
    expect(hub.listError(hub.keyOf(undefined))).toMatchObject({ code: 'not-loaded' })
    expect(notify).toHaveBeenCalled()
    notify.mockClear()
    const polls = counting()
    await wait(5_000)
    expect(notify).toHaveBeenCalledTimes(1)
    await wait(38_000)
    expect([code.loads, polls()]).toEqual([5, 0])
    await wait(2_000)
    expect(polls()).toBe(1)
    expect(hub.listError(hub.keyOf(undefined))).toBeUndefined()
  })

  test('is not waited for when nobody watches any more', async () => {
    const { wait, watch, asked } = setUp(1)
    watch('VZ0').stop()
    await wait(60_000)
    expect([code.loads, asked()]).toEqual([1, 0])
  })
})

describe('what happens before the code for polls is there', () => {
  test('is known to who watches then: a restart is followed', async () => {
    const { store, e, wait, watch, counting } = setUp(0, { restartMs: 60_000 })
    await store.dispatch(e.listInstances.initiate(undefined, { subscribe: false }))
    await store.dispatch(e.restartInstance.initiate('VZ0'))
    await wait(1_000)
    watch('VZ0')
    const polls = counting()
    await wait(6_000)
    expect(polls()).toBeGreaterThanOrEqual(3)
  })

  test('so is what was expected while it did not load, from when that was said', async () => {
    const { store, e, wait, watch, status, counting } = setUp(3)
    await store.dispatch(e.listInstances.initiate(undefined, { subscribe: false }))
    watch('VZ0')
    status.expect('VZ0', 'billing')
    await wait(15_500)
    const polls = counting()
    await wait(40_000)
    expect(polls()).toBeGreaterThanOrEqual(19)
    await wait(6_500)
    const slower = counting()
    await wait(10_000)
    expect(slower()).toBeLessThanOrEqual(3)
    await wait(20_000)
    const slow = counting()
    await wait(30_000)
    expect(slow()).toBeLessThanOrEqual(3)
  })

  test('a row that a list showed is as old as that answer', async () => {
    const { store, e, wait, watch, counting } = setUp(0)
    await store.dispatch(e.listInstances.initiate())
    await wait(4_000)
    watch('VZ0')
    const polls = counting()
    await wait(10_900)
    expect(polls()).toBe(0)
    await wait(200)
    expect(polls()).toBe(1)
  })

  test('and is asked at once when that was long ago', async () => {
    const { store, e, wait, watch, counting } = setUp(0)
    await store.dispatch(e.listInstances.initiate())
    await wait(20_000)
    watch('VZ0')
    const polls = counting()
    await wait(1)
    expect(polls()).toBe(1)
  })

  test('a row of a restored state was read by somebody else: it is asked at once', async () => {
    const one = setUp(0)
    await one.store.dispatch(one.e.listInstances.initiate())
    const snapshot = one.vzaps.util.snapshot(one.store.getState())
    const { store, vzaps, hub, wait, watch, counting } = setUp(0)
    store.dispatch(vzaps.util.hydrate(snapshot))
    const { last } = watch('VZ0')
    const polls = counting()
    const at = Date.now()
    expect([last()?.connected, hub.confirmedAt('VZ0')]).toEqual([true, undefined])
    await wait(1)
    expect([polls(), hub.confirmedAt('VZ0')]).toEqual([1, at])
  })

  test('an answer says when its instances were confirmed, to who asks only later', async () => {
    const { store, e, hub, wait } = setUp(0)
    await store.dispatch(e.listInstances.initiate())
    const at = Date.now()
    await wait(4_000)
    const listener = vi.fn()
    const stop = hub.follow('VZ0', listener)
    await wait(1)
    expect(listener).toHaveBeenCalled()
    expect(hub.confirmedAt('VZ0')).toBe(at)
    stop()
  })

  test('what a read brings is shown', async () => {
    const { store, e, wait, watch, gateway, hub } = setUp(3)
    const { told } = watch('VZ0', { pollingInterval: 0 })
    await store.dispatch(e.listInstances.initiate())
    gateway.dropConnection('VZ0')
    await store.dispatch(e.listInstances.initiate(undefined, { forceRefetch: true }))
    await wait(1)
    expect(hub.inside()).toBeUndefined()
    expect(told).toMatchObject([{ connected: true }, { connected: false }])
  })

  test('what was read for an account that is gone is not recalled', async () => {
    const { store, e, vzaps, hub, wait } = setUp(0)
    await store.dispatch(e.listInstances.initiate())
    const snapshot = vzaps.util.snapshot(store.getState())
    store.dispatch(vzaps.util.resetApiState())
    store.dispatch(vzaps.util.hydrate(snapshot))
    const listener = vi.fn()
    const stop = hub.follow('VZ0', listener)
    await wait(1)
    expect(hub.inside()).toBeDefined()
    expect(listener).not.toHaveBeenCalled()
    stop()
  })

  test('a status of its session is news of a row that nobody watches', async () => {
    const { store, e, vzaps, gateway } = setUp(0)
    const connected = () => vzaps.util.selectInstance(store.getState(), 'VZ0')?.connected
    await store.dispatch(e.listInstances.initiate())
    gateway.dropConnection('VZ0')
    expect(connected()).toBe(true)
    await store.dispatch(e.getSessionStatus.initiate('VZ0'))
    expect([connected(), code.loads]).toEqual([false, 1])
  })

  test('a Retry-After holds the polls that begin after it', async () => {
    const { store, e, wire, wait, watch, counting } = setUp(0)
    wire.answer(/list/, json({}, 429, { 'Retry-After': '40' }))
    await store.dispatch(e.listInstances.initiate(undefined, { subscribe: false }))
    watch('VZ0')
    const polls = counting(/instances\/get/)
    await wait(39_000)
    expect(polls()).toBe(0)
    await wait(3_000)
    expect(polls()).toBe(1)
  })

  test('of an account that is gone nothing is known', async () => {
    const { store, vzaps, wait, watch, status, counting, e } = setUp(1, {
      instances: [{ id: 'VZ0', connected: false }],
    })
    watch('VZ0')
    status.expect('VZ0', 'restart')
    await wait(1_000)
    store.dispatch(vzaps.util.resetApiState())
    await wait(10_000)
    await store.dispatch(e.getInstance.initiate('VZ0', { subscribe: false }))
    const polls = counting()
    await wait(12_000)
    expect(polls()).toBeLessThanOrEqual(1)
  })
})
