import { Alert, Button, Group, Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { vzaps } from '../store/api.ts'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'
import type { BillingChange, BillingLock } from './use-billing-lock.ts'

const unclear: Readonly<Record<BillingChange, Sentence>> = {
  charge: 'Unclear whether it was charged',
  checkout: 'Unclear whether a checkout was opened',
  resume: 'Unclear whether it was resumed',
  cancel: 'Unclear whether it was cancelled',
}

const sentence = (lock: BillingLock): string | undefined => {
  switch (lock.status) {
    case 'unclear':
      return t('{unclear}: the answer got lost. Nothing can be paid until the gateway has said.', {
        unclear: t(unclear[lock.change]),
      })
    case 'awaited':
      return t('A payment is under way. Nothing more can be paid until the gateway shows it.')
    case 'stale':
      return t(
        'This is not confirmed at the moment. Nothing can be paid until the gateway answers.',
      )
    default:
      return undefined
  }
}

interface BillingLockNoticeProps {
  readonly instanceId: string
  readonly lock: BillingLock
}

/** Why there is nothing to pay just now, and the way to hear more. */
export const BillingLockNotice = ({ instanceId, lock }: BillingLockNoticeProps) => {
  const { isFetching, refetch } = vzaps.useGetInstanceQuery(instanceId)
  const words = sentence(lock)
  if (!words) return null
  return (
    <Alert color="yellow" p="xs" role="status" icon={<IconHourglass aria-hidden />}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" flex="1 1 220px">
          {words}
        </Text>
        <Button size="compact-sm" variant="default" loading={isFetching} onClick={refetch}>
          {t('Ask again')}
        </Button>
      </Group>
    </Alert>
  )
}
