import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Hub } from '../../src/status/hub.ts'
import type { PollerDoorParts } from '../../src/status/poller-door.ts'
import { instances, virtual } from './support/virtual.ts'

const code = vi.hoisted(() => ({ loads: 0, fails: 0 }))

vi.mock('../../src/status/poller-door.ts', async (importOriginal) => {
  const { createPollerDoor } =
    await importOriginal<typeof import('../../src/status/poller-door.ts')>()
  const load = async () => {
    code.loads += 1
    if (code.loads <= code.fails) throw new TypeError('Failed to fetch dynamically imported module')
    return import('../../src/status/poller.ts')
  }
  return { createPollerDoor: (parts: PollerDoorParts) => createPollerDoor(parts, load) }
})

const setUp = (fails: number) => {
  Object.assign(code, { loads: 0, fails })
  const at = virtual({ instances: instances(3) })
  const { live } = at.vzaps.connect(at.store) as unknown as { live: { hub: Hub } }
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
    const polls = counting()
    await wait(43_000)
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
