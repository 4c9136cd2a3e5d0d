import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { toastFailure } from '../ui/toast.tsx'
import { rich, t } from '../words/words.ts'
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
    } else if (!isOpen())
      toastFailure(result.error, {
        failed: t('{name} was not restarted', { name }),
        unclear: t('Unclear whether {name} was restarted', { name }),
      })
  }
  return (
    <Confirm
      action={t('Restart')}
      isLoading={isLoading}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      {rich('{name} neither sends nor receives for a few seconds. Its phone stays paired.', {
        name: <b>{name}</b>,
      })}
    </Confirm>
  )
}
