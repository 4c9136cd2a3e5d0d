import { vzaps } from '../app/api.ts'
import type { InstanceDialogProps } from '../instances/InstanceDialogs.tsx'
import { nameOf } from '../instances/InstanceLink.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { useRestartWatch } from './RestartWatch.tsx'

/** Restarts the session; what becomes of it is the status badge's to say. */
export const RestartDialog = ({ instance, onClose }: InstanceDialogProps) => {
  const [restart, { isLoading, error }] = vzaps.useRestartInstanceMutation()
  const { watch } = useRestartWatch()
  const run = async () => {
    const result = await restart(instance.id)
    if (result.error) return
    watch(instance)
    onClose()
  }
  return (
    <Confirm
      action="Restart"
      isLoading={isLoading}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      <b>{nameOf(instance)}</b> neither sends nor receives for a few seconds. Its phone stays
      paired.
    </Confirm>
  )
}
