import {
  IconAlertTriangle,
  IconCalendarX,
  IconCircleCheck,
  IconCircleDashed,
  IconClockPause,
  IconHelpCircle,
  IconHourglass,
} from '@tabler/icons-react'
import type { BillingPhase, Instance } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { Tag } from '../ui/Tag.tsx'
import { formatDay } from '../ui/times.ts'
import { t } from '../words/words.ts'

const looks = {
  none: { color: 'gray', icon: <IconCircleDashed size={14} aria-hidden /> },
  trial: { color: 'blue', icon: <IconHourglass size={14} aria-hidden /> },
  active: { color: 'green', icon: <IconCircleCheck size={14} aria-hidden /> },
  ending: { color: 'yellow', icon: <IconClockPause size={14} aria-hidden /> },
  ended: { color: 'red', icon: <IconCalendarX size={14} aria-hidden /> },
  attention: { color: 'orange', icon: <IconAlertTriangle size={14} aria-hidden /> },
  unknown: { color: 'gray', icon: <IconHelpCircle size={14} aria-hidden /> },
} as const

/** A subscription's state as colour, icon and words; what has no words here is shown as the server says it. */
export const BillingBadge = ({ instance }: { readonly instance: Instance }) => {
  const phase = getBillingPhase(instance)
  const { color, icon } = looks[phase]
  const said = instance.billingStatus || t('Not known')
  const labels: Record<BillingPhase, string> = {
    none: t('Not subscribed'),
    trial: t('Trial'),
    active: t('Active'),
    ending: t('Access until {day}', { day: formatDay(instance.cancelAt ?? '') }),
    ended: t('Expired'),
    attention: said,
    unknown: said,
  }
  return (
    <Tag color={color} icon={icon}>
      {labels[phase]}
    </Tag>
  )
}
