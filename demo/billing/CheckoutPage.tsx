import { Button, Center, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCreditCard, IconReceiptOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { gateway } from '../app/gateway.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { inAppPath } from './checkout-url.ts'

/** The pretended payment page: what the address of a real checkout would show. */
export const CheckoutPage = () => {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [isClosed, setClosed] = useState(false)
  const session = params.get('session_id')
  const paid = inAppPath(params.get('success_url'))
  const left = inAppPath(params.get('cancel_url')) ?? paid

  const finish = (end: (sessionId: string) => void, next: string | undefined) => () => {
    try {
      end(session ?? '')
    } catch {
      return setClosed(true)
    }
    void navigate(next ?? '/instances')
  }

  if (isClosed || !session) {
    return (
      <EmptyState
        icon={IconReceiptOff}
        title="This checkout is closed"
        text="It was paid or left already, or the page was reloaded since: the fake gateway forgets then."
      >
        <Button component={Link} to="/instances">
          Go to the instances
        </Button>
      </EmptyState>
    )
  }
  return (
    <Center py={{ base: 'md', sm: 48 }}>
      <Paper w="100%" maw={420} p={{ base: 'md', xs: 'xl' }} shadow="sm">
        <Stack gap="md">
          <Stack gap={4}>
            <Title order={1} size="h3">
              Checkout
            </Title>
            <Text size="sm" c="dimmed">
              A pretended payment page. No card, no charge.
            </Text>
          </Stack>
          <Divider />
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Text fw={600}>Monthly plan</Text>
              <Text size="sm" c="dimmed">
                One instance, renews every month
              </Text>
            </div>
            <Text fw={600} style={{ whiteSpace: 'nowrap' }}>
              R$ 49.90
            </Text>
          </Group>
          <Divider />
          <Button
            size="md"
            leftSection={<IconCreditCard size={18} aria-hidden />}
            onClick={finish(gateway.completeCheckout, paid)}
          >
            Pay R$ 49.90
          </Button>
          <Button variant="default" onClick={finish(gateway.failCheckout, left)}>
            Go back without paying
          </Button>
        </Stack>
      </Paper>
    </Center>
  )
}
