import { useEffect, useRef } from 'react'
import { useHref, useLocation, useNavigate, useParams } from 'react-router'
import type { Instance } from 'vzaps-rtk/react'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { toastFailure, toastNote } from '../ui/toast.tsx'
import { t } from '../words/words.ts'
import { inAppPath, withOutcome } from './checkout-url.ts'

/** Tells whether one has moved on from an instance, even if back to it, since this was asked for. */
const useVisit = () => {
  const { instanceId } = useParams()
  const visit = useRef<object>(undefined)
  useEffect(() => {
    visit.current = instanceId === undefined ? undefined : {}
    return () => {
      visit.current = undefined
    }
  }, [instanceId])
  return () => {
    const { current } = visit
    // The address counts as it is now: it may not have been rendered yet.
    const { pathname } = window.location
    return () =>
      current !== undefined && visit.current === current && window.location.pathname === pathname
  }
}

/** Opens a checkout page and goes there, unless one has moved on when it is ready: nothing is paid by opening one. */
export const useCheckout = (instance: Instance) => {
  const [subscribe] = vzaps.useSubscribeInstanceMutation()
  const navigate = useNavigate()
  const here = useHref(useLocation())
  const beginVisit = useVisit()
  return async () => {
    const isStillHere = beginVisit()
    const page = new URL(here, window.location.origin)
    const data = { successUrl: withOutcome(page, 'paid'), cancelUrl: withOutcome(page, 'left') }
    const { data: session, error } = await subscribe({ instanceId: instance.id, data })
    if (error)
      return toastFailure(error, {
        failed: t('The checkout was not opened'),
        unclear: t('Unclear whether the checkout was opened'),
      })
    if (!isStillHere()) return
    const { url } = session
    if (!url)
      return toastNote(
        t('There is no checkout page'),
        t('Nothing is paid for {name}.', { name: nameOf(instance) }),
      )
    // The fake gateway lives in this page: going there by a real navigation would end it.
    const inside = inAppPath(url)
    if (inside) await navigate(inside, { state: { instanceId: instance.id } })
    else window.location.assign(url)
  }
}
