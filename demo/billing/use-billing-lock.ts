import { useNetwork } from '@mantine/hooks'
import type { Operation, SubscribeInstanceArgs } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { usePayments } from './payments.ts'

/** A change to what is paid. */
export type BillingChange = 'charge' | 'checkout' | 'resume' | 'cancel'

/** Why nothing about a subscription can be asked for at the moment. */
export type BillingLock =
  | { readonly status: 'free' }
  /** An answer is awaited. */
  | { readonly status: 'busy'; readonly change: BillingChange }
  /** An answer got lost: what became of it, the next read tells. */
  | { readonly status: 'unclear'; readonly change: BillingChange }
  /** A payment was accepted, or is said to be made, and the gateway does not show it yet. */
  | { readonly status: 'awaited' }
  /** What is shown is not being confirmed: things may be different by now. */
  | { readonly status: 'stale' }

const changeOf = ({ endpointName, arg }: Operation): BillingChange | undefined => {
  if (endpointName === 'resumeSubscription') return 'resume'
  if (endpointName === 'cancelInstance') return 'cancel'
  if (endpointName !== 'subscribeInstance') return undefined
  return (arg as SubscribeInstanceArgs).data ? 'checkout' : 'charge'
}

/** Nothing is paid twice: whatever is under way or unknown, wherever it was asked for, locks the rest. */
export const useBillingLock = (instanceId: string): BillingLock => {
  const { pending } = vzaps.useInstanceOperations(instanceId)
  const { isStale, isError } = vzaps.useInstanceStatus(instanceId)
  const { online } = useNetwork()
  const { isAwaited } = usePayments()
  for (const operation of pending.toReversed()) {
    const change = changeOf(operation)
    if (change) return { status: operation.status === 'unknown' ? 'unclear' : 'busy', change }
  }
  if (isAwaited(instanceId)) return { status: 'awaited' }
  return { status: isStale || isError || !online ? 'stale' : 'free' }
}
