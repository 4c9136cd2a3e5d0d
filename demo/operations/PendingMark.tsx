import { Loader, VisuallyHidden } from '@mantine/core'
import { usePending } from './use-pending.ts'
import { whatIsDone } from './words.ts'

/** A small spinner while something is under way on an instance. */
export const PendingMark = ({ instanceId }: { readonly instanceId: string }) => {
  const last = usePending(instanceId).at(-1)
  if (!last) return null
  const words = whatIsDone(last)
  return (
    <span title={words}>
      <Loader size={14} color="var(--mantine-color-dimmed)" aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}
