import { Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { vzaps } from '../app/api.ts'
import { usePending } from '../operations/use-pending.ts'
import { whatIsDone } from '../operations/words.ts'
import { formatAgo } from '../ui/times.ts'
import { useNow } from '../ui/use-now.ts'
import { StatusBadge } from './StatusBadge.tsx'

/** The live badge, and how much to believe it: when it was last confirmed, and by what. */
export const LiveStatus = ({ instanceId }: { readonly instanceId: string }) => {
  const { data, isStale } = vzaps.useInstanceStatus(instanceId)
  const { fulfilledTimeStamp } = vzaps.useGetInstanceQuery(instanceId)
  const pending = usePending(instanceId).at(-1)
  const { online } = useNetwork()
  const now = useNow(1_000)
  if (!data) return null
  const confirmed = fulfilledTimeStamp
    ? formatAgo(fulfilledTimeStamp, Math.max(now, fulfilledTimeStamp))
    : undefined
  return (
    <Group gap="xs">
      <StatusBadge status={data.status} connected={data.connected} />
      <Text size="xs" c={isStale && !pending ? 'var(--mantine-color-error)' : 'dimmed'}>
        {pending
          ? whatIsDone(pending)
          : isStale
            ? `Not confirmed: ${online ? 'the last check failed' : 'you are offline'}`
            : `Confirmed ${confirmed ?? 'earlier'}, by ${data.source === 'poll' ? 'polling' : 'your change'}`}
      </Text>
    </Group>
  )
}
