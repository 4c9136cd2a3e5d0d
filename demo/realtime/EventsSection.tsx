import { Group, Stack, Text } from '@mantine/core'
import { vzaps } from '../store/api.ts'
import { Section } from '../ui/Section.tsx'
import { formatClock } from '../ui/times.ts'
import { ConnectionBadge } from './ConnectionBadge.tsx'
import { useEvents } from './use-events.ts'

/** What is pushed about an instance, as it comes, and how the push connection itself is. */
export const EventsSection = ({ instanceId }: { readonly instanceId: string }) => {
  const connection = vzaps.useRealtimeConnection(instanceId)
  const events = useEvents(instanceId)
  return (
    <Section
      title="Live events"
      aside={<ConnectionBadge connection={connection} />}
      code={() => import('./use-events.ts?useEvents&code')}
    >
      <Stack gap={4} role="log" aria-label="Events">
        {events.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing yet. Messages and connections of the phone show up here the moment they happen.
          </Text>
        )}
        {events.map(({ key, type, text, at }) => (
          <Group key={key} gap="xs" wrap="nowrap">
            <Text size="xs" c="dimmed" ff="monospace">
              {formatClock(at)}
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
    </Section>
  )
}
