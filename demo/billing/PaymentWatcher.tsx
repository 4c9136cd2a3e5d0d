import { useEffect, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { getBillingPhase, toVZapsError } from 'vzaps-rtk/react'
import { isPaid } from '../instance/allowed.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { toastDone, toastNote } from '../ui/toast.tsx'
import { t } from '../words/words.ts'

/** ms between two looks: whoever has paid waits for it. */
const everyMs = 5_000

interface PaymentWatcherProps {
  readonly instance: Instance
  readonly onEnd: (instanceId: string) => void
}

/** Watches one payment: it is over when the gateway shows the subscription, or that something is wrong with it. */
export const PaymentWatcher = ({ instance, onEnd }: PaymentWatcherProps) => {
  const { id } = instance
  const [since] = useState(Date.now)
  const { data, error, startedTimeStamp, isFetching } = vzaps.useGetInstanceQuery(id, {
    pollingInterval: everyMs,
    skipPollingIfUnfocused: true,
    refetchOnMountOrArgChange: true,
  })
  // What was asked before the payment says nothing about it.
  const isTold = !isFetching && (startedTimeStamp ?? 0) >= since
  const row = isTold && !error ? data : undefined
  const isSubscribed = row !== undefined && isPaid(row)
  const needsAttention = row !== undefined && getBillingPhase(row) === 'attention'
  const isGone = error !== undefined && toVZapsError(error).status === 404
  useEffect(() => {
    if (!isSubscribed && !needsAttention && !isGone) return
    const name = nameOf(instance)
    if (isGone)
      toastNote(
        t('No longer there'),
        t('{name} is gone; its payment cannot be followed.', { name }),
      )
    else if (isSubscribed) toastDone(t('Subscribed'), t('{name} is paid for.', { name }))
    else
      toastNote(
        t('The payment did not go through'),
        t('{name} has a payment that is due.', { name }),
      )
    onEnd(id)
  }, [isSubscribed, needsAttention, isGone, id, instance, onEnd])
  return null
}
