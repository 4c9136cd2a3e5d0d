import { Button, Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconLogout, IconPointFilled } from '@tabler/icons-react'
import { useAuth } from '../store/account.ts'
import type { Traffic } from '../store/traffic.ts'
import { useTraffic } from '../store/use-traffic.ts'
import { formatClock } from '../ui/times.ts'
import { t } from '../words/words.ts'
import { signOut } from './sign-out.ts'

const looks = {
  online: { color: 'brand-6', label: 'Online' },
  offline: { color: 'yellow-6', label: 'Offline' },
  unreachable: { color: 'red-6', label: 'Gateway unreachable' },
} as const

/** The network is one thing, the gateway another: what is not there is named. */
const lookOf = (online: boolean, reach: Traffic['reach']) => {
  if (!online) return looks.offline
  return reach === 'unreachable' ? looks.unreachable : looks.online
}

/** Who is signed in and until when, whether the gateway can be reached, and the way out. */
export const AuthMenu = () => {
  const auth = useAuth()
  const { online } = useNetwork()
  const reach = useTraffic((traffic) => traffic.reach)
  if (auth.status !== 'signed-in') return null
  const { color, label } = lookOf(online, reach)
  return (
    <Group gap="sm" wrap="nowrap">
      <Group gap={4} wrap="nowrap" role="status">
        <IconPointFilled size={14} aria-hidden color={`var(--mantine-color-${color})`} />
        <Text size="sm" c="dimmed" {...(label === 'Online' && { visibleFrom: 'xs' })}>
          {t(label)}
        </Text>
        {auth.expiresAt !== undefined && (
          <Text size="sm" c="dimmed" visibleFrom="md">
            {t('· signed in until {time}', { time: formatClock(auth.expiresAt) })}
          </Text>
        )}
      </Group>
      <Button variant="default" size="xs" px={8} aria-label={t('Sign out')} onClick={signOut}>
        <IconLogout size={14} aria-hidden />
        <Text span inherit ml={6} visibleFrom="xs">
          {t('Sign out')}
        </Text>
      </Button>
    </Group>
  )
}
