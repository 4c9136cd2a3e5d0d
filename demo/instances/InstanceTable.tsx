import { Group, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { Instance } from 'vzaps-rtk/react'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { PhoneLabel } from '../sessions/PhoneLabel.tsx'
import { StatusBadge } from '../status/StatusBadge.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { InstanceLink } from './InstanceLink.tsx'
import type { ListView, SortKey } from './list-url.ts'
import { RowActions } from './RowActions.tsx'

/** What the table and the cards take. */
export interface RowsProps {
  readonly rows: readonly Instance[]
  readonly view: ListView
  readonly onChange: (changes: Partial<ListView>) => void
}

const columns: readonly {
  readonly label: string
  readonly sortKey?: SortKey
  readonly width: string
}[] = [
  { label: 'Name', sortKey: 'name', width: '29%' },
  { label: 'Status', sortKey: 'status', width: '17%' },
  { label: 'WhatsApp', width: '17%' },
  { label: 'Billing', sortKey: 'billingStatus', width: '23%' },
  { label: 'Updated', sortKey: 'updatedAt', width: '14%' },
]

/** The rows on a wide screen. */
export const InstanceTable = ({ rows, view, onChange }: RowsProps) => (
  <Table
    verticalSpacing={8}
    horizontalSpacing="md"
    highlightOnHover
    highlightOnHoverColor="var(--app-hover)"
    layout="fixed"
  >
    <Table.Thead>
      <Table.Tr>
        {columns.map((column) => (
          <Header key={column.label} {...column} view={view} onChange={onChange} />
        ))}
        <Table.Th w={64}>
          <VisuallyHidden>Actions</VisuallyHidden>
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {rows.map((row) => (
        <Table.Tr key={row.id} className="row">
          <Table.Td>
            <InstanceLink instance={row} />
          </Table.Td>
          <Table.Td>
            <StatusBadge status={row.status} connected={row.connected} />
          </Table.Td>
          <Table.Td>
            <PhoneLabel instance={row} />
          </Table.Td>
          <Table.Td>
            <BillingBadge instance={row} />
          </Table.Td>
          <Table.Td>
            <Text size="sm" c="dimmed">
              <RelativeTime at={row.updatedAt} />
            </Text>
          </Table.Td>
          <Table.Td>
            <Group justify="flex-end">
              <RowActions instance={row} />
            </Group>
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
)

type HeaderProps = Pick<RowsProps, 'view' | 'onChange'> & (typeof columns)[number]

/** A column's name; where the server can sort by it, a button that does and then turns around. */
const Header = ({ label, sortKey, width, view, onChange }: HeaderProps) => {
  if (!sortKey) return <Table.Th w={width}>{label}</Table.Th>
  const isSorted = view.sort === sortKey
  const Icon = isSorted ? (view.sortDesc ? IconArrowDown : IconArrowUp) : IconArrowsSort
  return (
    <Table.Th
      w={width}
      aria-sort={isSorted ? (view.sortDesc ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton
        fz="sm"
        className="sort-button"
        mod={{ sorted: isSorted }}
        onClick={() => onChange({ sort: sortKey, sortDesc: isSorted && !view.sortDesc })}
      >
        {label}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}
