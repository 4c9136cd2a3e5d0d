import { Group, NativeSelect, Pagination, Text } from '@mantine/core'
import type { InstancePage } from 'vzaps-rtk/react'
import { memoSpoken } from '../words/memo-spoken.ts'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'
import type { ListView } from './list-url.ts'
import { pageSizes } from './list-url.ts'

interface PagerProps {
  readonly view: ListView
  /** The page whose rows stand in the list: not always the one that was asked for last. */
  readonly shown: InstancePage
  readonly onChange: (changes: Partial<ListView>) => void
}

const controlNames: Readonly<Record<string, Sentence>> = {
  previous: 'Previous page',
  next: 'Next page',
  first: 'First page',
  last: 'Last page',
}

const sizes = () =>
  pageSizes.map((size) => ({
    value: String(size),
    label: size === 'all' ? t('All, scrolled') : t('{size} per page', { size }),
  }))

/** Which rows these are. */
const rangeOf = ({ page, size, content, total }: InstancePage): string => {
  const first = (page - 1) * size + 1
  return t('{first}–{last} of {total}', { first, last: first + content.length - 1, total })
}

/** Which rows these are, how many at a time, and the way to the others. */
export const Pager = ({ view, shown, onChange }: PagerProps) => (
  // Room at the end: the button of the developer tools floats in that corner of the window.
  <Group justify="space-between" gap="sm" pe={{ base: 0, md: 136 }}>
    <Text size="sm" c="dimmed" role="status">
      {view.pageSize === 'all' ? t('All {total}', { total: shown.total }) : rangeOf(shown)}
    </Text>
    <Controls view={view} total={shown.total} onChange={onChange} />
  </Group>
)

interface ControlsProps extends Pick<PagerProps, 'view' | 'onChange'> {
  readonly total: number
}

/** What changes which rows these are: it stays while they only change their looks. */
const Controls = memoSpoken(({ view: { page, pageSize }, total, onChange }: ControlsProps) => (
  <Group gap="sm">
    <NativeSelect
      aria-label={t('Rows per page')}
      size="xs"
      value={pageSize}
      data={sizes()}
      onChange={({ currentTarget }) => {
        const size = pageSizes.find((size) => String(size) === currentTarget.value)
        if (size) onChange({ pageSize: size })
      }}
    />
    {pageSize !== 'all' && (
      <nav aria-label={t('Pages')}>
        <Pagination
          size="sm"
          siblings={0}
          value={page}
          total={Math.ceil(total / pageSize)}
          onChange={(next) => onChange({ page: next })}
          getItemProps={(page) => ({ 'aria-label': t('Page {page}', { page }) })}
          getControlProps={(control) => ({
            'aria-label': t(controlNames[control] ?? 'Page'),
          })}
        />
      </nav>
    )}
  </Group>
))
