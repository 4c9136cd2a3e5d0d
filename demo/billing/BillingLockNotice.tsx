import { Alert, Button, Group, Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { vzaps } from '../store/api.ts'
import type { BillingChange, BillingLock } from './use-billing-lock.ts'

const changes: Readonly<Record<BillingChange, string>> = {
  charge: 'it was charged',
  checkout: 'a checkout was opened',
  resume: 'it was resumed',
  cancel: 'it was cancelled',
}

const sentence = (lock: BillingLock): string | undefined => {
  switch (lock.status) {
    case 'unclear':
      return `Unclear whether ${changes[lock.change]}: the answer got lost. Nothing can be paid until the gateway has said.`
    case 'awaited':
      return 'A payment is under way. Nothing more can be paid until the gateway shows it.'
    case 'stale':
      return 'This is not confirmed at the moment. Nothing can be paid until the gateway answers.'
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
          Ask again
        </Button>
      </Group>
    </Alert>
  )
}
