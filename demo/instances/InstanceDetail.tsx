import { Button, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { IconMapPinOff, IconTrash } from '@tabler/icons-react'
import { useSelector } from 'react-redux'
import { toVZapsError } from 'vzaps-rtk/react'
import { CheckoutReturn } from '../billing/CheckoutReturn.tsx'
import { SubscriptionSection } from '../billing/SubscriptionSection.tsx'
import { useDeletions } from '../instance/deletions.ts'
import { Failures } from '../operations/Failures.tsx'
import { useFailures } from '../operations/use-failures.ts'
import { EventsSection } from '../realtime/EventsSection.tsx'
import { SessionSection } from '../sessions/SessionSection.tsx'
import { LiveStatus } from '../status/LiveStatus.tsx'
import { vzaps } from '../store/api.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { isRepeatedClick } from '../ui/repeated-click.ts'
import { SlowNote } from '../ui/SlowNote.tsx'
import { WebhookSection } from '../webhooks/WebhookSection.tsx'
import { t } from '../words/words.ts'
import { DetailsSection } from './DetailsSection.tsx'
import { NameEditor } from './NameEditor.tsx'

interface InstanceDetailProps {
  readonly instanceId: string
  readonly onClose: () => void
}

/** Everything about one instance; each part speaks for itself when it fails. */
export const InstanceDetail = ({ instanceId, onClose }: InstanceDetailProps) => {
  const { data, error, isFetching, refetch } = vzaps.useGetInstanceQuery(instanceId)
  // The list knows the row already: it stands there while the answer is on its way.
  const known = useSelector((state) => vzaps.util.selectInstance(state, instanceId))
  const instance = data ?? known
  const deletions = useDeletions()
  const failedDeletes = useFailures(instanceId, 'deleteInstance')
  const isGone = error !== undefined && toVZapsError(error).status === 404
  if (isGone) {
    return (
      <EmptyState
        icon={IconMapPinOff}
        title={t('This instance is not there')}
        text={t('It was deleted, or its address was mistyped.')}
      >
        <Button variant="default" onClick={onClose}>
          {t('Back to the list')}
        </Button>
      </EmptyState>
    )
  }
  if (!instance) {
    if (error) return <ErrorPanel error={error} isRetrying={isFetching} onRetry={refetch} />
    return <DetailSkeleton />
  }
  return (
    <Stack gap="md">
      <CheckoutReturn instance={instance} />
      <Stack gap="xs">
        <NameEditor instance={instance} />
        <LiveStatus instanceId={instanceId} />
      </Stack>
      {error !== undefined && (
        <ErrorPanel error={error} isRetrying={isFetching} onRetry={refetch} />
      )}
      <Failures failures={failedDeletes} />
      <SessionSection instance={instance} />
      <SubscriptionSection instance={instance} />
      <WebhookSection instance={instance} />
      <EventsSection instanceId={instanceId} />
      <DetailsSection instance={instance} />
      <Group justify="flex-end">
        <Button
          color="red"
          variant="subtle"
          size="xs"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={(event) => {
            if (isRepeatedClick(event)) return
            deletions.delete(instance)
            onClose()
          }}
        >
          {t('Delete this instance')}
        </Button>
      </Group>
    </Stack>
  )
}

const DetailSkeleton = () => (
  <Stack gap="md" role="status">
    <VisuallyHidden>{t('Loading the instance')}</VisuallyHidden>
    <SlowNote />
    <Skeleton h={28} w="60%" />
    <Skeleton h={20} w="40%" />
    <Skeleton h={140} />
    <Skeleton h={120} />
    <Skeleton h={200} />
  </Stack>
)
