import type { Instance } from 'vzaps-rtk/react'

/** A subscription's state, in the words the app is written in. */
export type BillingPhase =
  | 'none'
  | 'trial'
  | 'active'
  | 'ending'
  | 'ended'
  | 'attention'
  | 'unknown'

const phases: Readonly<Record<string, BillingPhase>> = {
  NONE: 'none',
  TRIAL: 'trial',
  TRIALING: 'trial',
  ACTIVE: 'active',
  EXPIRED: 'ended',
  ENDED: 'ended',
  CANCELED: 'ended',
  CANCELLED: 'ended',
  INCOMPLETE_EXPIRED: 'ended',
  PAST_DUE: 'attention',
  UNPAID: 'attention',
  INCOMPLETE: 'attention',
  PAUSED: 'attention',
}

/** What the row says; a scheduled end counts more than the word. No word, or one nobody knows, is never "nothing paid". */
export const phaseOf = ({
  billingStatus,
  cancelAt,
}: Pick<Instance, 'billingStatus' | 'cancelAt'>): BillingPhase => {
  const word = billingStatus?.trim().toUpperCase() ?? ''
  const phase = Object.hasOwn(phases, word) ? phases[word] : undefined
  return phase === 'active' && cancelAt ? 'ending' : (phase ?? 'unknown')
}

/** May a subscription begin? Not a second one beside one that runs, or owes, or that cannot be made out. */
export const canSubscribe = (phase: BillingPhase): boolean =>
  phase === 'none' || phase === 'trial' || phase === 'ended'

/** Is it paid for? */
export const isPaid = (phase: BillingPhase): boolean => phase === 'active' || phase === 'ending'

/** Why no phone can be paired; nothing when one can, as far as the subscription goes. */
export const whyUnpaired = (phase: BillingPhase): string | undefined => {
  if (phase === 'ended') return 'Its subscription has ended: subscribe first'
  return phase === 'attention' ? 'Its payment is due: settle that first' : undefined
}
