import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FailedInstanceOperation } from 'vzaps-rtk/react'
import { toVZapsError } from 'vzaps-rtk/react'
import { describeError } from '../ui/describe-error.ts'
import { fieldErrors } from '../ui/field-errors.ts'
import { whatFailed } from './words.ts'

interface FailureNoticeProps {
  readonly failure: FailedInstanceOperation
  /** What it is about, where that does not stand beside it. */
  readonly subject?: string | undefined
  /** What to do about it; by default, the same again. */
  readonly remedy?: ReactNode
}

/** A change that was shown and taken back: what, why, and what can be done. Stays until that is done, or dismissed. */
export const FailureNotice = ({ failure, subject, remedy }: FailureNoticeProps) => {
  const { operation, error, retry, dismiss } = failure
  const { title, cause, advice } = describeError(error, true)
  const problems = Object.values(fieldErrors(error))
  // What is wrong with the input says more than that something is.
  const reasons = problems.length > 0 ? problems : [`${title}: ${cause}`, advice]
  const isUnclear = toVZapsError(error).outcome === 'unknown'
  return (
    <Alert color="red" p="xs" icon={<IconAlertTriangle aria-hidden />} className="above-row-link">
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          {whatFailed(operation, isUnclear, subject)}
        </Text>
        <Text size="sm">{reasons.map((reason) => reason.replace(/\.?$/, '.')).join(' ')}</Text>
        <Group gap="xs">
          {remedy || (
            <Button size="compact-sm" variant="default" onClick={retry}>
              Retry
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={dismiss}>
            Dismiss
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
