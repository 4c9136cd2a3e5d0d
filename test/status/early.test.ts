import { expect, test } from 'vitest'
import { createEarly } from '../../src/status/early.ts'

test('what happened before the code was there is kept for a minute, and told once, in order', () => {
  let now = 0
  const early = createEarly<string[]>(() => now)
  const say = (at: number) => {
    now = at
    early.add((told) => told.push(`at ${at}`))
  }
  for (const at of [0, 1_000, 60_000, 60_500]) say(at)
  const told: string[] = []
  early.tell(told)
  early.tell(told)
  expect(told).toEqual(['at 1000', 'at 60000', 'at 60500'])
  say(61_000)
  early.clear()
  early.tell(told)
  expect(told).toHaveLength(3)
})
