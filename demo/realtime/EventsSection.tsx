import { Button, Group, NativeSelect, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { vzaps } from '../store/api.ts'
import { Section } from '../ui/Section.tsx'
import { formatClockWithSeconds } from '../ui/times.ts'
import { plural } from '../words/plural.ts'
import { t } from '../words/words.ts'
import { ConnectionBadge } from './ConnectionBadge.tsx'
import { filterEvents } from './feed.ts'
import { kinds, useEvents } from './use-events.ts'

/** What is pushed about an instance, as it comes, and how the push connection itself is. */
export const EventsSection = ({ instanceId }: { readonly instanceId: string }) => {
  const connection = vzaps.useRealtimeConnection(instanceId)
  const { feed, isPaused, pause, goOn } = useEvents(instanceId)
  const [type, setType] = useState('')
  const [text, setText] = useState('')
  const events = filterEvents(feed.shown, type, text)
  const isEmpty = feed.shown.length === 0
  return (
    <Section
      title={t('Live events')}
      aside={<ConnectionBadge connection={connection} />}
      code={() => import('./use-events.ts?useEvents&code')}
    >
      <Group gap="xs" wrap="nowrap">
        <NativeSelect
          size="xs"
          aria-label={t('Kind of event')}
          data={[{ value: '', label: t('All kinds') }, ...kinds]}
          value={type}
          onChange={(event) => setType(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          flex={1}
          type="search"
          aria-label={t('Search the events')}
          placeholder={t('Text')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          aria-pressed={isPaused}
          leftSection={
            isPaused ? (
              <IconPlayerPlay size={14} aria-hidden />
            ) : (
              <IconPlayerPause size={14} aria-hidden />
            )
          }
          onClick={isPaused ? goOn : pause}
        >
          {isPaused ? t('Go on') : t('Pause')}
        </Button>
      </Group>
      {feed.held && (
        <Text size="xs" c="dimmed" role="status">
          {plural(feed.held.length, {
            one: 'Paused. One has come since.',
            other: 'Paused. {count} have come since.',
          })}
        </Text>
      )}
      <ScrollArea.Autosize
        mah={220}
        // What scrolls must be reachable by keyboard.
        viewportProps={{ tabIndex: 0, role: 'log', 'aria-label': t('Events') }}
      >
        <Stack gap={4}>
          {events.length === 0 && (
            <Text size="sm" c="dimmed">
              {isEmpty
                ? t(
                    'Nothing yet. Messages and connections of the phone show up here the moment they happen.',
                  )
                : t('None of the events is of this kind.')}
            </Text>
          )}
          {events.map(({ key, type, text, at }) => (
            <Group key={key} gap="xs" wrap="nowrap">
              <Text size="xs" c="dimmed" ff="monospace">
                {formatClockWithSeconds(at)}
              </Text>
              <Text size="sm" fw={500}>
                {type}
              </Text>
              <Text size="sm" c="dimmed" truncate>
                {text}
              </Text>
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Section>
  )
}
