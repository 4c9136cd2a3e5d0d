import { vi } from 'vitest'
import type { MockGatewayOptions } from 'vzaps-rtk/mock'
// Loaded before any timer is faked: what a test waits for is never this file.
import '../../../src/status/hub.ts'
import type { SetupOptions } from '../../support/setup.ts'
import { setup } from '../../support/setup.ts'

/** A boolean of the platform that a test switches. */
export const fakeSignal = (initial = true) => {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (next: boolean) => {
      value = next
      for (const listener of listeners) listener()
    },
    listeners,
  }
}

/** Rows of an account, `VZ0` and so on, connected. */
export const instances = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `VZ${i}`, name: `Row ${i}`, connected: true }))

/** An api on a fake gateway in virtual time: call `vi.useFakeTimers()` first. */
export const virtual = (
  gateway: MockGatewayOptions = { instances: instances(3) },
  { platform, ...options }: SetupOptions = {},
) => {
  const online = fakeSignal()
  const visible = fakeSignal()
  const at = setup({
    gateway: { now: () => Date.now(), ...gateway },
    platform: {
      now: () => Date.now(),
      setTimeout: (run, ms) => setTimeout(run, ms),
      clearTimeout: (handle) => clearTimeout(handle),
      random: () => 0,
      online,
      visible,
      ...platform,
    },
    ...options,
  })
  const { status } = at.vzaps.connect(at.store)
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const asked = (path: string | RegExp = /instances\/(get|list)/) =>
    at.wire.calls().filter((call) => call.path.match(path)).length
  const counting = (path?: string | RegExp) => {
    const before = asked(path)
    return () => asked(path) - before
  }
  /** Watches, and keeps what was told. */
  const watch = (id: string, given?: Parameters<typeof status.watch>[1]) => {
    const told: unknown[] = []
    const subscription = status.watch(id, given).subscribe((one) => told.push(one))
    return {
      told,
      last: () => told.at(-1) as { connected?: boolean } | undefined,
      stop: () => subscription.unsubscribe(),
    }
  }
  return { ...at, status, online, visible, wait, asked, counting, watch }
}

export type Virtual = ReturnType<typeof virtual>
