import { describe, expect, test } from 'vitest'
import type { Fault, FaultMatch, MockGatewayOptions } from '../../src/mock/index.ts'
import { createStill, noon, only } from './client.ts'

describe('the clock', () => {
  test.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    1e13,
    1e300,
    '5' as unknown as number,
    undefined as unknown as number,
  ])('does not move by %s, and stays where it was', (ms) => {
    const gateway = createStill()
    expect(() => gateway.advance(ms)).toThrow(RangeError)
    expect(gateway.now()).toBe(noon)
  })

  test('does not move beyond the last year of four digits, in however many steps', () => {
    const gateway = createStill({ instances: [{ id: 'VZ1' }] })
    const century = 3_153_600_000_000
    expect(() => {
      for (let step = 0; step < 100; step += 1) gateway.advance(century)
    }).toThrow(RangeError)
    expect(new Date(gateway.now()).getUTCFullYear()).toBeLessThan(10_000)
    gateway.instances.patch('VZ1', { name: 'Later' })
    expect(only(gateway).updated_at).toMatch(/^9\d{3}-/)
  })

  test('moves by nothing, and by fractions', () => {
    const gateway = createStill()
    gateway.advance(0)
    gateway.advance(0.5)
    expect(gateway.now()).toBe(noon + 0.5)
  })
})

describe('a fault that makes no sense is refused, with the word for what it must be', () => {
  test.each<[string, Record<string, unknown>]>([
    ['latencyMs', { latencyMs: Number.POSITIVE_INFINITY }],
    ['latencyMs', { latencyMs: 600_001 }],
    ['latencyMs', { latencyMs: 2 ** 31 }],
    ['latencyMs', { latencyMs: [0, 1e9] }],
    ['latencyMs', { latencyMs: [0] }],
    ['tokenLifetimeMs', { tokenLifetimeMs: 1e15 }],
    ['activationMs', { activationMs: -1 }],
    ['lingerMs', { lingerMs: '5' }],
    ['payment', { payment: 'maybe' }],
    ['payment', { payment: true }],
  ])('%s %j', (name, faults) => {
    const { faults: control } = createStill()
    const before = control.get()
    expect(() => control.set(faults)).toThrow(new RegExp(`${name} must be `))
    expect(control.get()).toEqual(before)
  })

  test.each<[string, unknown, unknown]>([
    ['kind', { kind: 'slow' }, {}],
    ['kind', {}, {}],
    ['status', { kind: 'status' }, {}],
    ['status', { kind: 'status', status: 1000 }, {}],
    ['retryAfter', { kind: 'status', status: 429, retryAfter: 'a\nb' }, {}],
    ['isApplied', { kind: 'status', status: 429, isApplied: 1 }, {}],
    ['ms', { kind: 'latency' }, {}],
    ['ms', { kind: 'latency', ms: 1e9 }, {}],
    ['status', { kind: 'stall', status: 500 }, {}],
    ['times', { kind: 'stall' }, { times: 1.5 }],
    ['times', { kind: 'stall' }, { times: -1 }],
    ['path', { kind: 'stall' }, { path: 5 }],
    ['url', { kind: 'stall' }, { url: '/token' }],
  ])('failNext: %s of %j, %j', (name, fault, match) => {
    const { faults } = createStill()
    expect(() => faults.failNext(fault as Fault, match as FaultMatch)).toThrow(RangeError)
    expect(() => faults.failNext(fault as Fault, match as FaultMatch)).toThrow(name)
  })

  test('undefined says nothing', () => {
    const { faults } = createStill({ faults: { latencyMs: 5 } })
    faults.failNext({ kind: 'status', status: 500, retryAfter: undefined }, { path: undefined })
    faults.set({ latencyMs: undefined } as object)
    expect(faults.get().latencyMs).toBe(5)
  })
})

describe('an option that makes no sense is refused', () => {
  test.each<[string, MockGatewayOptions]>([
    ['instances', { instances: -1 }],
    ['instances', { instances: 1.5 }],
    ['instances', { instances: 1e9 }],
    ['instances', { instances: Number.NaN }],
    ['restartMs', { restartMs: Number.NaN }],
    ['restartMs', { restartMs: Number.POSITIVE_INFINITY }],
    ['autoScanMs', { autoScanMs: -1 }],
    ['basePath', { basePath: 'api' }],
    ['latencyMs', { faults: { latencyMs: Number.NaN } }],
  ])('%s: %j', (name, options) => {
    expect(() => createStill(options)).toThrow(RangeError)
    expect(() => createStill(options)).toThrow(name)
  })
})
