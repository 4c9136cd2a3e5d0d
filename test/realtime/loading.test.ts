import { Subject } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DoorParts, RealtimeDoor } from '../../src/realtime/door.ts'
import { createRealtimeDoor } from '../../src/realtime/door.ts'
import { useVirtualTime } from './support/virtual.ts'

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const platform = {
  now: () => Date.now(),
  setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
  clearTimeout: (handle: never) => clearTimeout(handle),
} as unknown as DoorParts['platform']

/** A door whose code fails to load so many times. */
const doorThat = (fails: number) => {
  let loads = 0
  const subscribed: string[] = []
  const left: string[] = []
  const load = async () => {
    loads += 1
    if (loads <= fails) throw new TypeError('Failed to fetch dynamically imported module')
    const subscribe = (id: string) => {
      subscribed.push(id)
      return () => left.push(id)
    }
    return { createRealtime: () => ({ subscribe, keep: subscribe }) } as never
  }
  const hub = { end$: new Subject<void>(), load: async () => ({}) }
  const door = createRealtimeDoor({ platform, hub } as unknown as DoorParts, load)
  return { door, subscribed, left, loads: () => loads }
}

const keep = (door: RealtimeDoor, id: string) => door.enter(id, (realtime) => realtime.keep(id, {}))

describe('the code for sockets', () => {
  test('is loaded once, when it is first needed', async () => {
    const { door, subscribed, loads } = doorThat(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(loads()).toBe(0)
    door.events$('VZ0').subscribe()
    keep(door, 'VZ1')
    expect(door.stateOf('VZ0')).toEqual({ status: 'connecting' })
    await vi.advanceTimersByTimeAsync(0)
    keep(door, 'VZ2')
    expect([loads(), subscribed]).toEqual([1, ['VZ0', 'VZ1', 'VZ2']])
  })

  test('that cannot be loaded is a typed error, and is tried again', async () => {
    const { door, subscribed, loads } = doorThat(3)
    const errors: unknown[] = []
    door.events$('VZ0').subscribe({ error: (error) => errors.push(error) })
    await vi.advanceTimersByTimeAsync(0)
    expect(door.stateOf('VZ0')).toEqual({
      status: 'waiting',
      retryAt: Date.now() + 5_000,
      error: expect.objectContaining({ kind: 'network', code: 'not-loaded', outcome: 'not-sent' }),
    })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(loads()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(loads()).toBe(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect([loads(), subscribed, errors]).toEqual([4, ['VZ0'], []])
  })

  test('is asked for at once by who comes after a failure', async () => {
    const { door, subscribed } = doorThat(1)
    door.events$('VZ0').subscribe()
    await vi.advanceTimersByTimeAsync(10)
    door.events$('VZ1').subscribe()
    await vi.advanceTimersByTimeAsync(0)
    expect(subscribed).toEqual(['VZ1'])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(subscribed).toEqual(['VZ1', 'VZ0'])
  })

  test('does nothing for who left while it was loaded', async () => {
    const { door, subscribed } = doorThat(1)
    const first = door.events$('VZ0').subscribe()
    const stop = keep(door, 'VZ1')
    first.unsubscribe()
    await vi.advanceTimersByTimeAsync(0)
    expect(door.stateOf('VZ0')).toEqual({ status: 'idle' })
    expect(door.stateOf('VZ1')).toMatchObject({ status: 'waiting' })
    stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(subscribed).toEqual([])
    expect(door.stateOf('VZ1')).toEqual({ status: 'idle' })
    expect(vi.getTimerCount()).toBe(0)
  })
})
