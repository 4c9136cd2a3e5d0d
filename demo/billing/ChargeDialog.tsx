import { Stack, Text } from '@mantine/core'
import { getBillingPhase } from 'vzaps-rtk/react'
import { canSubscribe } from '../instance/allowed.ts'
import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { rich, t } from '../words/words.ts'
import { BillingLockNotice } from './BillingLockNotice.tsx'
import { getMonthlyPrice } from './plan.ts'
import { useBillingLock } from './use-billing-lock.ts'
import { useCharging } from './use-charging.ts'

/** Says what is charged for what before it is; locked while anything about it is unknown. */
export const ChargeDialog = (props: InstanceDialogProps) => {
  const { instance, onClose } = props
  const { data = instance } = vzaps.useGetInstanceQuery(instance.id)
  const lock = useBillingLock(instance.id)
  const { isWorking, problem, run } = useCharging(props)
  const price = getMonthlyPrice()
  const isPayable = canSubscribe(getBillingPhase(data))
  return (
    <Confirm
      action={t('Charge {price}', { price })}
      isLoading={isWorking}
      isDisabled={!isPayable || lock.status !== 'free'}
      error={problem?.error}
      isUnsent={problem?.isSent === false}
      onConfirm={run}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          {isPayable || isWorking
            ? rich(
                'The saved card is charged {price} for {name} now, and again every month until you cancel.',
                { price: <b>{price}</b>, name: <b>{nameOf(instance)}</b> },
              )
            : rich('There is nothing to pay for {name}.', { name: <b>{nameOf(instance)}</b> })}
        </Text>
        {!isWorking && <BillingLockNotice instanceId={instance.id} lock={lock} />}
      </Stack>
    </Confirm>
  )
}
