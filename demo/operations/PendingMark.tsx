import { Box, Loader, VisuallyHidden } from '@mantine/core'
import type { Operation } from 'vzaps-rtk/react'
import { whatIsDone } from './words.ts'

/** A small spinner while something is under way; its place is kept when nothing is, so that nothing moves. */
export const PendingMark = ({ pending }: { readonly pending: readonly Operation[] }) => {
  const last = pending.at(-1)
  const words = last && whatIsDone(last)
  return (
    <Box component="span" w={14} h={14} lh={0} style={{ flexShrink: 0 }} title={words}>
      {words && (
        <>
          <Loader size={14} color="var(--mantine-color-dimmed)" aria-hidden />
          <VisuallyHidden>{words}</VisuallyHidden>
        </>
      )}
    </Box>
  )
}
