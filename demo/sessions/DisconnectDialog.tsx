import { vzaps } from '../app/api.ts'
import type { InstanceDialogProps } from '../instances/InstanceDialogs.tsx'
import { nameOf } from '../instances/InstanceLink.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { toastDone } from '../ui/toast.tsx'

/** Unpairs the phone. */
export const DisconnectDialog = ({ instance, onClose }: InstanceDialogProps) => {
  const [disconnect, { isLoading, error }] = vzaps.useDisconnectSessionMutation()
  const run = async () => {
    const result = await disconnect(instance.id)
    if (result.error) return
    onClose()
    toastDone('Disconnected', `${nameOf(instance)} has no phone now.`)
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
      The phone of <b>{nameOf(instance)}</b> is unpaired: no message goes in or out until one is
      paired anew.
    </Confirm>
  )
}
