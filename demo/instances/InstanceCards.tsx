import { Group, NativeSelect, Paper, Stack, Text } from '@mantine/core'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { PhoneLabel } from '../sessions/PhoneLabel.tsx'
import { StatusBadge } from '../status/StatusBadge.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { InstanceLink } from './InstanceLink.tsx'
import type { RowsProps } from './InstanceTable.tsx'
import { sortKeys } from './list-url.ts'
import { RowActions } from './RowActions.tsx'

const labels = {
  name: 'name',
  status: 'status',
  billingStatus: 'billing',
  updatedAt: 'last change',
}

const orders = sortKeys.flatMap((key) => [
  { value: `${key} up`, label: `By ${labels[key]}, ascending` },
  { value: `${key} down`, label: `By ${labels[key]}, descending` },
])

/** The rows on a narrow screen: a card each, nothing to scroll sideways. */
export const InstanceCards = ({ rows, view, onChange }: RowsProps) => (
  <Stack gap="sm">
    <NativeSelect
      aria-label="Order"
      data={orders}
      value={`${view.sort} ${view.sortDesc ? 'down' : 'up'}`}
      onChange={(event) => {
        const [wanted, direction] = event.currentTarget.value.split(' ')
        const sort = sortKeys.find((key) => key === wanted)
        if (sort) onChange({ sort, sortDesc: direction === 'down' })
      }}
    />
    <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
      {rows.map((row) => (
        <Paper component="li" key={row.id} className="row" p="sm">
          <Stack gap="xs">
            <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
              <InstanceLink instance={row} />
              <RowActions instance={row} />
            </Group>
            <Group gap={6}>
              <StatusBadge status={row.status} connected={row.connected} />
              <BillingBadge instance={row} />
            </Group>
            <Group justify="space-between" align="flex-end" gap="xs">
              <PhoneLabel instance={row} />
              <Text size="xs" c="dimmed">
                <RelativeTime at={row.updatedAt} />
              </Text>
            </Group>
          </Stack>
        </Paper>
      ))}
    </Stack>
  </Stack>
)
