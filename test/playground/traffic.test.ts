import { describe, expect, test } from 'vitest'
import type { Activity } from 'vzaps-rtk'
import { follow, noTraffic } from '../../demo/store/traffic.ts'

const call = {
  id: 1,
  endpoint: 'listInstances',
  method: 'POST',
  route: '/instances/list',
  calledAt: 95,
} as const
const error = (kind: 'network' | 'timeout' | 'http' | 'rate-limit' | 'aborted') =>
  ({ kind, message: kind, outcome: 'unknown' }) as NonNullable<
    Extract<Activity, { type: 'settle' }>['error']
  >
const settled = (kind?: Parameters<typeof error>[0], tries = 1): Activity => ({
  ...call,
  type: 'settle',
  at: 100,
  tries,
  durationMs: 5,
  ...(kind && { error: error(kind) }),
})
const through = (...activities: readonly Activity[]) => activities.reduce(follow, noTraffic)

describe('whether the gateway can be reached', () => {
  test('is not known before the first answer', () => {
    expect(noTraffic.reach).toBe('unknown')
    expect(through(settled('aborted')).reach).toBe('unknown')
    expect(through(settled('network', 0)).reach).toBe('unknown')
  })

  test.each(['network', 'timeout'] as const)('a %s says no, until an answer comes', (kind) => {
    expect(through(settled(), settled(kind)).reach).toBe('unreachable')
    expect(through(settled(kind), settled('aborted')).reach).toBe('unreachable')
    expect(through(settled(kind), settled()).reach).toBe('reached')
  })

  test('a refusal comes from a gateway that is there', () => {
    expect(through(settled('http')).reach).toBe('reached')
    expect(through(settled('rate-limit')).reach).toBe('reached')
  })
})

test('a relay that has no connection to the gateway says no for it', () => {
  const answered = settled('http')
  if (answered.type !== 'settle' || !answered.error) throw new Error('no error')
  const lost = { ...answered, error: { ...answered.error, code: 'unreachable' } } as Activity
  expect(through(settled(), lost).reach).toBe('unreachable')
  expect(through(lost, settled()).reach).toBe('reached')
})

describe('what is waited for', () => {
  const retry = (kind: 'http' | 'rate-limit'): Activity => ({
    ...call,
    type: 'retry',
    at: 100,
    tries: 1,
    delayMs: 3_000,
    error: error(kind),
  })

  test('is the next try, which the gateway may have asked to put off', () => {
    expect(through(retry('rate-limit')).waits.get(1)).toEqual({ until: 3_100, isAsked: true })
    expect(through(retry('http')).waits.get(1)).toEqual({ until: 3_100, isAsked: false })
  })

  test('is nothing once that is on its way, or given up', () => {
    const start: Activity = {
      ...call,
      type: 'start',
      at: 200,
      tries: 2,
      headers: {},
      requestBytes: 2,
    }
    expect(through(retry('http'), start).waits.size).toBe(0)
    expect(through(retry('http'), settled('http')).waits.size).toBe(0)
  })
})
