import { Badge } from '@mantine/core'
import { IconCalendarX, IconCircleCheck, IconClockPause, IconHourglass } from '@tabler/icons-react'
import type { Instance } from 'vzaps-rtk/react'
import { formatDay } from '../ui/times.ts'

/** A subscription's state, in the words the app is written in. */
export type Billing = 'trial' | 'active' | 'ending' | 'expired' | 'unknown'

/** What the row says; a scheduled end counts more than the word. */
export const billingOf = ({
  billingStatus,
  cancelAt,
}: Pick<Instance, 'billingStatus' | 'cancelAt'>): Billing => {
  const word = billingStatus?.toUpperCase()
  if (word === 'TRIALING') return 'trial'
  if (word === 'ACTIVE') return cancelAt ? 'ending' : 'active'
  return word === 'EXPIRED' ? 'expired' : 'unknown'
}

const looks = {
  trial: { color: 'blue', Icon: IconHourglass },
  active: { color: 'green', Icon: IconCircleCheck },
  ending: { color: 'yellow', Icon: IconClockPause },
  expired: { color: 'red', Icon: IconCalendarX },
  unknown: { color: 'gray', Icon: IconHourglass },
} as const

/** A subscription's state as colour, icon and words; an undocumented word is shown as it is. */
export const BillingBadge = ({ instance }: { readonly instance: Instance }) => {
  const billing = billingOf(instance)
  const { color, Icon } = looks[billing]
  const labels: Record<Billing, string> = {
    trial: 'Trial',
    active: 'Active',
    ending: `Access until ${formatDay(instance.cancelAt ?? '')}`,
    expired: 'Expired',
    unknown: instance.billingStatus ?? 'Not known',
  }
  return (
    <Badge color={color} leftSection={<Icon size={14} aria-hidden />}>
      {labels[billing]}
    </Badge>
  )
}
