import { t } from '../words/words.ts'
import type { Move } from './moves.ts'
import type { StageName } from './names.ts'
import type { Step } from './stage.ts'
import type { Story, StoryStep } from './stories.ts'

const isSame = (one: Move, other: Move | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/**
 * The next step of a story: `undefined` at its end, and once somebody went another way. Who does by hand what the story
 * would do next is still in it.
 */
export const nextOf = (story: Story, steps: readonly Step[]): StoryStep | undefined =>
  isFollowed(story, steps) ? story.steps[steps.length] : undefined

/** All that happened is of the story. */
export const isFollowed = (story: Story, steps: readonly Step[]): boolean =>
  steps.every(({ move }, index) => isSame(move, story.steps[index]?.move))

/** How a call is called on the stage. */
export const callText = (id: string, names?: readonly string[]): string => {
  if (names) return t('A read says “{name}”', { name: nameText(names[0] ?? '') })
  const [, verb, name = ''] = /^(create|rename to) (.*)$/.exec(id) ?? []
  return verb === 'create'
    ? t('create “{name}”', { name: nameText(name) })
    : t('rename to “{name}”', { name: nameText(name) })
}

/** How a row of the stage is called: the stores have the English name. */
export const nameText = (name: string): string => t(name as StageName)
