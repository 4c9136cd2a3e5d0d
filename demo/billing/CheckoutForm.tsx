import { Button, Center, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCreditCard } from '@tabler/icons-react'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { isRepeatedClick } from '../ui/repeated-click.ts'
import { SlowNote } from '../ui/SlowNote.tsx'
import { t } from '../words/words.ts'
import { BillingLockNotice } from './BillingLockNotice.tsx'
import { getMonthlyPrice } from './plan.ts'
import { useBillingLock } from './use-billing-lock.ts'
import type { CheckoutSession } from './use-paying.ts'
import { usePaying } from './use-paying.ts'

/** What is bought, for what, and for how much; to be paid or left. */
export const CheckoutForm = (session: CheckoutSession) => {
  const { instanceId } = session
  const { data, error, isFetching, refetch } = vzaps.useGetInstanceQuery(instanceId)
  const price = getMonthlyPrice()
  const lock = useBillingLock(instanceId)
  const { pay, leave, isPaying, isRead } = usePaying(session)
  return (
    <Center py={{ base: 'md', sm: 48 }}>
      <Paper w="100%" maw={420} p={{ base: 'md', xs: 'xl' }} shadow="sm">
        <Stack gap="md">
          <Stack gap={4}>
            <Title order={1} size="h3">
              {t('Checkout')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('A pretended payment page. No card, no charge.')}
            </Text>
          </Stack>
          <Divider />
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Text fw={600}>
                {t('Monthly plan for {name}', { name: data ? nameOf(data) : instanceId })}
              </Text>
              <Text size="sm" c="dimmed">
                {t('One instance, renews every month')}
              </Text>
            </div>
            <Text fw={600} style={{ whiteSpace: 'nowrap' }}>
              {price}
            </Text>
          </Group>
          <Divider />
          {error !== undefined && (
            <ErrorPanel error={error} isRetrying={isFetching} onRetry={refetch} />
          )}
          {error === undefined && <BillingLockNotice instanceId={instanceId} lock={lock} />}
          <SlowNote isWaiting={isPaying || (!isRead && error === undefined)} />
          <Button
            size="md"
            leftSection={<IconCreditCard size={18} aria-hidden />}
            loading={isPaying || !isRead}
            disabled={error !== undefined || lock.status !== 'free'}
            onClick={(event) => !isRepeatedClick(event) && pay()}
          >
            {t('Pay {price}', { price })}
          </Button>
          <Button variant="default" onClick={leave} disabled={isPaying}>
            {t('Go back without paying')}
          </Button>
        </Stack>
      </Paper>
    </Center>
  )
}
