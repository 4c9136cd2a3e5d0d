import { useHref, useLocation, useNavigate } from 'react-router'
import type { Instance, SubscribeInstanceArgs } from 'vzaps-rtk/react'
import { vzaps } from '../app/api.ts'
import { nameOf } from '../instances/InstanceLink.tsx'
import { useFailures } from '../operations/use-failures.ts'
import { usePending } from '../operations/use-pending.ts'
import { toastDone, toastError, toastNote } from '../ui/toast.tsx'
import { billingOf } from './BillingBadge.tsx'
import { inAppPath, withOutcome } from './checkout-url.ts'

/** What a subscription is waiting for. */
type Busy = 'subscribe' | 'checkout' | 'resume' | 'cancel'

/** The ways to a running subscription. Each reads the instance afterwards, and says what that says. */
export const useSubscribing = (instance: Instance) => {
  const [subscribeInstance] = vzaps.useSubscribeInstanceMutation()
  const [resumeSubscription] = vzaps.useResumeSubscriptionMutation()
  const failures = useFailures(instance.id, 'resumeSubscription')
  const [read] = vzaps.useLazyGetInstanceQuery()
  const navigate = useNavigate()
  const here = useHref(useLocation())
  const name = nameOf(instance)

  const sayWhatIs = async () => {
    const { data } = await read(instance.id)
    if (data && billingOf(data) === 'active') toastDone('Subscribed', `${name} renews every month.`)
    else toastNote('Accepted', 'The gateway has not confirmed the subscription yet.')
  }

  const subscribe = async () => {
    const result = await subscribeInstance({ instanceId: instance.id })
    if (result.error) toastError(`${name} was not subscribed`, result.error, subscribe)
    else await sayWhatIs()
  }

  const checkout = async () => {
    const page = new URL(here, window.location.origin)
    const data = {
      successUrl: withOutcome(page, 'paid'),
      cancelUrl: withOutcome(page, 'left'),
    }
    const result = await subscribeInstance({ instanceId: instance.id, data })
    if (result.error) return toastError('There is no checkout page', result.error, checkout)
    const { url } = result.data
    if (!url) return sayWhatIs()
    // The fake gateway lives in this page: going there by a real navigation would end it.
    const inside = inAppPath(url)
    if (inside) await navigate(inside)
    else window.location.assign(url)
  }

  const resume = async () => {
    for (const { dismiss } of failures) dismiss()
    const { error } = await resumeSubscription(instance.id)
    // A failure stands in the section itself.
    if (!error) await sayWhatIs()
  }

  return { subscribe, checkout, resume, failures, busy: useBusy(instance.id) }
}

/** What is under way, wherever it was asked for. */
const useBusy = (instanceId: string): Busy | undefined => {
  const kinds = usePending(instanceId).map(({ endpointName, arg }) => {
    if (endpointName === 'resumeSubscription') return 'resume'
    if (endpointName === 'cancelInstance') return 'cancel'
    if (endpointName !== 'subscribeInstance') return undefined
    return (arg as SubscribeInstanceArgs).data ? 'checkout' : 'subscribe'
  })
  return kinds.findLast((kind) => kind !== undefined)
}
