import { expect, test } from 'vitest'
import { createStage } from '../../demo/story/stage.ts'
import { stories } from '../../demo/story/stories.ts'

test.each(stories)('$title', async ({ steps }) => {
  const stage = await createStage()
  for (const { move } of steps) await stage.move(move)
  for (const s of stage.snapshot().steps) process.stdout.write(JSON.stringify(s) + '\n')
  process.stdout.write(JSON.stringify(stage.snapshot().calls) + '\n')
})
