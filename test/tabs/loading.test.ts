import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTabsDoor } from '../../src/tabs/door.ts'
import { createBrowser } from './support/browser.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A door whose code fails to load so many times. */
const doorThat = (fails: number, tabs: object | null = { scope: 'me' }) => {
  let loads = 0
  const asked: unknown[] = []
  const load = async () => {
    loads += 1
    if (loads <= fails) throw new TypeError('Failed to fetch dynamically imported module')
    return { createTabs: () => ({ ask: (wish: unknown) => asked.push(wish), dispose: () => {} }) }
  }
  const tab = createBrowser().createTab()
  const platform = tab.platform(globalThis.fetch, globalThis.WebSocket)
  const hub = { load: async () => ({}) as never }
  const door = createTabsDoor({ tabs } as never, platform, hub, () => ({}) as never, load as never)
  return { door, asked, loads: () => loads }
}

const poll = { kind: 'id', id: 'VZ0' } as never

describe('the code for tabs', () => {
  test('is not loaded where there is no scope', async () => {
    const { door, loads } = doorThat(0, null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(loads()).toBe(0)
    expect(door.inside()).toBeUndefined()
  })

  test('is loaded once, and each tab works alone until then', async () => {
    const { door, loads, asked } = doorThat(0)
    expect(door.inside()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(60_000)
    door.inside()?.ask(poll)
    expect([loads(), asked.length]).toEqual([1, 1])
  })

  test('that cannot be loaded is tried again, and the tab works alone meanwhile', async () => {
    const { door, loads, asked } = doorThat(2)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(loads()).toBe(1)
    expect(door.inside()).toBeUndefined()
    // A socket waits for the first try, and no longer.
    await expect(door.opened).resolves.toBeUndefined()
    await vi.advanceTimersByTimeAsync(5_001)
    door.inside()?.ask(poll)
    expect([loads(), asked.length]).toEqual([3, 1])
  })

  test('is not tried again after dispose()', async () => {
    const { door, loads } = doorThat(2)
    await vi.advanceTimersByTimeAsync(10)
    door.dispose()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(loads()).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
