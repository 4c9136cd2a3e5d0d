import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { Instance } from 'vzaps-rtk/react'
import { InstanceRow } from './InstanceRow.tsx'
import type { ListView, SortKey } from './list-url.ts'

/** What the table and the cards take. */
export interface RowsProps {
  readonly rows: readonly Instance[]
  /** Stays the same when a row that was just made gets its id. */
  readonly keyOf: (row: Instance) => string
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
export const InstanceTable = ({ rows, keyOf, view, onChange }: RowsProps) => (
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
        <InstanceRow key={keyOf(row)} row={row} />
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
