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
import { t } from '../words/words.ts'
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
      title={t('WhatsApp session')}
      code={() => import('../status/LiveStatus.tsx?LiveStatus&code')}
    >
      <Facts
        facts={{
          [t('Number')]: numberOf(instance) ?? t('No phone paired'),
          ...(instance.whatsappPushName && { [t('Shown as')]: instance.whatsappPushName }),
          ...(instance.connectedAt && {
            [t('Connected since')]: formatDayAndTime(instance.connectedAt),
          }),
        }}
      />
      {isRestarting && (
        <Stack gap={4}>
          <Progress value={100} striped animated size="sm" aria-label={t('Restarting')} />
          <Text size="xs" c="dimmed" role="status">
            {t('Restarting. This ends when the gateway says it is connected.')}
          </Text>
        </Stack>
      )}
      {!isConnected && unpaired && (
        <Text size="sm">{t('No phone can be paired. {reason}.', { reason: unpaired })}</Text>
      )}
      <Group gap="xs">
        {!isConnected && !unpaired && (
          <Button
            size="xs"
            leftSection={<IconQrcode size={14} aria-hidden />}
            disabled={isRestarting}
            onClick={() => open('pair', instance)}
          >
            {t('Pair a phone')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          disabled={isRestarting}
          onClick={() => open('restart', instance)}
        >
          {t('Restart')}
        </Button>
        {isConnected && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlugConnectedX size={14} aria-hidden />}
            disabled={isRestarting}
            onClick={() => open('disconnect', instance)}
          >
            {t('Disconnect')}
          </Button>
        )}
      </Group>
    </Section>
  )
}
