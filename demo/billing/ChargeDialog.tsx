import { Stack, Text } from '@mantine/core'
import { getBillingPhase } from 'vzaps-rtk/react'
import { canSubscribe } from '../instance/allowed.ts'
import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { BillingLockNotice } from './BillingLockNotice.tsx'
import { monthlyPrice } from './plan.ts'
import { useBillingLock } from './use-billing-lock.ts'
import { useCharging } from './use-charging.ts'

/** Says what is charged for what before it is; locked while anything about it is unknown. */
export const ChargeDialog = (props: InstanceDialogProps) => {
  const { instance, onClose } = props
  const { data = instance } = vzaps.useGetInstanceQuery(instance.id)
  const lock = useBillingLock(instance.id)
  const { isWorking, problem, run } = useCharging(props)
  const isPayable = canSubscribe(getBillingPhase(data))
  return (
    <Confirm
      action={`Charge ${monthlyPrice}`}
      isLoading={isWorking}
      isDisabled={!isPayable || lock.status !== 'free'}
      error={problem?.error}
      isUnsent={problem?.isSent === false}
      onConfirm={run}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          {isPayable || isWorking ? (
            <>
              The saved card is charged <b>{monthlyPrice}</b> for <b>{nameOf(instance)}</b> now, and
              again every month until you cancel.
            </>
          ) : (
            <>
              There is nothing to pay for <b>{nameOf(instance)}</b>.
            </>
          )}
        </Text>
        {!isWorking && <BillingLockNotice instanceId={instance.id} lock={lock} />}
      </Stack>
    </Confirm>
  )
}
