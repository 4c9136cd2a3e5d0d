import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bugs } from './bugs.ts'
import { withBug } from './put-in.ts'

const overlay = fileURLToPath(new URL('../../../src/overlay', import.meta.url))

// `npm run bugs` has the random model look for each: that takes minutes.
describe('faults to be found by the random model', () => {
  it.each(bugs)('$name can be put into the overlay as it is now', (bug) => {
    const texts = withBug(overlay, bug)
    expect(texts.size).toBeGreaterThan(0)
  })

  it('are at least ten, each with a name of its own', () => {
    expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
    expect(bugs.length).toBeGreaterThanOrEqual(10)
  })
})
