import { describe, expect, test } from 'vitest'
import { createSendOrder } from 'vzaps-rtk/optimistic'

describe('the order of requests', () => {
  test('is the clock’s', () => {
    const order = createSendOrder()
    expect([1, 2, 7].map(order)).toEqual([1, 2, 7])
  })

  test('between two ticks is that of their leaving, and never reaches the next tick', () => {
    const order = createSendOrder()
    const numbers = Array.from({ length: 1_000 }, () => order(3))
    expect(numbers[0]).toBe(3)
    for (const [i, number] of numbers.entries()) {
      if (i > 0) expect(number).toBeGreaterThan(numbers[i - 1] as number)
    }
    expect(numbers.at(-1)).toBeLessThan(4)
    expect(order(4)).toBe(4)
  })

  test('tells a million requests in one tick apart', () => {
    const order = createSendOrder()
    const first = order(0)
    const [second, third] = [order(0), order(0)]
    expect(first).toBeLessThan(second)
    expect(third - second).toBeLessThanOrEqual(1e-6)
    expect(2 ** 31 + (third - second)).toBeGreaterThan(2 ** 31)
  })

  test('starts anew when the clock was set back', () => {
    const order = createSendOrder()
    order(9)
    expect(order(2)).toBe(2)
    expect(order(2)).toBeGreaterThan(2)
    order(5)
    expect(order(4)).toBe(4)
  })

  test('starts anew with a clock of nought', () => {
    const order = createSendOrder()
    expect(order(1)).toBe(1)
    expect(order(0)).toBe(0)
  })

  test('is one of each maker', () => {
    const [a, b] = [createSendOrder(), createSendOrder()]
    a(1)
    expect(b(1)).toBe(1)
  })
})
