import type { Instance } from 'vzaps-rtk/react'
import { Truncated } from '../ui/Truncated.tsx'
import { t } from '../words/words.ts'

/** The number in a WhatsApp id, as it is dialled; nothing when no phone is paired. */
export const numberOf = ({ whatsappJid }: Pick<Instance, 'whatsappJid'>): string | undefined => {
  const digits = whatsappJid?.split('@')[0]?.split(':')[0]
  return digits ? `+${digits}` : undefined
}

/** Who is on the phone, and its number. */
export const PhoneLabel = ({ instance }: { readonly instance: Instance }) => (
  <>
    {instance.whatsappPushName && <Truncated text={instance.whatsappPushName} />}
    <p className="small dimmed">{numberOf(instance) ?? t('No phone paired')}</p>
  </>
)
