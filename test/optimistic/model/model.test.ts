import { describe, expect, it } from 'vitest'
import { countBad, explore } from './explore.ts'
import { createOverlayJudge } from './overlay-judge.ts'
import { createRtkQueryJudge } from './peer-judges.ts'

// `npm run soak` plays a hundred times as many, of another seed each time.
const seed = 20261124

describe('random mutations, polls, pushes and other clients', () => {
  it.each([
    ['the overlay alone', false],
    ['the overlay with tags and entry invalidation', true],
  ])(
    '%s is the fold of server value and operations, never goes back, and ends as the server',
    { timeout: 120_000 },
    async (_name, hasTags) => {
      const { examples, bad } = await explore(createOverlayJudge(hasTags), { seed, runs: 1_000 })
      expect(examples.join('\n\n')).toBe('')
      expect(bad).toEqual({})
    },
  )

  it('the documented recipe of plain RTK Query breaks in the same runs, so the oracle can fail', async () => {
    const found = await explore(createRtkQueryJudge(false), { seed, runs: 100, isShrunk: false })
    expect(countBad(found)).toBeGreaterThan(30)
    expect(found.bad.flicker).toBeGreaterThan(10)
  })
})
