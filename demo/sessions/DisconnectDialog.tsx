import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { toastDone, toastFailure } from '../ui/toast.tsx'

/** Unpairs the phone. */
export const DisconnectDialog = ({ instance, onClose, isOpen }: InstanceDialogProps) => {
  const [disconnect, { isLoading, error }] = vzaps.useDisconnectSessionMutation()
  const name = nameOf(instance)
  const run = async () => {
    const result = await disconnect(instance.id)
    if (!result.error) {
      onClose()
      toastDone('Disconnected', `${name} has no phone now.`)
    } else if (!isOpen()) toastFailure(name, 'disconnected', result.error)
  }
  return (
    <Confirm
      action="Disconnect"
      color="red"
      isLoading={isLoading}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      The phone of <b>{name}</b> is unpaired: no message goes in or out until one is paired anew.
    </Confirm>
  )
}
