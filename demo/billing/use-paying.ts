import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { getBillingPhase } from 'vzaps-rtk/react'
import { canSubscribe } from '../instance/allowed.ts'
import { gateway } from '../store/gateway.ts'
import { useReadInstance } from '../store/read-now.ts'
import { inAppPath } from './checkout-url.ts'

/** An open checkout. */
export interface CheckoutSession {
  readonly sessionId: string
  readonly instanceId: string
  /** It turned out to be open no more. */
  readonly onClosed: () => void
}

/** Pays on the pretended payment page, or leaves it. Nobody pays twice: the gateway is asked before. */
export const usePaying = ({ sessionId, instanceId, onClosed }: CheckoutSession) => {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const read = useReadInstance()
  const [isPaying, setPaying] = useState(false)
  const [isRead, setRead] = useState(false)
  const isHere = useRef(false)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  useEffect(() => {
    // It may have been paid for in another way since this page was left.
    void read(instanceId).then(() => setRead(true))
  }, [read, instanceId])
  const paid = inAppPath(params.get('success_url'))
  const left = inAppPath(params.get('cancel_url')) ?? paid

  const finish = async (end: typeof gateway.completeCheckout, next: string | undefined) => {
    try {
      await end(sessionId)
    } catch {
      return onClosed()
    }
    void navigate(next ?? '/instances')
  }

  return {
    isPaying,
    /** The gateway was asked since this page was opened. */
    isRead,
    leave: () => finish(gateway.failCheckout, left),
    pay: async () => {
      if (isPaying) return
      setPaying(true)
      const { data, error } = await read(instanceId)
      setPaying(false)
      // A failed read is shown by whoever else reads it.
      if (!isHere.current || error || !data) return
      if (canSubscribe(getBillingPhase(data))) await finish(gateway.completeCheckout, paid)
      else onClosed()
    },
  }
}
