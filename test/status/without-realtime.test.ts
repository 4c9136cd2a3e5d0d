import { expect, test, vi } from 'vitest'

// All that is specified of the hub holds where there is no code for pushes: its folder's only door leads nowhere.

const door = vi.hoisted(() => ({ entered: 0 }))

vi.mock('../../src/realtime/door.ts', () => ({
  createRealtimeDoor: () => ({
    inside: () => undefined,
    enter: () => {
      door.entered += 1
      throw new Error('There is no code for pushes')
    },
  }),
}))

await import('./hub.test.ts')

test('and nothing of it wants any', () => {
  expect(door.entered).toBe(0)
})
