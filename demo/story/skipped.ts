import { guarded } from '../ui/guarded.ts'

const key = 'vzaps-playground:story'

/** From now on the front page is the list of instances; where nothing can be stored, the story is told once more. */
export const skipStory = (): void => guarded(() => window.localStorage.setItem(key, 'skipped'))

export const isStorySkipped = (): boolean =>
  guarded(() => window.localStorage.getItem(key)) === 'skipped'
