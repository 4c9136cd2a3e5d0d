import './story.css'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { Link, useLocation } from 'react-router'
import { ShowCode } from '../code/ShowCode.tsx'
import { lazily } from '../ui/lazily.tsx'
import { useTitle } from '../ui/use-title.ts'
import { t } from '../words/words.ts'
import { History } from './History.tsx'
import { Layers } from './Layers.tsx'
import { PlayBar } from './PlayBar.tsx'
import { SidePanel } from './SidePanel.tsx'
import { StoryPicker } from './StoryPicker.tsx'
import { skipStory } from './skipped.ts'
import { useStory } from './use-story.ts'
import { WirePanel } from './WirePanel.tsx'

const Tour = lazily(async () => (await import('./Tour.tsx')).Tour)

/** What a newcomer sees first: the same race on two real stores, side by side. */
export const StoryPage = () => {
  useTitle()
  const { search } = useLocation()
  const control = useStory()
  const { snapshot } = control
  return (
    <Stack gap="md" className="story">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} maw={760}>
          <Title order={1} size="h2">
            {t('Change it at once. Never watch it jump back.')}
          </Title>
          <Text c="dimmed">
            {t(
              'Two real stores, the same events. Left, this library; right, RTK Query by its manual.',
            )}
          </Text>
        </Stack>
        <Group gap="xs">
          <Button variant="light" onClick={() => control.show({ kind: 'tour' })}>
            {t('Try it in three steps')}
          </Button>
          <Button
            component={Link}
            to={{ pathname: '/instances', search }}
            onClick={skipStory}
            variant="default"
            rightSection={<IconArrowRight size={16} aria-hidden />}
          >
            {t('Skip to the playground')}
          </Button>
        </Group>
      </Group>
      <StoryPicker control={control} />
      {control.story ? <PlayBar control={control} /> : <Tour control={control} />}
      <div className="stage">
        <SidePanel name="library" snapshot={snapshot}>
          <Layers layers={snapshot.layers} />
          <History name="library" steps={snapshot.steps} />
          <ShowCode of="vzaps-rtk" load={() => import('./with-this-library.ts?optimistic&code')} />
        </SidePanel>
        <SidePanel name="manual" snapshot={snapshot}>
          <Text size="sm" c="dimmed" className="one-layer">
            {t(
              'One cached list. Patches are written into it, answers over it, and inverse patches undo what may be gone.',
            )}
          </Text>
          <History name="manual" steps={snapshot.steps} />
          <ShowCode
            of="RTK Query"
            load={() => import('./with-the-manual.ts?createManualApi&code')}
          />
        </SidePanel>
        <WirePanel control={control} />
      </div>
    </Stack>
  )
}
