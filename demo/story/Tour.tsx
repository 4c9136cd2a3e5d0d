import { Button, Group, Paper, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { t } from '../words/words.ts'
import { nameText } from './script.ts'
import type { Snapshot } from './stage.ts'
import type { StoryControl } from './use-story.ts'

const renamed = 'rename to Sales'

const titles = ['Rename it', 'Refuse it', 'Watch it roll back'] as const

/** How far a visitor is: 0 to 2, by what they did. */
const tourStep = ({ steps }: Snapshot): 0 | 1 | 2 => {
  const did = (is: (step: (typeof steps)[number]) => boolean) => steps.some(is)
  if (did(({ move }) => move.kind === 'end')) return 2
  return did(({ move }) => move.kind === 'rename') ? 1 : 0
}

const advice = [
  'The new name is on both screens before the server has heard of it.',
  'The call is held on its way. Say no, as a server may.',
  'The old name is back, and nothing else moved. A change alone is easy: the four stories are not.',
] as const

/** Three steps by one's own hand, in the place of the story's buttons. Whoever leaves it loses nothing. */
export const Tour = ({ control }: { readonly control: StoryControl }) => {
  const { snapshot, isReady, act, show } = control
  const step = tourStep(snapshot)
  const tell = () => show({ kind: 'story', index: 0 }, 'story')
  return (
    <Paper component="section" p="xs" className="play-bar" aria-label={t('Tour in three steps')}>
      <ol className="tour-steps">
        {titles.map((title, index) => (
          <li key={title} aria-current={index === step ? 'step' : undefined}>
            <span className="pick-number" aria-hidden>
              {index < step ? <IconCheck size={12} /> : index + 1}
            </span>
            {t(title)}
          </li>
        ))}
      </ol>
      <Text size="sm" className="caption" aria-live="polite">
        {t(advice[step])}
      </Text>
      <Group gap="xs" wrap="nowrap" className="tour-buttons">
        {step === 0 && (
          <Button
            size="sm"
            disabled={!isReady}
            onClick={() => act({ kind: 'rename', row: 0, to: 'Sales' })}
          >
            {t('Rename {name}', { name: nameText('Support') })}
          </Button>
        )}
        {step === 1 && (
          <Button size="sm" onClick={() => act({ kind: 'end', call: renamed, verdict: 'refused' })}>
            {t('Refuse it')}
          </Button>
        )}
        {step === 2 && (
          <Button size="sm" onClick={tell}>
            {t('Play the first story')}
          </Button>
        )}
        {step < 2 && (
          <Button size="sm" variant="subtle" color="gray" onClick={tell}>
            {t('Leave the tour')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}
