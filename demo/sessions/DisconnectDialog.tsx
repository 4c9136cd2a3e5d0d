import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { toastDone, toastFailure } from '../ui/toast.tsx'
import { rich, t } from '../words/words.ts'

/** Unpairs the phone. */
export const DisconnectDialog = ({ instance, onClose, isOpen }: InstanceDialogProps) => {
  const [disconnect, { isLoading, error }] = vzaps.useDisconnectSessionMutation()
  const name = nameOf(instance)
  const run = async () => {
    const result = await disconnect(instance.id)
    if (!result.error) {
      onClose()
      toastDone(t('Disconnected'), t('{name} has no phone now.', { name }))
    } else if (!isOpen())
      toastFailure(result.error, {
        failed: t('{name} was not disconnected', { name }),
        unclear: t('Unclear whether {name} was disconnected', { name }),
      })
  }
  return (
    <Confirm
      action={t('Disconnect')}
      color="red"
      isLoading={isLoading}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      {rich(
        'The phone of {name} is unpaired: no message goes in or out until one is paired anew.',
        { name: <b>{name}</b> },
      )}
    </Confirm>
  )
}
