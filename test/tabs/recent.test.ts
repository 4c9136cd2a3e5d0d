import { expect, test } from 'vitest'
import { createRecentEvents } from '../../src/tabs/recent.ts'

const eventAt = (number: number) => ({
  id: `evt_${number}`,
  type: 'Message',
  instanceId: 'VZ0',
  createdAt: '2026-01-02T03:04:05Z',
  data: {},
})

test('keeps what came within 15 s, of each instance', () => {
  let now = 1_000
  const recent = createRecentEvents(() => now)
  recent.note(eventAt(1), 'VZ0')
  now += 10_000
  recent.note(eventAt(2), 'VZ0')
  recent.note(eventAt(3), 'VZ1')
  expect(recent.of('VZ0').map(({ event }) => event.id)).toEqual(['evt_1', 'evt_2'])
  now += 5_000
  expect(recent.of('VZ0').map(({ event }) => event.id)).toEqual(['evt_2'])
  now += 10_000
  expect([recent.of('VZ0'), recent.of('VZ1'), recent.of('VZ2')]).toEqual([[], [], []])
})

test('keeps the last 500 of an instance in a flood', () => {
  const recent = createRecentEvents(() => 0)
  for (let number = 1; number <= 10_000; number++) recent.note(eventAt(number), 'VZ0')
  const ids = recent.of('VZ0').map(({ event }) => event.id)
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([500, 'evt_9501', 'evt_10000'])
})
