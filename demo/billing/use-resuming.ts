import type { Instance } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { nameOf } from '../instance/name.ts'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { vzaps } from '../store/api.ts'
import { useReadInstance } from '../store/read-now.ts'
import { toastDone, toastNote } from '../ui/toast.tsx'
import { t } from '../words/words.ts'

/** Takes a cancellation back, and says what the gateway shows then. A failure stands in the section itself. */
export const useResuming = (instance: Instance) => {
  const [resume] = vzaps.useResumeSubscriptionMutation()
  const failures = useInstanceFailures(instance, 'resumeSubscription')
  const read = useReadInstance()
  return async () => {
    for (const { dismiss } of failures) dismiss()
    const { error } = await resume(instance.id)
    if (error) return
    const { data, error: unread } = await read(instance.id)
    const name = nameOf(instance)
    const phase = unread || !data ? undefined : getBillingPhase(data)
    if (phase === 'active') toastDone(t('Resumed'), t('{name} renews every month again.', { name }))
    else if (phase === 'trial') toastDone(t('Resumed'), t('The trial of {name} goes on.', { name }))
    else toastNote(t('Accepted'), t('The gateway does not show yet that {name} goes on.', { name }))
  }
}
