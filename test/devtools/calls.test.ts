import { describe, expect, test } from 'vitest'
import type { Activity } from 'vzaps-rtk'
import type { Call } from '../../src/devtools/panel/calls.ts'
import { axisOf, outcomeOf, piecesOf, rowsOf, spanOf } from '../../src/devtools/panel/calls.ts'

const error = { kind: 'http', status: 503, outcome: 'unknown', message: 'down' } as const

/** The activities of one call, by what happens and when. */
const call = (
  id: number,
  ...what: readonly (readonly [type: string, at: number, more?: object])[]
) =>
  what.map(([type, at, more]) => {
    const common = { id, endpoint: 'listInstances', method: 'POST', route: '/instances/list' }
    const start = { headers: {}, requestBytes: 2, responseBytes: 3 }
    return {
      activity: { type, at, ...common, calledAt: 1_000, tries: 1, ...start, ...more } as Activity,
    }
  })

const refresh = (at: number, more?: object) => ({
  activity: { type: 'refresh', at, durationMs: 20, ...more } as Activity,
})

const kinds = (row: Parameters<typeof piecesOf>[0], now = 9_000) =>
  piecesOf(row, now).map(({ kind, from, to }) => [kind, from, to])

describe('a row of the waterfall', () => {
  test('is one call: it waits, is sent, and ends', () => {
    const [row] = rowsOf(
      call(1, ['start', 1_200], ['answer', 1_500, { status: 200 }], ['settle', 1_500]),
    )
    expect(row && kinds(row)).toEqual([
      ['wait', 1_000, 1_200],
      ['try', 1_200, 1_500],
    ])
    expect(row && outcomeOf(row)).toBe('200')
  })

  test('has each try of a read, and the pauses between them', () => {
    const [row] = rowsOf(
      call(
        1,
        ['start', 1_000],
        ['answer', 1_100, { status: 503 }],
        ['retry', 1_100, { delayMs: 400, error }],
        ['start', 1_500],
        ['retry', 1_600, { delayMs: 800, error: { ...error, kind: 'network' } }],
        ['start', 2_400],
        ['answer', 2_500, { status: 200 }],
        ['settle', 2_500],
      ),
    )
    expect(row && kinds(row)).toEqual([
      ['failed', 1_000, 1_100],
      ['pause', 1_100, 1_500],
      ['failed', 1_500, 1_600],
      ['pause', 1_600, 2_400],
      ['try', 2_400, 2_500],
    ])
  })

  test('has a JWT that was refused, the token that came for it, and the resend', () => {
    const rows = rowsOf([
      ...call(1, ['start', 1_000], ['answer', 1_100, { status: 401 }]),
      refresh(1_130),
      ...call(1, ['start', 1_140], ['answer', 1_200, { status: 200 }], ['settle', 1_200]),
    ])
    expect(rows).toHaveLength(1)
    expect(rows[0] && kinds(rows[0])).toEqual([
      ['failed', 1_000, 1_100],
      ['token', 1_100, 1_140],
      ['try', 1_140, 1_200],
    ])
    expect((rows[0] as Call).refreshes).toHaveLength(1)
  })

  test('is a token of its own, where no call was refused', () => {
    const rows = rowsOf([refresh(500), ...call(1, ['start', 1_000])])
    expect(rows.map(({ endpoint }) => endpoint)).toEqual(['token', 'listInstances'])
    expect(rows[0] && kinds(rows[0])).toEqual([['token', 480, 500]])
  })

  test('goes on until now while there is no end', () => {
    const [row] = rowsOf(call(1, ['start', 1_000]))
    expect(row && spanOf(row, 5_000)).toEqual([1_000, 5_000])
    expect(row && kinds(row, 5_000)).toEqual([['try', 1_000, 5_000]])
    expect(row && outcomeOf(row)).toBe('on its way')
    const [pausing] = rowsOf(call(1, ['start', 1_000], ['retry', 1_100, { delayMs: 400, error }]))
    expect(pausing && kinds(pausing, 1_300)).toEqual([
      ['failed', 1_000, 1_100],
      ['pause', 1_100, 1_300],
    ])
  })

  test('says why a call failed, sent or not', () => {
    const [refused] = rowsOf(
      call(1, ['start', 1_000], ['answer', 1_100, { status: 503 }], ['settle', 1_100, { error }]),
    )
    expect(refused && outcomeOf(refused)).toBe('503 http')
    const [unsent] = rowsOf(call(1, ['settle', 1_100, { error: { ...error, kind: 'aborted' } }]))
    expect(unsent && outcomeOf(unsent)).toBe('aborted')
    expect(unsent && kinds(unsent)).toEqual([['wait', 1_000, 1_100]])
  })

  test('keeps calls apart that overlap', () => {
    const [a, b] = [call(1, ['start', 1_000], ['settle', 1_900]), call(2, ['start', 1_100])]
    const rows = rowsOf([...a.slice(0, 1), ...b, ...a.slice(1)])
    expect(rows.map((row) => outcomeOf(row))).toEqual(['done', 'on its way'])
  })
})

describe('the axis', () => {
  const at = (from: number, to: number) =>
    ({ id: from, calledAt: from, tries: [], refreshes: [], end: { at: to } }) as unknown as Call

  test('is in proportion where calls overlap', () => {
    const axis = axisOf([at(0, 100), at(50, 200)], 200)
    expect([0, 50, 100, 200].map(axis)).toEqual([0, 0.25, 0.5, 1])
  })

  test('shortens the time in which nothing happens', () => {
    const axis = axisOf([at(0, 100), at(60_000, 60_100)], 60_100)
    expect(axis(100)).toBeCloseTo(0.4)
    expect(axis(60_000)).toBeCloseTo(0.6)
    expect(axis(60_100)).toBeCloseTo(1)
    expect(axis(90_000)).toBe(1)
  })

  test('stands where nothing took any time, and where there is nothing', () => {
    expect(axisOf([at(5, 5)], 5)(5)).toBeGreaterThanOrEqual(0)
    expect(Number.isFinite(axisOf([], 5)(5))).toBe(true)
  })
})
