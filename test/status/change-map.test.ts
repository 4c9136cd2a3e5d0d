import { expect, test } from 'vitest'
import { changedIds, changeOf, withChanges } from '../../src/status/change-map.ts'
import type { StatusChange } from '../../src/status/status.ts'

const change: StatusChange = { changedAt: 1, source: 'poll' }

test('a hundred thousand instances that come or go at once cost one walk', () => {
  const ids = Array.from({ length: 100_000 }, (_, nr) => `VZ${nr}`)
  const started = process.cpuUsage()
  const all = withChanges({}, new Map(ids.map((id) => [id, change])))
  expect(changeOf(all, 'VZ99999')).toBe(change)
  const rest = withChanges(all, new Map(ids.slice(1).map((id) => [id, undefined])))
  expect([...changedIds({}, rest)]).toEqual(['VZ0'])
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000)
})
