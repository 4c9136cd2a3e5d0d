// @vitest-environment jsdom
// Leaves the page as it was.
import { expect, test, vi } from 'vitest'
import { createAwake } from '../../src/tabs/awake.ts'

test('a page is awake until it is frozen or put away, and again when it is back', () => {
  const awake = createAwake()
  const listener = vi.fn()
  const stop = awake.subscribe(listener)
  expect(awake.get()).toBe(true)
  const told: boolean[] = []
  for (const [target, event] of [
    [document, 'freeze'],
    [document, 'resume'],
    [window, 'pagehide'],
    [window, 'pageshow'],
    [document, 'freeze'],
  ] as const) {
    target.dispatchEvent(new Event(event))
    told.push(awake.get())
  }
  expect(told).toEqual([false, true, false, true, false])
  expect(listener).toHaveBeenCalledTimes(5)
  stop()
  document.dispatchEvent(new Event('resume'))
  expect(listener).toHaveBeenCalledTimes(5)
})
