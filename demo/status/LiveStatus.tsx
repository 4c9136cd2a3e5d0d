import { Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import type { Instance } from 'vzaps-rtk/react'
import { usePending } from '../operations/use-pending.ts'
import { whatIsDone } from '../operations/words.ts'
import { vzaps } from '../store/api.ts'
import { formatAgo } from '../ui/times.ts'
import { useNow } from '../ui/use-now.ts'
import { StatusBadge } from './StatusBadge.tsx'

const sources = { poll: 'polling', push: 'a push', mutation: 'your change' } as const

/** The live badge, and how much to believe it: when it was last confirmed, and by what. */
export const LiveStatus = ({ instanceId }: { readonly instanceId: string }) => {
  const { data, isStale, isError } = vzaps.useInstanceStatus(instanceId, { push: true })
  const { confirmedAt } = vzaps.useInstanceStatusFreshness(instanceId)
  const pending = usePending(instanceId).at(-1)
  const { online } = useNetwork()
  const now = useNow(1_000)
  if (!data) return null
  const isUnsure = isStale || isError || !online
  const confirmed = confirmedAt ? formatAgo(confirmedAt, Math.max(now, confirmedAt)) : undefined
  return (
    <Group gap="xs">
      <StatusBadge status={data.status} connected={data.connected} />
      <Text size="xs" c={isUnsure && !pending ? 'var(--mantine-color-error)' : 'dimmed'}>
        {pending
          ? whatIsDone(pending)
          : isUnsure
            ? `Not confirmed: ${online ? 'the last check failed' : 'you are offline'}`
            : `Confirmed ${confirmed ?? 'earlier'}, by ${sources[data.source]}`}
      </Text>
    </Group>
  )
}

/** The live badge of a row: on a live list it costs no request, and renders alone when it changes. */
export const LiveBadge = ({ instance }: { readonly instance: Instance }) => {
  const { data } = vzaps.useInstanceStatus(instance.id)
  return <StatusBadge {...(data ?? instance)} />
}
