import { describe, expect, it } from 'vitest'
import { explore } from './explore.ts'
import { createOverlayJudge } from './overlay-judge.ts'

// Beside the runs without tags, and not in one file with them: files run at the same time.
const seed = 20261202

describe('random mutations, polls, pages, pushes and other clients, with tags', () => {
  it('leave the overlay what it is without, and every entry read again that a mutation invalidated', {
    timeout: 600_000,
  }, async () => {
    const { examples, bad } = await explore(createOverlayJudge(true), {
      seed,
      runs: 500,
    })
    expect(examples.join('\n\n')).toBe('')
    expect(bad).toEqual({})
  })
})
