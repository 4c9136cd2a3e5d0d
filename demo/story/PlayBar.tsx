import { ActionIcon, Button, Group, Paper, Text } from '@mantine/core'
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconRotate,
} from '@tabler/icons-react'
import { t } from '../words/words.ts'
import { isFollowed } from './script.ts'
import type { StoryControl } from './use-story.ts'

/** Where the story is, in words. */
const caption = ({ story, snapshot: { steps } }: StoryControl): string => {
  if (!story) return ''
  if (!isFollowed(story, steps)) return t('You have taken over: let the answers go as you like')
  return t(story.steps[steps.length - 1]?.text ?? 'Press play, or go step by step')
}

/** Plays the story, or goes on by one step. */
export const PlayBar = ({ control }: { readonly control: StoryControl }) => {
  const { story, snapshot, next, isReady, isPlaying, act, play, pause, restart } = control
  const { length } = snapshot.steps
  if (!story) return null
  return (
    <Paper p="xs" className="play-bar">
      <Group gap="xs" wrap="nowrap" className="play-buttons">
        <Button
          size="sm"
          miw={104}
          onClick={isPlaying ? pause : play}
          leftSection={
            isPlaying ? (
              <IconPlayerPauseFilled size={16} aria-hidden />
            ) : (
              <IconPlayerPlayFilled size={16} aria-hidden />
            )
          }
        >
          {isPlaying ? t('Pause') : t('Play')}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={!isReady || !next}
          onClick={() => next && act(next.move)}
          leftSection={<IconPlayerSkipForwardFilled size={16} aria-hidden />}
        >
          {t('Next step')}
        </Button>
        <ActionIcon
          variant="default"
          size={36}
          data-hint={t('From the beginning')}
          aria-label={t('From the beginning')}
          disabled={length === 0}
          onClick={restart}
        >
          <IconRotate size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {/* Who only listens hears what they did themselves, not a film that runs. */}
      <Text className="caption" fw={600} aria-live={isPlaying ? 'off' : 'polite'}>
        {isFollowed(story, snapshot.steps) && (
          <span className="step-count">
            {length}/{story.steps.length}
          </span>
        )}
        {caption(control)}
      </Text>
    </Paper>
  )
}
