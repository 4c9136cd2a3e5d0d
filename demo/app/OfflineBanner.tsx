import { Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconWifiOff } from '@tabler/icons-react'
import { t } from '../words/words.ts'

/** Says that the network is gone, and what that means for what is on the screen. */
export const OfflineBanner = () => {
  const { online } = useNetwork()
  return (
    <div role="status">
      {!online && (
        <Group gap="xs" justify="center" px="md" py={6} bg="yellow.1" c="#5c3200" wrap="nowrap">
          <IconWifiOff size={16} aria-hidden />
          <Text size="sm">
            {t(
              'You are offline. You see what was known last; it is asked for again once you are back.',
            )}
          </Text>
        </Group>
      )}
    </div>
  )
}
