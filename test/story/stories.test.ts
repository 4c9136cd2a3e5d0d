import { describe, expect, test } from 'vitest'
import type { SideName, Step } from '../../demo/story/stage.ts'
import { createStage } from '../../demo/story/stage.ts'
import type { Story } from '../../demo/story/stories.ts'
import { stories } from '../../demo/story/stories.ts'

const play = async ({ steps }: Story) => {
  const stage = await createStage()
  for (const { move } of steps) await stage.move(move)
  return stage.snapshot()
}

/** What a side showed, step by step, as its store had it; `!` where the referee says that it is wrong. */
const shownBy = (side: SideName, steps: readonly Step[]) =>
  steps.map(({ frames: { [side]: frame } }) => `${frame.isRight ? '' : '!'}${frame.names}`)

const expected: Record<string, Record<SideName, readonly string[]>> = {
  poll: {
    library: Array(5).fill('Sales,Billing'),
    manual: [
      'Sales,Billing',
      'Sales,Billing',
      '!Support,Billing',
      '!Support,Billing',
      'Sales,Billing',
    ],
  },
  'two-renames': {
    library: ['Sales,Billing', ...Array(4).fill('Events,Billing')],
    manual: [
      'Sales,Billing',
      'Events,Billing',
      '!Support,Billing',
      '!Support,Billing',
      'Events,Billing',
    ],
  },
  overtaking: {
    library: ['Support,Billing', ...Array(4).fill('Sales,Billing')],
    manual: [
      'Support,Billing',
      'Sales,Billing',
      'Sales,Billing',
      '!Support,Billing',
      'Sales,Billing',
    ],
  },
  create: {
    library: [
      'Events,Support,Billing',
      'Sales,Support,Billing',
      'Support,Billing',
      'Support,Billing',
      'Support,Billing',
    ],
    // The patch of the rename is undone in the row that took the place of the one that never was.
    manual: [
      'Events,Support,Billing',
      'Sales,Support,Billing',
      'Support,Billing',
      '!Events,Billing',
      'Support,Billing',
    ],
  },
}

describe.each(stories)('$title', (story) => {
  test('both stores show what is told of them', async () => {
    const { steps } = await play(story)
    expect(shownBy('library', steps)).toEqual(expected[story.id]?.library)
    expect(shownBy('manual', steps)).toEqual(expected[story.id]?.manual)
  })

  test('with the labels swapped it would not be true', async () => {
    const { steps } = await play(story)
    expect(shownBy('manual', steps)).not.toEqual(expected[story.id]?.library)
    expect(shownBy('library', steps)).not.toEqual(expected[story.id]?.manual)
  })

  test('both sides end with what the gateway has, and nothing is left on its way', async () => {
    const { names, calls, layers } = await play(story)
    expect(names.manual).toEqual(names.library)
    expect(layers.server).toEqual(names.library)
    expect(layers.open).toEqual([])
    expect(calls).toEqual([])
  })

  test('the same calls are on their way on both sides, but for a rename that waits for its row', async () => {
    const stage = await createStage()
    for (const { move } of story.steps) {
      await stage.move(move)
      const alone = stage.snapshot().calls.filter(({ sides }) => sides.length < 2)
      const may = story.id === 'create' ? ['rename to Sales', 'read 1'] : []
      expect(alone.filter(({ id }) => !may.includes(id))).toEqual([])
    }
  })
})

test('the layers tell what the server said, what is open, and what comes of it', async () => {
  const stage = await createStage()
  await stage.move({ kind: 'rename', row: 0, to: 'Sales' })
  expect(stage.snapshot().layers).toEqual({
    server: ['Support', 'Billing'],
    open: [expect.objectContaining({ call: 'rename to Sales', isWaiting: false })],
    shown: ['Sales', 'Billing'],
  })
  await stage.move({ kind: 'end', call: 'rename to Sales', verdict: 'refused' })
  expect(stage.snapshot().layers).toEqual({
    server: ['Support', 'Billing'],
    open: [],
    shown: ['Support', 'Billing'],
  })
})

test('a rename of a row in the making waits on the left, and has only a made-up id on the right', async () => {
  const stage = await createStage()
  await stage.move({ kind: 'create', name: 'Events' })
  await stage.move({ kind: 'rename', row: 0, to: 'Sales' })
  const { layers, calls } = stage.snapshot()
  expect(layers.open.map(({ isWaiting }) => isWaiting)).toEqual([false, true])
  expect(calls.map(({ id, sides }) => [id, sides])).toEqual([
    ['create Events', ['library', 'manual']],
    ['rename to Sales', ['manual']],
  ])
  await stage.move({ kind: 'end', call: 'create Events', verdict: 'through' })
  expect(stage.snapshot().calls.find(({ id }) => id === 'rename to Sales')?.sides).toContain(
    'library',
  )
})
