import { useHref, useLocation, useNavigate } from 'react-router'
import type { Instance } from 'vzaps-rtk/react'
import { vzaps } from '../app/api.ts'
import { nameOf } from '../instances/InstanceLink.tsx'
import { toastDone, toastError, toastNote } from '../ui/toast.tsx'
import { billingOf } from './BillingBadge.tsx'
import { inAppPath, withOutcome } from './checkout-url.ts'

/** The ways to a running subscription. Each reads the instance afterwards, and says what that says. */
export const useSubscribing = (instance: Instance) => {
  const [subscribeInstance, subscribing] = vzaps.useSubscribeInstanceMutation()
  const [resumeSubscription, resuming] = vzaps.useResumeSubscriptionMutation()
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
    const result = await resumeSubscription(instance.id)
    if (result.error) toastError(`${name} was not resumed`, result.error, resume)
    else await sayWhatIs()
  }

  const isCheckout = subscribing.originalArgs?.data !== undefined
  const busy = subscribing.isLoading
    ? isCheckout
      ? ('checkout' as const)
      : ('subscribe' as const)
    : resuming.isLoading
      ? ('resume' as const)
      : undefined
  return { subscribe, checkout, resume, busy }
}
