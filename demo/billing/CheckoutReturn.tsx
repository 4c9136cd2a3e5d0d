import { useEffect, useRef } from 'react'
import { useDispatch } from 'react-redux'
import { useSearchParams } from 'react-router'
import type { Instance } from 'vzaps-rtk/react'
import { vzaps } from '../app/api.ts'
import { nameOf } from '../instances/InstanceLink.tsx'
import { toastDone, toastNote } from '../ui/toast.tsx'
import { billingOf } from './BillingBadge.tsx'
import { readOutcome, withoutOutcome } from './checkout-url.ts'

/** Coming back from the checkout: asks the gateway what became of it instead of believing the address. */
export const CheckoutReturn = ({ instance }: { readonly instance: Instance }) => {
  const [params, setParams] = useSearchParams()
  const dispatch = useDispatch()
  const [read] = vzaps.useLazyGetInstanceQuery()
  const outcome = readOutcome(params)
  const { id } = instance
  const name = nameOf(instance)
  const isTold = useRef(false)
  useEffect(() => {
    if (!outcome || isTold.current) return
    isTold.current = true
    setParams(withoutOutcome, { replace: true })
    dispatch(vzaps.util.invalidateTags([{ type: 'Instance', id }]))
    if (outcome === 'left') return toastNote('No payment', `Nothing was charged for ${name}.`)
    void read(id).then(({ data }) => {
      if (data && billingOf(data) === 'active') toastDone('Subscribed', `${name} is paid for.`)
      else toastNote('Not confirmed yet', 'The gateway has not heard of the payment so far.')
    })
  }, [outcome, id, name, dispatch, read, setParams])
  return null
}
