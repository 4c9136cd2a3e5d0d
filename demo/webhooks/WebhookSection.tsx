import { Skeleton } from '@mantine/core'
import { vzaps } from '../app/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Section } from '../ui/Section.tsx'
import { WebhookForm } from './WebhookForm.tsx'

/** Where the instance posts its events, and which. */
export const WebhookSection = ({ instanceId }: { readonly instanceId: string }) => {
  const { data, error, isFetching, refetch } = vzaps.useGetWebhookQuery(instanceId)
  return (
    <Section title="Webhook">
      {data && <WebhookForm instanceId={instanceId} current={data} />}
      {!data && error !== undefined && (
        <ErrorPanel error={error} isRetrying={isFetching} onRetry={refetch} />
      )}
      {!data && error === undefined && <Skeleton h={120} aria-hidden />}
    </Section>
  )
}
