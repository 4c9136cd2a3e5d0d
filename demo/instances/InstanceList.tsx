import { Alert, Box, Button, Group, Paper, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useDeferredValue, useMemo } from 'react'
import { useOpenByRow } from '../instance/use-open.ts'
import { PageFailures } from '../operations/PageFailures.tsx'
import { Overview } from '../overview/Overview.tsx'
import { vzaps } from '../store/api.ts'
import { describeError } from '../ui/describe-error.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SlowNote } from '../ui/SlowNote.tsx'
import { t } from '../words/words.ts'
import { InstanceCards } from './InstanceCards.tsx'
import { InstanceTable } from './InstanceTable.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'
import { isNarrowed, toArgs, useListView } from './list-url.ts'
import { NothingListed } from './NothingListed.tsx'
import { Pager } from './Pager.tsx'
import { ScrolledCards, ScrolledTable } from './ScrolledTable.tsx'
import type { Creating } from './use-creating.ts'
import { useListed } from './use-listed.ts'

/** The list in whichever state it is: loading, failed, empty, or rows; live while it is shown. */
export const InstanceList = ({ creating }: { readonly creating: Creating }) => {
  const { view, change } = useListView()
  const { list, page, isScrolled, scrolled } = useListed(view, change)
  const args = useMemo(() => toArgs(view), [view])
  // The rows come first, the counts when there is time.
  const deferred = useDeferredValue(page)
  const keyOf = vzaps.useInstanceKey()
  const open = useOpenByRow()
  const isWide = useMediaQuery('(min-width: 64em)', undefined, { getInitialValueInEffect: false })
  const Rows = isWide ? InstanceTable : InstanceCards
  const Scroll = isWide ? ScrolledTable : ScrolledCards
  // Rows of another page or search, which stay until those that are wanted come.
  const isOld = page !== undefined && list.currentData === undefined
  const frame = { keyOf, view, onChange: change }
  return (
    <>
      <PageFailures shownIds={page?.content.map(({ id }) => id) ?? []} onReopen={creating.reopen} />
      {page && list.isError && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} p="xs">
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {t('Could not refresh the list. {reason}.', {
                reason: describeError(list.error).title,
              })}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              loading={list.isFetching}
              onClick={list.refetch}
            >
              {t('Retry')}
            </Button>
          </Group>
        </Alert>
      )}
      {page && (page.content.length > 0 || isNarrowed(view)) && (
        <Overview page={deferred ?? page} args={args} filters={view} onFilter={change} />
      )}
      <SlowNote isWaiting={isOld} />
      <Paper
        style={{ overflow: isWide && !isScrolled ? 'hidden' : 'visible' }}
        bg={isWide ? 'var(--mantine-color-body)' : 'transparent'}
        withBorder={isWide}
      >
        {!page && list.isError && (
          <Box p="md">
            <ErrorPanel error={list.error} isRetrying={list.isFetching} onRetry={list.refetch} />
          </Box>
        )}
        {!page && !list.isError && <ListSkeleton />}
        {page && page.content.length === 0 && (
          <NothingListed view={view} onChange={change} onCreate={creating.open} />
        )}
        {page && page.content.length > 0 && (
          // biome-ignore lint/a11y: the rows' own links are what keyboards and screen readers take
          <div
            className={isOld ? 'refetching' : undefined}
            aria-busy={list.isFetching}
            onClick={open}
          >
            {isScrolled ? (
              <Scroll {...frame} scrolled={scrolled} />
            ) : (
              <Rows {...frame} rows={page.content} />
            )}
          </div>
        )}
      </Paper>
      {page && page.content.length > 0 && <Pager view={view} shown={page} onChange={change} />}
    </>
  )
}
