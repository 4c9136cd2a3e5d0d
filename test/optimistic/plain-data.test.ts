import { describe, expect, test } from 'vitest'
import { whyUnfit } from '../../src/overlay/operations/plain-data.ts'

const isPlainData = (value: unknown) => whyUnfit(value) === undefined

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

  test('says why it is none', () => {
    expect(whyUnfit({ at: new Date(0) })).toBe('it holds an instance of Date: give plain data')
    expect(whyUnfit([() => 1])).toBe('it holds a function: give plain data')
    expect(whyUnfit(nested(21))).toMatch('over 20 deep')
    expect(whyUnfit(Array.from({ length: 2_000 }))).toMatch('over 2000 values')
  })

  test('is not what leads back into itself', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect(isPlainData(loop)).toBe(false)
  })
})
