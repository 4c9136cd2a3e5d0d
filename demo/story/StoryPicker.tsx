import { UnstyledButton } from '@mantine/core'
import { t } from '../words/words.ts'
import { stories } from './stories.ts'
import type { StoryControl } from './use-story.ts'

/** The four races. */
export const StoryPicker = ({
  control: { programme, show },
}: {
  readonly control: StoryControl
}) => (
  <ul className="picker" aria-label={t('Stories')}>
    {stories.map(({ id, title }, index) => (
      <li key={id}>
        <UnstyledButton
          className="pick"
          aria-pressed={programme.kind === 'story' && programme.index === index}
          onClick={() => show({ kind: 'story', index }, 'story')}
        >
          <span className="pick-number" aria-hidden>
            {index + 1}
          </span>
          {t(title)}
        </UnstyledButton>
      </li>
    ))}
  </ul>
)
