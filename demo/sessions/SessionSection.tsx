import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconPlugConnectedX, IconQrcode, IconRefresh } from '@tabler/icons-react'
import type { Instance } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { whyUnpaired } from '../instance/allowed.ts'
import { useInstanceDialogs } from '../instance/dialogs.ts'
import { isMoving } from '../status/StatusBadge.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Section } from '../ui/Section.tsx'
import { formatDayAndTime } from '../ui/times.ts'
import { numberOf } from './PhoneLabel.tsx'
import { useRestartWatch } from './RestartWatch.tsx'

/** The WhatsApp side of an instance: whose phone, since when, and what can be done about it. */
export const SessionSection = ({ instance }: { readonly instance: Instance }) => {
  const { open } = useInstanceDialogs()
  const { isWatched } = useRestartWatch()
  const isRestarting = isMoving(instance.status) || isWatched(instance.id)
  const isConnected = instance.connected === true
  const unpaired = whyUnpaired(getBillingPhase(instance))
  return (
    <Section
      title="WhatsApp session"
      code={() => import('../status/LiveStatus.tsx?LiveStatus&code')}
    >
      <Facts
        facts={{
          Number: numberOf(instance) ?? 'No phone paired',
          ...(instance.whatsappPushName && { 'Shown as': instance.whatsappPushName }),
          ...(instance.connectedAt && {
            'Connected since': formatDayAndTime(instance.connectedAt),
          }),
        }}
      />
      {isRestarting && (
        <Stack gap={4}>
          <Progress value={100} striped animated size="sm" aria-label="Restarting" />
          <Text size="xs" c="dimmed" role="status">
            Restarting. This ends when the gateway says it is connected.
          </Text>
        </Stack>
      )}
      {!isConnected && unpaired && <Text size="sm">No phone can be paired. {unpaired}.</Text>}
      <Group gap="xs">
        {!isConnected && !unpaired && (
          <Button
            size="xs"
            leftSection={<IconQrcode size={14} aria-hidden />}
            disabled={isRestarting}
            onClick={() => open('pair', instance)}
          >
            Pair a phone
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          disabled={isRestarting}
          onClick={() => open('restart', instance)}
        >
          Restart
        </Button>
        {isConnected && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlugConnectedX size={14} aria-hidden />}
            disabled={isRestarting}
            onClick={() => open('disconnect', instance)}
          >
            Disconnect
          </Button>
        )}
      </Group>
    </Section>
  )
}
