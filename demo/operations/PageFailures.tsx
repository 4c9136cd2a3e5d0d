import { Button, Stack } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import type { FailedInstanceOperation } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { t } from '../words/words.ts'
import { FailureNotice } from './FailureNotice.tsx'
import { isMoot, useFailures } from './use-failures.ts'
import { newNameIn } from './words.ts'

interface PageFailuresProps {
  /** The rows on the screen: what failed there is told there. */
  readonly shownIds: readonly string[]
  /** Opens the form of a create that failed. */
  readonly onReopen: (failure: FailedInstanceOperation) => void
}

/** What failed, and has no row on the screen to tell it. */
export const PageFailures = ({ shownIds, onReopen }: PageFailuresProps) => {
  const failures = useFailures().filter(
    ({ operation }) => operation.row === undefined || !shownIds.includes(operation.row.id),
  )
  if (failures.length === 0) return null
  return (
    <Stack gap="xs">
      {failures.map((failure) => (
        <PageFailure
          key={failure.operation.requestId}
          failure={failure}
          onReopen={() => onReopen(failure)}
        />
      ))}
    </Stack>
  )
}

interface PageFailureProps {
  readonly failure: FailedInstanceOperation
  readonly onReopen: () => void
}

const PageFailure = ({ failure, onReopen }: PageFailureProps) => {
  const { operation } = failure
  const { data } = vzaps.useGetInstanceQuery(operation.row?.id ?? skipToken)
  if (data && isMoot(failure, data)) return null
  if (operation.row)
    return <FailureNotice failure={failure} subject={data?.name ?? operation.row.id} />
  return (
    <FailureNotice
      failure={failure}
      subject={newNameIn(operation)}
      remedy={
        <Button size="compact-sm" variant="default" onClick={onReopen}>
          {t('Open the form again')}
        </Button>
      }
    />
  )
}
