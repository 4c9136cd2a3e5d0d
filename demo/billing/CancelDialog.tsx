import { useState } from 'react'
import { getBillingPhase, toVZapsError } from 'vzaps-rtk/react'
import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { useReadInstance } from '../store/read-now.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { formatDay } from '../ui/times.ts'
import { toastDone, toastFailure, toastNote } from '../ui/toast.tsx'
import { rich, t } from '../words/words.ts'
import { BillingLockNotice } from './BillingLockNotice.tsx'
import { useBillingLock } from './use-billing-lock.ts'

/** Cancels, then says what the instance says: the answer to the call itself promises nothing. */
export const CancelDialog = ({ instance, onClose, isOpen }: InstanceDialogProps) => {
  const { id } = instance
  const name = nameOf(instance)
  const [cancel, { error }] = vzaps.useCancelInstanceMutation()
  const read = useReadInstance()
  // As it is now: a trial may have become a subscription since the dialog was opened.
  const { data: row = instance } = vzaps.useGetInstanceQuery(id)
  const lock = useBillingLock(id)
  const [isWorking, setWorking] = useState(false)
  const phase = getBillingPhase(row)
  const isTrial = phase === 'trial'

  /** When it ends, as the gateway has it now, if it says so. */
  const findEnd = async (): Promise<string | undefined> => {
    const { data, error } = await read(id)
    if (error || !data) return undefined
    const phase = getBillingPhase(data)
    if (phase === 'ending')
      return t('{name} works until {day}.', { name, day: formatDay(data.cancelAt ?? '') })
    return phase === 'ended' ? t('{name} has ended.', { name }) : undefined
  }

  const cancelNow = async () => {
    const { error } = await cancel(id)
    const isRefused = error !== undefined && toVZapsError(error).outcome !== 'unknown'
    const end = isRefused ? undefined : await findEnd()
    if (error && !end) {
      if (isOpen()) return
      return toastFailure(error, {
        failed: t('{name} was not cancelled', { name }),
        unclear: t('Unclear whether {name} was cancelled', { name }),
      })
    }
    onClose()
    if (end) toastDone(t('Cancelled'), end)
    else toastNote(t('Cancellation accepted'), t('The gateway has not said yet from when.'))
  }

  const run = async () => {
    setWorking(true)
    await cancelNow()
    setWorking(false)
  }

  return (
    <Confirm
      action={isTrial ? t('End the trial') : t('Cancel the subscription')}
      color="red"
      isLoading={isWorking}
      isDisabled={lock.status !== 'free' || (!isTrial && phase !== 'active')}
      error={isWorking ? undefined : error}
      onConfirm={run}
      onCancel={onClose}
    >
      {isTrial
        ? rich(
            'The trial of {name} may end at once, and its session with it. You can subscribe later.',
            { name: <b>{name}</b> },
          )
        : rich(
            '{name} is not renewed: usually it works until the period that is paid for ends, and until then you can take this back.',
            { name: <b>{name}</b> },
          )}
      {!isWorking && <BillingLockNotice instanceId={id} lock={lock} />}
    </Confirm>
  )
}
