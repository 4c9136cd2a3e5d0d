import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { Instance } from 'vzaps-rtk/react'
import { isPaid } from '../instance/allowed.ts'
import { nameOf } from '../instance/name.ts'
import { useReadInstance } from '../store/read-now.ts'
import { toastDone, toastNote } from '../ui/toast.tsx'
import { t } from '../words/words.ts'
import { readOutcome, withoutOutcome } from './checkout-url.ts'
import { usePayments } from './payments.ts'

/** Coming back from the checkout: asks the gateway what became of it instead of believing the address. */
export const CheckoutReturn = ({ instance }: { readonly instance: Instance }) => {
  const [params, setParams] = useSearchParams()
  const read = useReadInstance()
  const payments = usePayments()
  const outcome = readOutcome(params)
  const isTold = useRef(false)
  useEffect(() => {
    if (!outcome || isTold.current) return
    isTold.current = true
    setParams(withoutOutcome, { replace: true })
    const name = nameOf(instance)
    // Until the answer is here, nothing more can be paid.
    if (outcome === 'paid') payments.await(instance)
    else
      void read(instance.id).then(({ data, error }) => {
        if (error || !data)
          toastNote(t('Not known'), t('The gateway did not say what {name} paid.', { name }))
        else if (isPaid(data)) toastDone(t('Subscribed'), t('{name} is paid for.', { name }))
        else toastNote(t('No payment'), t('Nothing was charged for {name}.', { name }))
      })
  }, [outcome, instance, payments, read, setParams])
  return null
}
