import { Button, Group, Text } from '@mantine/core'
import type { Instance } from 'vzaps-rtk/react'
import { useInstanceDialogs } from '../instances/dialogs.ts'
import { Failures } from '../operations/Failures.tsx'
import { Section } from '../ui/Section.tsx'
import { formatDay } from '../ui/times.ts'
import type { Billing } from './BillingBadge.tsx'
import { BillingBadge, billingOf } from './BillingBadge.tsx'
import { useSubscribing } from './use-subscribing.ts'

const sentence = (billing: Billing, { cancelAt, expiredAt }: Instance): string => {
  switch (billing) {
    case 'trial':
      return 'It runs on a trial. Subscribe to keep it.'
    case 'active':
      return 'It is paid for, and renews every month.'
    case 'ending':
      return `It is cancelled, and works until ${formatDay(cancelAt ?? '')}. Until then you can resume it.`
    case 'expired':
      return expiredAt
        ? `It ended on ${formatDay(expiredAt)}. Subscribe to use it again.`
        : 'It has ended. Subscribe to use it again.'
    case 'unknown':
      return 'The gateway uses a word for it that this app does not know.'
  }
}

/** What is paid, until when, and the one thing to do next: subscribe, cancel, or resume. */
export const SubscriptionSection = ({ instance }: { readonly instance: Instance }) => {
  const { open } = useInstanceDialogs()
  const { subscribe, checkout, resume, failures, busy } = useSubscribing(instance)
  const billing = billingOf(instance)
  const canSubscribe = billing !== 'active' && billing !== 'ending'
  const canCancel = billing === 'active' || billing === 'trial'
  const action = (name: typeof busy) => ({
    size: 'xs',
    loading: busy === name,
    disabled: busy !== undefined && busy !== name,
  })
  return (
    <Section title="Subscription" aside={<BillingBadge instance={instance} />}>
      <Text size="sm">{sentence(billing, instance)}</Text>
      <Group gap="xs">
        {canSubscribe && (
          <>
            <Button {...action('subscribe')} onClick={subscribe}>
              Charge the saved card
            </Button>
            <Button {...action('checkout')} variant="default" onClick={checkout}>
              Go to checkout
            </Button>
          </>
        )}
        {billing === 'ending' && (
          <Button {...action('resume')} onClick={resume}>
            Resume the subscription
          </Button>
        )}
        {canCancel && (
          <Button {...action('cancel')} variant="default" onClick={() => open('cancel', instance)}>
            {billing === 'trial' ? 'End the trial' : 'Cancel the subscription'}
          </Button>
        )}
      </Group>
      <Failures failures={failures} />
    </Section>
  )
}
