import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FailedInstanceOperation } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { describeError, toSentence } from '../ui/describe-error.ts'
import { fieldErrors } from '../ui/field-errors.ts'
import { t } from '../words/words.ts'
import { isUnclear } from './is-over.ts'
import { whatFailed } from './words.ts'

interface FailureNoticeProps {
  readonly failure: FailedInstanceOperation
  /** What it is about, where that does not stand beside it. */
  readonly subject?: string | undefined
  /** What to do about it; the same again, unless said or pointless. */
  readonly remedy?: ReactNode
}

/** A change that was shown and taken back: what, why, and what can be done. Stays until that is done, or dismissed. */
export const FailureNotice = ({ failure, subject, remedy }: FailureNoticeProps) => {
  const { operation, error, canRetry, retry, dismiss } = failure
  const { pending } = vzaps.useInstanceOperations(operation.row?.id)
  // It may have been done: until a read has told, a second time could be one too many.
  const isOpen = isUnclear(failure, pending)
  const { title, cause, advice } = describeError(error, isOpen)
  const problems = Object.values(fieldErrors(error))
  // What is wrong with the input says more than that something is.
  const reasons = problems.length > 0 ? problems : [title, cause, advice].filter(Boolean)
  return (
    <Alert
      color="red"
      variant="outline"
      bg="var(--mantine-color-body)"
      p="xs"
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Group gap="xs" justify="space-between">
        <Stack gap={2} flex="1 1 280px">
          <Text size="sm" fw={600}>
            {whatFailed(operation, isOpen, subject)}
          </Text>
          <Text size="sm">{reasons.map(toSentence).join(' ')}</Text>
        </Stack>
        <Group gap="xs">
          {remedy ??
            // Input that was refused would be refused again.
            (canRetry && problems.length === 0 && (
              <Button size="compact-sm" variant="default" disabled={isOpen} onClick={retry}>
                {t('Retry')}
              </Button>
            ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={dismiss}>
            {t('Dismiss')}
          </Button>
        </Group>
      </Group>
    </Alert>
  )
}
