import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { useTouched } from '../operations/use-touched.ts'
import { memoSpoken } from '../words/memo-spoken.ts'
import { t } from '../words/words.ts'
import type { Column } from './columns.ts'
import { columns, wideColumns } from './columns.ts'
import { InstanceRow } from './InstanceRow.tsx'
import type { ListView } from './list-url.ts'
import { roles } from './roles.ts'

/** What the table and the cards take. */
export interface RowsProps {
  readonly rows: readonly Instance[]
  /** Stays the same when a row that was just made gets its id. */
  readonly keyOf: (row: Instance) => string
  readonly view: ListView
  readonly onChange: (changes: Partial<ListView>) => void
}

/** The rows of a page on a wide screen. */
export const InstanceTable = ({ rows, keyOf, ...frame }: RowsProps) => {
  const isTouched = useTouched()
  return (
    <TableFrame {...frame}>
      {(shown) => (
        <tbody {...roles.rows}>
          {rows.map((row) => (
            <InstanceRow key={keyOf(row)} row={row} columns={shown} isTouched={isTouched(row.id)} />
          ))}
        </tbody>
      )}
    </TableFrame>
  )
}

/** The columns, and the button at their end, as the tracks that each row lays its cells out by. */
const tracksOf = (shown: readonly Column[]) =>
  ({
    '--columns': `${shown.map(({ share }) => `minmax(0, ${share}fr)`).join(' ')} 64px`,
  }) as CSSProperties

interface TableFrameProps extends Pick<RowsProps, 'view' | 'onChange'> {
  /** How many rows there are, where not all of them stand in the page. */
  readonly rowCount?: number
  readonly children: (columns: readonly Column[]) => ReactNode
}

/** The table around its rows: the columns that there is room for, and their names. */
export const TableFrame = ({ view, onChange, rowCount, children }: TableFrameProps) => {
  const isWide = useMediaQuery('(min-width: 100em)', undefined, { getInitialValueInEffect: false })
  const shown = isWide ? wideColumns : columns
  return (
    <table
      {...roles.table}
      className={rowCount === undefined ? 'instances' : 'instances scrolled'}
      style={tracksOf(shown)}
      // The names of the columns are a row too.
      aria-rowcount={rowCount === undefined ? undefined : rowCount + 1}
    >
      <Head columns={shown} view={view} onChange={onChange} />
      {children(shown)}
    </table>
  )
}

interface HeadProps extends Pick<RowsProps, 'view' | 'onChange'> {
  readonly columns: readonly Column[]
}

/** The names of the columns: they stay while rows come and go. */
const Head = memoSpoken(({ columns, view, onChange }: HeadProps) => (
  <thead {...roles.rows}>
    <tr {...roles.row}>
      {columns.map((column) => (
        <Header key={column.key} column={column} view={view} onChange={onChange} />
      ))}
      <th {...roles.head}>
        <VisuallyHidden>{t('Actions')}</VisuallyHidden>
      </th>
    </tr>
  </thead>
))

interface HeaderProps extends Pick<RowsProps, 'view' | 'onChange'> {
  readonly column: Column
}

/** A column's name; where the server can sort by it, a button that does and then turns around. */
const Header = ({ column: { label, sortKey }, view, onChange }: HeaderProps) => {
  if (!sortKey) return <th {...roles.head}>{t(label)}</th>
  const isSorted = view.sort === sortKey
  const Icon = isSorted ? (view.sortDesc ? IconArrowDown : IconArrowUp) : IconArrowsSort
  return (
    <th
      {...roles.head}
      aria-sort={isSorted ? (view.sortDesc ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton
        fz="sm"
        className="sort-button"
        mod={{ sorted: isSorted }}
        onClick={() => onChange({ sort: sortKey, sortDesc: isSorted && !view.sortDesc })}
      >
        {t(label)}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </th>
  )
}
