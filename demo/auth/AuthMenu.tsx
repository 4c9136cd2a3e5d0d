import { Button, Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconLogout, IconPointFilled } from '@tabler/icons-react'
import { loadApi, useAuth } from '../store/account.ts'
import { formatClock } from '../ui/times.ts'

/** Who is signed in and until when, whether there is a network, and the way out. */
export const AuthMenu = () => {
  const auth = useAuth()
  const { online } = useNetwork()
  if (auth.status !== 'signed-in') return null
  return (
    <Group gap="sm" wrap="nowrap">
      <Group gap={4} wrap="nowrap" visibleFrom="xs">
        <IconPointFilled
          size={14}
          aria-hidden
          color={`var(--mantine-color-${online ? 'brand-6' : 'yellow-6'})`}
        />
        <Text size="sm" c="dimmed">
          {online ? 'Online' : 'Offline'}
          {auth.expiresAt !== undefined && `, signed in until ${formatClock(auth.expiresAt)}`}
        </Text>
      </Group>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconLogout size={14} aria-hidden />}
        onClick={async () => (await loadApi()).auth.signOut()}
      >
        Sign out
      </Button>
    </Group>
  )
}
