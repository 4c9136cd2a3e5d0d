import { Skeleton } from '@mantine/core'
import { useEffect } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Section } from '../ui/Section.tsx'
import { SlowNote } from '../ui/SlowNote.tsx'
import { t } from '../words/words.ts'
import { WebhookForm } from './WebhookForm.tsx'

/** Where the instance posts its events, and which. */
export const WebhookSection = ({ instance }: { readonly instance: Instance }) => {
  const { data, error, isFetching, refetch } = vzaps.useGetWebhookQuery(instance.id, {
    refetchOnFocus: true,
    refetchOnReconnect: true,
  })
  // The instance is polled, its webhook is not: when the one says another thing, the other is asked.
  const isOld =
    data !== undefined &&
    (!isSame(instance.webhook, data.webhook) || !isSame(instance.eventsSubscribe, data.events))
  const said = JSON.stringify([instance.webhook, instance.eventsSubscribe])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each thing that is said
  useEffect(() => {
    if (isOld) refetch()
  }, [said, isOld, refetch])
  return (
    <Section title={t('Webhook')} code={() => import('./use-saving.ts?useSaving&code')}>
      {data && <WebhookForm instanceId={instance.id} current={data} />}
      {!data && error !== undefined && (
        <ErrorPanel error={error} isRetrying={isFetching} onRetry={refetch} />
      )}
      {!data && error === undefined && (
        <>
          <SlowNote />
          <Skeleton h={120} aria-hidden />
        </>
      )}
    </Section>
  )
}

/** Absent, null and empty all mean: none. */
const isSame = (
  one: string | readonly string[] | null | undefined,
  other: string | readonly string[] | null | undefined,
): boolean => String(one ?? '') === String(other ?? '')
