import { Group, NativeSelect, Pagination, Text } from '@mantine/core'
import type { ListView } from './list-url.ts'
import { pageSizes } from './list-url.ts'

interface PagerProps {
  readonly view: ListView
  readonly total: number
  readonly onChange: (changes: Partial<ListView>) => void
}

const controlNames: Record<string, string> = {
  previous: 'Previous page',
  next: 'Next page',
  first: 'First page',
  last: 'Last page',
}

/** Which rows these are, how many at a time, and the way to the others. */
export const Pager = ({ view, total, onChange }: PagerProps) => {
  const { page, pageSize } = view
  const first = (page - 1) * pageSize + 1
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {first}–{Math.min(first + pageSize - 1, total)} of {total}
      </Text>
      <Group gap="sm">
        <NativeSelect
          aria-label="Rows per page"
          size="xs"
          value={pageSize}
          data={pageSizes.map((size) => ({ value: String(size), label: `${size} per page` }))}
          onChange={(event) => onChange({ pageSize: Number(event.currentTarget.value) })}
        />
        <nav aria-label="Pages">
          <Pagination
            size="sm"
            siblings={0}
            value={page}
            total={Math.ceil(total / pageSize)}
            onChange={(next) => onChange({ page: next })}
            getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
            getControlProps={(control) => ({ 'aria-label': controlNames[control] ?? control })}
          />
        </nav>
      </Group>
    </Group>
  )
}
