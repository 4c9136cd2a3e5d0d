import { Button, Group, Text } from '@mantine/core'
import type { BillingPhase, Instance } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { canSubscribe } from '../instance/allowed.ts'
import { useInstanceDialogs } from '../instance/dialogs.ts'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { Section } from '../ui/Section.tsx'
import { formatDay } from '../ui/times.ts'
import { t } from '../words/words.ts'
import { BillingBadge } from './BillingBadge.tsx'
import { BillingLockNotice } from './BillingLockNotice.tsx'
import { getMonthlyPrice } from './plan.ts'
import type { BillingChange } from './use-billing-lock.ts'
import { useBillingLock } from './use-billing-lock.ts'
import { useCheckout } from './use-checkout.ts'
import { useResuming } from './use-resuming.ts'

const sentence = (phase: BillingPhase, { cancelAt, expiredAt }: Instance): string => {
  const price = getMonthlyPrice()
  switch (phase) {
    case 'none':
      return t('It has no subscription. One costs {price} a month.', { price })
    case 'trial':
      return t('It runs on a trial. Subscribe for {price} a month to keep it.', { price })
    case 'active':
      return t('It is paid for, and renews every month for {price}.', { price })
    case 'ending':
      return t(
        'It is cancelled, and works until {day}. Until then you can resume it, for {price} a month.',
        { day: formatDay(cancelAt ?? ''), price },
      )
    case 'ended':
      return expiredAt
        ? t('It ended on {day}. Subscribe for {price} a month to use it again.', {
            day: formatDay(expiredAt),
            price,
          })
        : t('It has ended. Subscribe for {price} a month to use it again.', { price })
    case 'attention':
      return t(
        'It has a subscription whose payment is due. Settle that with VZaps: a second subscription would not.',
      )
    case 'unknown':
      return t(
        'The gateway does not say it in words that this app knows, so nothing is offered that could be paid twice.',
      )
  }
}

/** What is paid, until when, and the one thing to do next: subscribe, cancel, or resume. */
export const SubscriptionSection = ({ instance }: { readonly instance: Instance }) => {
  const { open } = useInstanceDialogs()
  const lock = useBillingLock(instance.id)
  const checkout = useCheckout(instance)
  const resume = useResuming(instance)
  const failures = useInstanceFailures(instance, 'resumeSubscription')
  const phase = getBillingPhase(instance)
  const action = (change: BillingChange) => ({
    size: 'xs',
    loading: lock.status === 'busy' && lock.change === change,
    disabled: lock.status !== 'free',
  })
  return (
    <Section
      title={t('Subscription')}
      aside={<BillingBadge instance={instance} />}
      code={() => import('./use-charging.ts?useCharging&code')}
    >
      <Text size="sm">{sentence(phase, instance)}</Text>
      <Group gap="xs">
        {canSubscribe(phase) && (
          <>
            <Button {...action('charge')} onClick={() => open('charge', instance)}>
              {t('Charge the saved card')}
            </Button>
            <Button {...action('checkout')} variant="default" onClick={checkout}>
              {t('Go to checkout')}
            </Button>
          </>
        )}
        {phase === 'ending' && (
          <Button {...action('resume')} onClick={resume}>
            {t('Resume the subscription')}
          </Button>
        )}
        {(phase === 'active' || phase === 'trial') && (
          <Button {...action('cancel')} variant="default" onClick={() => open('cancel', instance)}>
            {phase === 'trial' ? t('End the trial') : t('Cancel the subscription')}
          </Button>
        )}
      </Group>
      <BillingLockNotice instanceId={instance.id} lock={lock} />
      <Failures failures={failures} />
    </Section>
  )
}
