import { Group, Text } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import type { Instance, InstanceStatusResult } from 'vzaps-rtk/react'
import { usePending } from '../operations/use-pending.ts'
import { whatIsDone } from '../operations/words.ts'
import { vzaps } from '../store/api.ts'
import { SlowNote } from '../ui/SlowNote.tsx'
import { formatAgo } from '../ui/times.ts'
import { useNow } from '../ui/use-now.ts'
import { t } from '../words/words.ts'
import { StatusBadge } from './StatusBadge.tsx'
import { reasons, useCertainty, useCertaintyWhen } from './use-certainty.ts'

const sources = { poll: 'polling', push: 'a push', mutation: 'your change' } as const

/** The live badge, and how much to believe it: when it was last confirmed, and by what. */
export const LiveStatus = ({ instanceId }: { readonly instanceId: string }) => {
  const { data } = vzaps.useInstanceStatus(instanceId, { push: true })
  const pending = usePending(instanceId).at(-1)
  const certainty = useCertainty(instanceId)
  const ago = useConfirmedAgo(instanceId)
  if (!data) return null
  const isUnsure = certainty !== 'confirmed'
  return (
    <Group gap="xs">
      <StatusBadge status={data.status} connected={data.connected} isUnsure={isUnsure} />
      <Text size="xs" c={isUnsure && !pending ? 'var(--mantine-color-error)' : 'dimmed'}>
        {pending
          ? whatIsDone(pending)
          : isUnsure
            ? t('Not confirmed: {reason}', { reason: t(reasons[certainty]) })
            : t('Confirmed {ago}, by {source}', {
                ago: ago ?? t('earlier'),
                source: t(sources[data.source]),
              })}
      </Text>
      <SlowNote isWaiting={pending !== undefined} />
    </Group>
  )
}

/** How long ago an answer last showed the instance; ticks. */
const useConfirmedAgo = (instanceId: string): string | undefined => {
  const { confirmedAt } = vzaps.useInstanceStatusFreshness(instanceId)
  const now = useNow(1_000)
  return confirmedAt ? formatAgo(confirmedAt, Math.max(now, confirmedAt)) : undefined
}

const lookOf = ({ data, isStale, isError }: InstanceStatusResult) => ({
  data,
  isFailing: isStale || isError,
})

/** The live badge of a row: on a live list it costs no request, and renders alone when it changes. */
export const LiveBadge = ({ instance }: { readonly instance: Instance }) => {
  const { data, isFailing } = vzaps.useInstanceStatus(instance.id, { selectFromResult: lookOf })
  const certainty = useCertaintyWhen(isFailing)
  // Many change at once: the browser may paint and take input between them.
  const { status, connected } = useDeferredValue(data ?? instance)
  const note = useMemo(() => <Freshness instanceId={instance.id} />, [instance.id])
  return (
    <StatusBadge
      status={status}
      connected={connected}
      isUnsure={certainty !== 'confirmed'}
      note={note}
    />
  )
}

/** What a row's badge says on demand: only then does it tick. */
const Freshness = ({ instanceId }: { readonly instanceId: string }) => {
  const certainty = useCertainty(instanceId)
  const ago = useConfirmedAgo(instanceId)
  const confirmed = ago === undefined ? t('Not confirmed yet') : t('Confirmed {ago}', { ago })
  return certainty === 'confirmed' ? confirmed : `${confirmed}; ${t(reasons[certainty])}`
}
