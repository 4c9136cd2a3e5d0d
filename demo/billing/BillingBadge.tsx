import { Badge } from '@mantine/core'
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
import { formatDay } from '../ui/times.ts'
import { t } from '../words/words.ts'

const looks = {
  none: { color: 'gray', Icon: IconCircleDashed },
  trial: { color: 'blue', Icon: IconHourglass },
  active: { color: 'green', Icon: IconCircleCheck },
  ending: { color: 'yellow', Icon: IconClockPause },
  ended: { color: 'red', Icon: IconCalendarX },
  attention: { color: 'orange', Icon: IconAlertTriangle },
  unknown: { color: 'gray', Icon: IconHelpCircle },
} as const

/** A subscription's state as colour, icon and words; what has no words here is shown as the server says it. */
export const BillingBadge = ({ instance }: { readonly instance: Instance }) => {
  const phase = getBillingPhase(instance)
  const { color, Icon } = looks[phase]
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
    <Badge color={color} leftSection={<Icon size={14} aria-hidden />}>
      {labels[phase]}
    </Badge>
  )
}
