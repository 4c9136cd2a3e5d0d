import type { Instance } from '../instances/schema.ts'

/**
 * What an instance's billing means for its owner, in words of this library:
 *
 * - `none`: never subscribed;
 * - `trial`: free for now;
 * - `active`: paid for, and renewed by itself;
 * - `ending`: still running, until `cancelAt`;
 * - `ended`: over; subscribing starts it anew;
 * - `attention`: there is a subscription, and its payment is not in order: settle that, do not subscribe again;
 * - `unknown`: the server said nothing, or a word that is not known here. It may well be paid for.
 */
export type BillingPhase =
  | 'none'
  | 'trial'
  | 'active'
  | 'ending'
  | 'ended'
  | 'attention'
  | 'unknown'

/** The service bills by Stripe: these are Stripe's words, and those that the service is known to add. */
const phases: Readonly<Record<string, BillingPhase>> = {
  none: 'none',
  trialing: 'trial',
  active: 'active',
  past_due: 'attention',
  unpaid: 'attention',
  incomplete: 'attention',
  paused: 'attention',
  incomplete_expired: 'ended',
  canceled: 'ended',
  cancelled: 'ended',
  expired: 'ended',
}

/** What is read of an instance to tell its {@link BillingPhase}. */
export type Billed = Pick<Instance, 'billingStatus' | 'cancelAt' | 'expiredAt'>

/**
 * Tells the billing phase of an instance: by the word in `billingStatus`, whatever its case; `cancelAt` makes `ending`
 * of a trial and of an active subscription. Where the server says that there is no word (null, or an empty one), the
 * dates tell: `expiredAt` is `ended`, `cancelAt` is `ending`, neither is `none`. A word that is not known, and a field
 * that is not there, are `unknown`.
 *
 * @example
 * const canSubscribe = ['none', 'trial', 'ended'].includes(getBillingPhase(instance))
 */
export const getBillingPhase = (instance: Billed | null | undefined): BillingPhase => {
  const { billingStatus, cancelAt, expiredAt } = instance ?? {}
  if (billingStatus !== null && typeof billingStatus !== 'string') return 'unknown'
  const word = billingStatus
    ?.trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const byDate = expiredAt ? 'ended' : 'none'
  const phase = !word ? byDate : Object.hasOwn(phases, word) ? phases[word] : 'unknown'
  const canEnd = phase === 'trial' || phase === 'active' || (!word && phase === 'none')
  return canEnd && cancelAt ? 'ending' : (phase ?? 'unknown')
}
