import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Census, Happening } from './census.ts'
import { createOverlayJudge } from './overlay-judge.ts'
import { run } from './run.ts'
import { schedules } from './schedule.ts'

const RUNS = 300
const happenings: readonly Happening[] = [
  'update',
  'delete',
  'create',
  'create several',
  'stamp',
  'move',
  'mark all',
  'clear',
  'change of an outer row',
  'change of an inner row',
  'change of a row in the making',
  'poll',
  'further page of an infinite query',
  'further page of a merged list',
  'refused change',
  'unknown outcome',
  'never sent',
  'answers out of order',
  'failed read',
  'read of a row that is gone',
  'push',
  'late push',
  'other client',
  'abort',
  'forgotten entry',
  'written by hand',
  'snapshot',
  'copy of the state',
]
const calls: readonly Happening[] = [
  'update',
  'delete',
  'create',
  'create several',
  'stamp',
  'move',
  'mark all',
  'clear',
]

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

describe('random schedules', () => {
  const censuses: Census[] = []

  beforeAll(async () => {
    const judge = createOverlayJudge(false)
    const onEnd = ({ census }: { readonly census: Census }) => void censuses.push(census)
    for (const schedule of fc.sample(schedules, { seed: 7, numRuns: RUNS })) {
      await run(schedule, judge, { isBlind: true, onEnd })
    }
  }, 120_000)

  test.each(happenings)('come to this in one of twenty runs at least: %s', (happening) => {
    const runs = censuses.filter((census) => census.times(happening) > 0)
    expect(runs.length / RUNS).toBeGreaterThanOrEqual(0.05)
  })

  test('call a dozen mutations, half of the time or more', () => {
    const counts = censuses.map((census) => calls.reduce((sum, it) => sum + census.times(it), 0))
    expect(median(counts)).toBeGreaterThanOrEqual(12)
  })

  test('have three of them open at once, half of the time or more', () => {
    expect(median(censuses.map((census) => census.peak()))).toBeGreaterThanOrEqual(3)
  })
})
