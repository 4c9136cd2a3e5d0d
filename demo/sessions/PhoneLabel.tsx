import { Stack, Text } from '@mantine/core'
import type { Instance } from 'vzaps-rtk/react'
import { Truncated } from '../ui/Truncated.tsx'
import { t } from '../words/words.ts'

/** The number in a WhatsApp id, as it is dialled; nothing when no phone is paired. */
export const numberOf = ({ whatsappJid }: Pick<Instance, 'whatsappJid'>): string | undefined => {
  const digits = whatsappJid?.split('@')[0]?.split(':')[0]
  return digits ? `+${digits}` : undefined
}

/** Who is on the phone, and its number. */
export const PhoneLabel = ({ instance }: { readonly instance: Instance }) => {
  const number = numberOf(instance)
  return (
    <Stack gap={0}>
      {instance.whatsappPushName && <Truncated size="sm" text={instance.whatsappPushName} />}
      <Text size="xs" c="dimmed">
        {number ?? t('No phone paired')}
      </Text>
    </Stack>
  )
}
