import { Alert, Box, Button, Group, Paper, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { PageFailures } from '../operations/PageFailures.tsx'
import { vzaps } from '../store/api.ts'
import { describeError } from '../ui/describe-error.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { InstanceCards } from './InstanceCards.tsx'
import { InstanceTable } from './InstanceTable.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'
import { toArgs, useListView } from './list-url.ts'
import { NothingListed } from './NothingListed.tsx'
import { Pager } from './Pager.tsx'
import type { Creating } from './use-creating.ts'

/** The list in whichever state it is: loading, failed, empty, or rows; live while it is shown. */
export const InstanceList = ({ creating }: { readonly creating: Creating }) => {
  const { view, change } = useListView()
  const list = vzaps.useLiveInstances(toArgs(view))
  const keyOf = vzaps.useInstanceKey()
  const isWide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  // Rows of another search stay while the next ones come, but never beside an error.
  const page = list.currentData ?? (list.isError ? undefined : list.data)
  const Rows = isWide ? InstanceTable : InstanceCards
  return (
    <>
      <PageFailures shownIds={page?.content.map(({ id }) => id) ?? []} onReopen={creating.reopen} />
      {page && list.isError && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} p="xs">
          <Group justify="space-between" gap="xs">
            <Text size="sm">Could not refresh the list. {describeError(list.error).title}.</Text>
            <Button
              size="compact-sm"
              variant="default"
              loading={list.isFetching}
              onClick={list.refetch}
            >
              Retry
            </Button>
          </Group>
        </Alert>
      )}
      <Paper
        style={{ overflow: 'hidden' }}
        bg={isWide ? 'var(--mantine-color-body)' : 'transparent'}
        withBorder={isWide}
      >
        {!page && list.isError && (
          <Box p="md">
            <ErrorPanel error={list.error} isRetrying={list.isFetching} onRetry={list.refetch} />
          </Box>
        )}
        {!page && !list.isError && <ListSkeleton rows={view.pageSize} />}
        {page && page.content.length === 0 && (
          <NothingListed
            view={view}
            total={page.total}
            onChange={change}
            onCreate={creating.open}
          />
        )}
        {page && page.content.length > 0 && (
          <div className={list.currentData ? undefined : 'refetching'} aria-busy={list.isFetching}>
            <Rows rows={page.content} keyOf={keyOf} view={view} onChange={change} />
          </div>
        )}
      </Paper>
      {page && page.content.length > 0 && (
        <Pager view={view} total={page.total} onChange={change} />
      )}
    </>
  )
}
