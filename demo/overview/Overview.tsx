import { Button, Group, Loader, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconChartLine } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { InstancePage, ListInstancesArgs } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { formatAgo } from '../ui/times.ts'
import { useNow } from '../ui/use-now.ts'
import { memoSpoken } from '../words/memo-spoken.ts'
import { getLanguage, t } from '../words/words.ts'
import { BulkRestart } from './BulkRestart.tsx'
import { CountsBar } from './CountsBar.tsx'
import { readCounts } from './counts.ts'
import type { Filters } from './filters.ts'
import { billings, noFilters, statuses } from './filters.ts'
import { useSamples } from './use-samples.ts'

// The charting library is larger than the rest of the page: it is loaded when somebody looks.
const Chart = lazy(() => import('./Chart.tsx').then(({ Chart }) => ({ default: Chart })))

interface OverviewProps {
  /** What the list shows; its summary is about the whole account. */
  readonly page: InstancePage
  /** What was asked for: what is restarted is all of this, not a page of it. */
  readonly args: ListInstancesArgs
  readonly filters: Filters
  readonly onFilter: (filters: Partial<Filters>) => void
}

/** The account at a glance: its states, whose parts narrow the table, and what can be done with all of them. */
export const Overview = memoSpoken(({ page, args, filters, onFilter }: OverviewProps) => {
  const [isOpen, { toggle }] = useDisclosure(false)
  const counts = readCounts(page.summary)
  const samples = useSamples(counts)
  const isFiltered = filters.status !== undefined || filters.billing !== undefined
  return (
    <Paper component="section" aria-label={t('Overview')} px="md" py="sm">
      <Group gap="lg" align="flex-start">
        <CountsBar
          label={t('Status')}
          words={statuses}
          counts={counts}
          chosen={filters.status}
          onChoose={(status) => onFilter({ status })}
        />
        <CountsBar
          label={t('Billing')}
          words={billings}
          counts={counts}
          chosen={filters.billing}
          onChoose={(billing) => onFilter({ billing })}
        />
        <Stack gap={4} ml="auto" align="flex-end">
          <Group gap="xs">
            {isFiltered && (
              <Button size="compact-xs" variant="subtle" onClick={() => onFilter(noFilters)}>
                {t('Show all')}
              </Button>
            )}
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconChartLine size={14} aria-hidden />}
              aria-expanded={isOpen}
              onClick={toggle}
            >
              {t('Last minutes')}
            </Button>
            <BulkRestart args={args} total={page.total} />
          </Group>
          <ListFreshness instanceId={page.content[0]?.id} />
        </Stack>
      </Group>
      {isOpen && (
        <Suspense fallback={<Loader size="sm" my="md" />}>
          <Chart key={getLanguage()} samples={samples} />
        </Suspense>
      )}
    </Paper>
  )
})

/** When the list was last confirmed; ticks by itself. */
const ListFreshness = ({ instanceId }: { readonly instanceId: string | undefined }) => {
  const { confirmedAt } = vzaps.useInstanceStatusFreshness(instanceId ?? skipToken)
  const now = useNow(1_000)
  return (
    <Text size="xs" c="dimmed">
      {confirmedAt &&
        t('Confirmed {ago}', { ago: formatAgo(confirmedAt, Math.max(now, confirmedAt)) })}
    </Text>
  )
}
