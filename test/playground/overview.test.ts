import { describe, expect, test } from 'vitest'
import type { BulkProgress } from '../../demo/overview/bulk.ts'
import { actOnAll } from '../../demo/overview/bulk.ts'
import { addSample, readCounts } from '../../demo/overview/counts.ts'

describe('the counts', () => {
  test('tell those that come back from those that stay away', () => {
    const counts = readCounts({
      connected: 3,
      disconnected: 5,
      restarting: 2,
      pairing: 1,
      active: 4,
    })
    expect(counts).toMatchObject({ connected: 3, restarting: 2, pairing: 1, disconnected: 2 })
    expect(counts).toMatchObject({ ACTIVE: 4, TRIALING: 0, EXPIRED: 0 })
  })

  test.each([undefined, null, {}, { connected: 'many', disconnected: -1, restarting: Number.NaN }])(
    'are none where there are none: %j',
    (summary) => {
      expect(new Set(Object.values(readCounts(summary)))).toEqual(new Set([0]))
    },
  )
})

describe('the samples', () => {
  const sample = (at: number, connected: number) => ({ at, ...readCounts({ connected }) })
  const sampled = (...samples: readonly ReturnType<typeof sample>[]) =>
    samples.reduce((all, one) => [...addSample(all, one)], [] as ReturnType<typeof sample>[])

  test('keep where a level begins and ends, and no more', () => {
    const points = sampled(sample(1, 5), sample(2, 5), sample(3, 5), sample(4, 6), sample(5, 6))
    expect(points.map(({ at, connected }) => [at, connected])).toEqual([
      [1, 5],
      [3, 5],
      [4, 6],
      [5, 6],
    ])
  })

  test('go back a quarter of an hour', () => {
    const points = sampled(sample(0, 5), sample(60_000, 6), sample(15 * 60_000 + 1, 7))
    expect(points.map(({ connected }) => connected)).toEqual([6, 7])
  })
})

describe('acting on all', () => {
  const start = (ids: readonly string[], width: number) => {
    const waiting: { id: string; answer: (worked: boolean) => void }[] = []
    const progress: BulkProgress[] = []
    const control = new AbortController()
    const end = actOnAll({
      ids,
      width,
      signal: control.signal,
      act: (id) => new Promise((answer) => waiting.push({ id, answer })),
      onProgress: (state) => progress.push(state),
    })
    const answer = async (worked = true) => {
      waiting.shift()?.answer(worked)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { waiting, progress, control, end, answer }
  }

  test('goes a few at a time, and tells how far it is', async () => {
    const { waiting, progress, end, answer } = start(['a', 'b', 'c'], 2)
    expect(waiting.map(({ id }) => id)).toEqual(['a', 'b'])
    await answer()
    expect(waiting.map(({ id }) => id)).toEqual(['b', 'c'])
    await answer(false)
    await answer()
    await end
    expect(progress).toEqual([
      { total: 3, done: 1, failed: [] },
      { total: 3, done: 2, failed: ['b'] },
      { total: 3, done: 3, failed: ['b'] },
    ])
  })

  test('stopped, begins no more, and waits for those under way', async () => {
    const { waiting, progress, control, end, answer } = start(['a', 'b', 'c', 'd'], 2)
    control.abort()
    await answer()
    await answer()
    await end
    expect(waiting).toEqual([])
    expect(progress.at(-1)).toEqual({ total: 4, done: 2, failed: [] })
  })

  test('of nothing is over at once', async () => {
    await start([], 4).end
  })
})
