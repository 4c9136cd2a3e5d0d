import { useEffect } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { nameOf } from '../instance/name.ts'
import { isMoving } from '../status/StatusBadge.tsx'
import { vzaps } from '../store/api.ts'
import { toastDone, toastNote } from '../ui/toast.tsx'
import { useNow } from '../ui/use-now.ts'
import { t } from '../words/words.ts'

/** ms after which a restart that has not come back is worth a word. */
const patienceMs = 45_000

interface RestartWatcherProps {
  readonly instance: Instance
  /** Epoch ms at which the gateway accepted the restart. */
  readonly since: number
  readonly onEnd: (instanceId: string) => void
}

/** Watches one restart: it is over when a read that began after it says so, not when the button says so. */
export const RestartWatcher = ({ instance, since, onEnd }: RestartWatcherProps) => {
  const { id } = instance
  const { data: status } = vzaps.useInstanceStatus(id)
  const { data, startedTimeStamp = 0, isFetching, isError } = vzaps.useGetInstanceQuery(id)
  const isConfirmed = !isFetching && !isError && startedTimeStamp >= since
  // The status may have come with a list; a restart too quick to be seen shows in the read alone.
  const isSeenBack = status?.connected === true && status.changedAt >= since
  const isBack = isSeenBack || (isConfirmed && data?.connected === true)
  const isDown = isConfirmed && data?.connected === false && !isMoving(data.status)
  const isLate = useNow(1_000) - since > patienceMs
  useEffect(() => {
    if (!isBack && !isDown && !isLate) return
    const name = nameOf(instance)
    if (isBack) toastDone(t('Connected again'), t('{name} is back after its restart.', { name }))
    else if (isDown)
      toastNote(t('Restarted'), t('{name} has no phone: pair one to connect it.', { name }))
    else toastNote(t('Still restarting'), t('{name} is taking longer than usual.', { name }))
    onEnd(id)
  }, [isBack, isDown, isLate, id, instance, onEnd])
  return null
}
