import { Stack, Tabs, Text } from '@mantine/core'
import { IconKeyboard, IconQrcode } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { toastDone } from '../ui/toast.tsx'
import { rich, t } from '../words/words.ts'
import { CodeTab } from './CodeTab.tsx'
import { QrTab } from './QrTab.tsx'

/** Pairs a phone by QR code or by a code to type; closes by itself once the status says connected. */
export const PairDialog = ({ instance, onClose }: InstanceDialogProps) => {
  const { id } = instance
  const { data: status } = vzaps.useInstanceStatus(id)
  const isPaired = status?.connected === true
  useEffect(() => {
    if (!isPaired) return
    toastDone(t('Connected'), t('{name} has a phone now.', { name: nameOf(instance) }))
    onClose()
  }, [isPaired, instance, onClose])
  return (
    <Stack gap="sm">
      <Text size="sm">
        {rich(
          'Connect {name} to a phone: in WhatsApp, open Linked devices and choose Link a device.',
          { name: <b>{nameOf(instance)}</b> },
        )}
      </Text>
      <Tabs defaultValue="qr" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="qr" leftSection={<IconQrcode size={16} aria-hidden />}>
            {t('QR code')}
          </Tabs.Tab>
          <Tabs.Tab value="code" leftSection={<IconKeyboard size={16} aria-hidden />}>
            {t('Phone number')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="qr" pt="md">
          <QrTab instanceId={id} isPaired={isPaired} />
        </Tabs.Panel>
        <Tabs.Panel value="code" pt="md">
          <CodeTab instanceId={id} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
