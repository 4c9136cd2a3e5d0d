import { describe, expect, test } from 'vitest'
import { createTimeline } from '../../src/tabs/timeline.ts'

const start = () => {
  let time = 0
  const timeline = createTimeline(() => time)
  const noteAt = (at: number, seq: number) => {
    time = at
    timeline.note(seq)
  }
  return { ...timeline, noteAt }
}

describe('what left in another tab', () => {
  test('stands behind what was seen before it, and before the rest', () => {
    const { noteAt, clockAt } = start()
    noteAt(10, 1)
    noteAt(20, 2)
    expect(clockAt(15)).toBeGreaterThan(1)
    expect(clockAt(15)).toBeLessThan(2)
    expect(clockAt(16)).toBeGreaterThan(clockAt(15))
  })

  test('in the same ms as something here stands before it: nobody knows which came first', () => {
    const { noteAt, clockAt } = start()
    noteAt(10, 1)
    noteAt(20, 2)
    expect(clockAt(20)).toBeLessThan(2)
    expect(clockAt(20)).toBeGreaterThan(1)
  })

  test('before anything was seen here, or in time that has not come, is older than all', () => {
    const { noteAt, clockAt } = start()
    noteAt(10, 1)
    expect(clockAt(5)).toBe(0)
    expect(clockAt(11)).toBe(0)
  })

  test('before another state was put into the store is older than all of that', () => {
    const { noteAt, clockAt } = start()
    noteAt(10, 7)
    noteAt(20, 1)
    noteAt(30, 2)
    expect(clockAt(15)).toBe(0)
    expect(clockAt(25)).toBeGreaterThan(1)
    expect(clockAt(25)).toBeLessThan(2)
  })
})
