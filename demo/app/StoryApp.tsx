import { StoryPage } from '../story/StoryPage.tsx'
import { Shell } from './Shell.tsx'

/** The story, with nothing around it that is about an account. */
export const StoryApp = () => (
  <Shell isStory>
    <StoryPage />
  </Shell>
)
