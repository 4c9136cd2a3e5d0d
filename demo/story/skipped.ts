const key = 'vzaps-playground:story'

/** Storage may be closed to the page: the story is then told once more. */
const guarded = <T>(use: () => T): T | undefined => {
  try {
    return use()
  } catch {
    return undefined
  }
}

/** From now on the front page is the list of instances. */
export const skipStory = (): void => guarded(() => window.localStorage.setItem(key, 'skipped'))

export const isStorySkipped = (): boolean =>
  guarded(() => window.localStorage.getItem(key)) === 'skipped'
