import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Move } from '../../demo/story/moves.ts'
import type { Snapshot } from '../../demo/story/stage.ts'
import { createStage } from '../../demo/story/stage.ts'
import { unusedName } from '../../demo/story/unused-name.ts'

/** What a visitor can press now. */
const movesIn = (snapshot: Snapshot): readonly Move[] => {
  const name = unusedName(snapshot)
  const ends = snapshot.calls
    .filter(({ isEarly }) => !isEarly)
    .flatMap(({ id, kind }): Move[] => [
      { kind: 'end', call: id, verdict: 'through' },
      ...(kind === 'change' ? [{ kind: 'end', call: id, verdict: 'refused' } as const] : []),
    ])
  const isReading = snapshot.calls.some(({ kind }) => kind === 'read')
  return [
    ...ends,
    ...(name
      ? [{ kind: 'rename', row: 0, to: name } as const, { kind: 'create', name } as const]
      : []),
    ...(isReading ? [] : [{ kind: 'poll' } as const]),
  ]
}

test('whatever a visitor presses, this library shows what they did and what the gateway has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 14 }), async (choices) => {
      const stage = await createStage()
      for (const choice of choices) {
        const moves = movesIn(stage.snapshot())
        const move = moves[choice % moves.length]
        if (!move) break
        await stage.move(move)
        expect(stage.snapshot().steps.at(-1)?.frames.library.isRight).toBe(true)
      }
    }),
    { numRuns: 40, seed: 7 },
  )
})
