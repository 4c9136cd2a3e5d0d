import type { Billed, BillingPhase } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { t } from '../words/words.ts'

/** May a subscription begin? Not a second one beside one that runs, or owes, or that cannot be made out. */
export const canSubscribe = (phase: BillingPhase): boolean =>
  phase === 'none' || phase === 'trial' || phase === 'ended'

/** Is it paid for, whether or not it goes on? A trial that was cancelled is ending too, and was never paid. */
export const isPaid = (instance: Billed): boolean =>
  getBillingPhase({ ...instance, cancelAt: null }) === 'active'

/** Why no phone can be paired; nothing when one can, as far as the subscription goes. */
export const whyUnpaired = (phase: BillingPhase): string | undefined => {
  if (phase === 'ended') return t('Its subscription has ended: subscribe first')
  return phase === 'attention' ? t('Its payment is due: settle that first') : undefined
}
