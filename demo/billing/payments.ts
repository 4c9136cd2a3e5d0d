import { createContext, useContext } from 'react'
import type { Instance } from 'vzaps-rtk/react'

/** Payments that were accepted, or said to be made, and that the gateway has not shown yet. */
export interface PaymentsControl {
  isAwaited(instanceId: string): boolean
  await(instance: Instance): void
}

/** Provided by `PaymentWatch`. */
export const PaymentsContext = createContext<PaymentsControl | undefined>(undefined)

/** The payments under way in the app. */
export const usePayments = (): PaymentsControl => {
  const control = useContext(PaymentsContext)
  if (!control) throw new Error('usePayments needs PaymentWatch above it')
  return control
}
