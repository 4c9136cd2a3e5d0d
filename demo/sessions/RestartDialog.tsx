import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { toastFailure } from '../ui/toast.tsx'
import { useRestartWatch } from './RestartWatch.tsx'

/** Restarts the session; what becomes of it is the status badge's to say. */
export const RestartDialog = ({ instance, onClose, isOpen }: InstanceDialogProps) => {
  const [restart, { isLoading, error }] = vzaps.useRestartInstanceMutation()
  const { watch } = useRestartWatch()
  const name = nameOf(instance)
  const run = async () => {
    const result = await restart(instance.id)
    if (!result.error) {
      watch(instance)
      onClose()
    } else if (!isOpen()) toastFailure(name, 'restarted', result.error)
  }
  return (
    <Confirm
      action="Restart"
      isLoading={isLoading}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      <b>{name}</b> neither sends nor receives for a few seconds. Its phone stays paired.
    </Confirm>
  )
}
