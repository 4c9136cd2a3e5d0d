import { describe, expect, test } from 'vitest'
import { isPlainData } from '../../src/overlay/operations/plain-data.ts'

const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) })

describe('plain data', () => {
  test.each([undefined, null, 0, 'text', true, [], {}, { a: [{ b: null }] }, Object.create(null)])(
    'is %j',
    (value) => {
      expect(isPlainData(value)).toBe(true)
    },
  )

  test.each([
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['an instance', new (class Event {})()],
  ])('is not %s, nor what holds it, at any depth', (_name, value) => {
    expect(isPlainData(value)).toBe(false)
    expect(isPlainData([1, value])).toBe(false)
    expect(isPlainData({ fine: 1, in: { it: value } })).toBe(false)
  })

  test('is as deep as a form is, and no deeper', () => {
    expect(isPlainData(nested(20))).toBe(true)
    expect(isPlainData(nested(21))).toBe(false)
    expect(isPlainData(Array.from({ length: 21 }).reduce((inner) => [inner], 1))).toBe(false)
  })

  test('is as much as a form holds, and no more', () => {
    const values = (count: number) => Array.from({ length: count }, () => 1)
    expect(isPlainData(values(1_999))).toBe(true)
    expect(isPlainData(values(2_000))).toBe(false)
    expect(isPlainData([values(1_000), values(999)])).toBe(false)
  })

  test('is not what leads back into itself', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect(isPlainData(loop)).toBe(false)
  })
})
