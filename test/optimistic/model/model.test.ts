import { describe, expect, it } from 'vitest'
import { countBad, explore } from './explore.ts'
import { createOverlayJudge } from './overlay-judge.ts'
import { createRtkQueryJudge } from './peer-judges.ts'

// `npm run soak` plays a hundred times as many, of another seed each time.
const seed = 20261205

describe('random mutations, polls, pages, pushes and other clients', () => {
  it('leave the overlay the fold of server values and operations, never going back, and ending as the server', {
    timeout: 600_000,
  }, async () => {
    const { examples, bad } = await explore(createOverlayJudge(false), {
      seed,
      runs: 500,
    })
    expect(examples.join('\n\n')).toBe('')
    expect(bad).toEqual({})
  })

  it('break the documented recipe of plain RTK Query, so the oracle can fail', async () => {
    const found = await explore(createRtkQueryJudge(false), { seed, runs: 100, isShrunk: false })
    expect(countBad(found)).toBeGreaterThan(30)
    expect(found.bad.flicker).toBeGreaterThan(10)
  })
})
