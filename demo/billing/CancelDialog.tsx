import { vzaps } from '../app/api.ts'
import type { InstanceDialogProps } from '../instances/InstanceDialogs.tsx'
import { nameOf } from '../instances/InstanceLink.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { formatDay } from '../ui/times.ts'
import { toastDone } from '../ui/toast.tsx'
import { billingOf } from './BillingBadge.tsx'

/** Cancels, then says what the instance says: the answer to the call itself promises nothing. */
export const CancelDialog = ({ instance, onClose }: InstanceDialogProps) => {
  const [cancel, { isLoading, error }] = vzaps.useCancelInstanceMutation()
  const [read, { isFetching }] = vzaps.useLazyGetInstanceQuery()
  const name = nameOf(instance)
  const isTrial = billingOf(instance) === 'trial'
  const run = async () => {
    const result = await cancel(instance.id)
    if (result.error) return
    const { data } = await read(instance.id)
    onClose()
    if (data?.cancelAt) toastDone('Cancelled', `${name} works until ${formatDay(data.cancelAt)}.`)
    else if (data && billingOf(data) === 'expired') toastDone('Cancelled', `${name} has ended.`)
    else toastDone('Cancellation accepted', 'The gateway has not said yet from when.')
  }
  return (
    <Confirm
      action={isTrial ? 'End the trial' : 'Cancel the subscription'}
      color="red"
      isLoading={isLoading || isFetching}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      {isTrial ? (
        <>
          The trial of <b>{name}</b> may end at once, and its session with it. You can subscribe
          later.
        </>
      ) : (
        <>
          <b>{name}</b> is not renewed: usually it works until the period that is paid for ends, and
          until then you can take this back.
        </>
      )}
    </Confirm>
  )
}
