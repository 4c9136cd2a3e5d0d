import { useState } from 'react'
import { getBillingPhase, toVZapsError } from 'vzaps-rtk/react'
import { canSubscribe, isPaid } from '../instance/allowed.ts'
import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { useReadInstance } from '../store/read-now.ts'
import { toastDone, toastFailure, toastNote } from '../ui/toast.tsx'
import { t } from '../words/words.ts'
import { usePayments } from './payments.ts'

/** What stopped a charge: nothing was sent, or it was sent and failed. */
export interface ChargeProblem {
  readonly error: unknown
  readonly isSent: boolean
}

/** Charges the card: looks first whether there is anything to pay, and then says what the gateway shows. */
export const useCharging = ({ instance, onClose, isOpen }: InstanceDialogProps) => {
  const { id } = instance
  const name = nameOf(instance)
  const [subscribe] = vzaps.useSubscribeInstanceMutation()
  const read = useReadInstance()
  const payments = usePayments()
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<ChargeProblem>()

  /** Is it seen to be paid for? Then all is said and done. */
  const isSeenPaid = async (): Promise<boolean> => {
    const { data, error } = await read(id)
    if (error || !data || !isPaid(data)) return false
    onClose()
    toastDone(t('Subscribed'), t('{name} renews every month.', { name }))
    return true
  }

  const charge = async (): Promise<ChargeProblem | undefined> => {
    const { data, error } = await read(id)
    // Whoever has closed the dialog meanwhile does not want to pay.
    if (!isOpen()) return
    if (error || !data) return { error, isSent: false }
    if (!canSubscribe(getBillingPhase(data))) {
      onClose()
      toastNote(
        t('Nothing was charged'),
        t('There is nothing to pay for {name} any more.', { name }),
      )
      return
    }
    const result = await subscribe({ instanceId: id })
    if (!result.error) {
      if (await isSeenPaid()) return
      payments.await(data)
      onClose()
      toastNote(t('Accepted'), t('The gateway has not confirmed the subscription yet.'))
      return
    }
    if (toVZapsError(result.error).outcome === 'unknown' && (await isSeenPaid())) return
    if (isOpen()) return { error: result.error, isSent: true }
    toastFailure(result.error, {
      failed: t('{name} was not charged', { name }),
      unclear: t('Unclear whether {name} was charged', { name }),
    })
    return
  }

  return {
    isWorking,
    problem,
    run: async () => {
      setWorking(true)
      setProblem(undefined)
      setProblem(await charge())
      setWorking(false)
    },
  }
}
