import { Button, Group, Text } from '@mantine/core'
import type { BillingPhase, Instance } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { canSubscribe } from '../instance/allowed.ts'
import { useInstanceDialogs } from '../instance/dialogs.ts'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { Section } from '../ui/Section.tsx'
import { formatDay } from '../ui/times.ts'
import { BillingBadge } from './BillingBadge.tsx'
import { BillingLockNotice } from './BillingLockNotice.tsx'
import { monthlyPrice } from './plan.ts'
import type { BillingChange } from './use-billing-lock.ts'
import { useBillingLock } from './use-billing-lock.ts'
import { useCheckout } from './use-checkout.ts'
import { useResuming } from './use-resuming.ts'

const sentence = (phase: BillingPhase, { cancelAt, expiredAt }: Instance): string => {
  switch (phase) {
    case 'none':
      return `It has no subscription. One costs ${monthlyPrice} a month.`
    case 'trial':
      return `It runs on a trial. Subscribe for ${monthlyPrice} a month to keep it.`
    case 'active':
      return `It is paid for, and renews every month for ${monthlyPrice}.`
    case 'ending':
      return `It is cancelled, and works until ${formatDay(cancelAt ?? '')}. Until then you can resume it, for ${monthlyPrice} a month.`
    case 'ended':
      return expiredAt
        ? `It ended on ${formatDay(expiredAt)}. Subscribe for ${monthlyPrice} a month to use it again.`
        : `It has ended. Subscribe for ${monthlyPrice} a month to use it again.`
    case 'attention':
      return 'It has a subscription whose payment is due. Settle that with VZaps: a second subscription would not.'
    case 'unknown':
      return 'The gateway does not say it in words that this app knows, so nothing is offered that could be paid twice.'
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
      title="Subscription"
      aside={<BillingBadge instance={instance} />}
      code={() => import('./use-charging.ts?useCharging&code')}
    >
      <Text size="sm">{sentence(phase, instance)}</Text>
      <Group gap="xs">
        {canSubscribe(phase) && (
          <>
            <Button {...action('charge')} onClick={() => open('charge', instance)}>
              Charge the saved card
            </Button>
            <Button {...action('checkout')} variant="default" onClick={checkout}>
              Go to checkout
            </Button>
          </>
        )}
        {phase === 'ending' && (
          <Button {...action('resume')} onClick={resume}>
            Resume the subscription
          </Button>
        )}
        {(phase === 'active' || phase === 'trial') && (
          <Button {...action('cancel')} variant="default" onClick={() => open('cancel', instance)}>
            {phase === 'trial' ? 'End the trial' : 'Cancel the subscription'}
          </Button>
        )}
      </Group>
      <BillingLockNotice instanceId={instance.id} lock={lock} />
      <Failures failures={failures} />
    </Section>
  )
}
