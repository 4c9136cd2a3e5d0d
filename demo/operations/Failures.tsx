import { Stack } from '@mantine/core'
import type { FailedInstanceOperation } from 'vzaps-rtk/react'
import { FailureNotice } from './FailureNotice.tsx'

/** What failed of one instance, beside it. */
export const Failures = ({ failures }: { readonly failures: readonly FailedInstanceOperation[] }) =>
  failures.length > 0 && (
    <Stack gap="xs">
      {failures.map((failure) => (
        <FailureNotice key={failure.operation.requestId} failure={failure} />
      ))}
    </Stack>
  )
