import { Group, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { InstanceLink } from '../instance/InstanceLink.tsx'
import { useOpenByRow } from '../instance/use-open.ts'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { PhoneLabel } from '../sessions/PhoneLabel.tsx'
import { LiveBadge } from '../status/LiveStatus.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { Truncated } from '../ui/Truncated.tsx'
import type { Column } from './columns.ts'
import { RowActions } from './RowActions.tsx'

interface InstanceRowProps {
  readonly row: Instance
  readonly columns: readonly Column[]
  /** Its place in the table, from 1 on, where not all rows stand in the page. */
  readonly rowIndex?: number
}

/** A row of the table, and under it what failed of it. It renders for news of its own, not whenever the table does. */
export const InstanceRow = memo(({ row, columns, rowIndex }: InstanceRowProps) => {
  const failures = useInstanceFailures(row)
  const hasFailed = failures.length > 0
  const isMade = !isTemporaryId(row.id)
  const open = useOpenByRow(row.id)
  return (
    <>
      <Table.Tr
        className="row"
        data-failed={hasFailed || undefined}
        aria-rowindex={rowIndex}
        onClick={open}
      >
        {columns.map(({ key }) => (
          <Table.Td key={key}>{cells[key](row, isMade)}</Table.Td>
        ))}
        <Table.Td>
          <Group justify="flex-end">{isMade && <RowActions instance={row} />}</Group>
        </Table.Td>
      </Table.Tr>
      {hasFailed && (
        <Table.Tr>
          <Table.Td colSpan={columns.length + 1} pt={0}>
            <Failures failures={failures} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
})

const time = (at: string | null | undefined) => (
  <Text size="sm" c="dimmed" component="div">
    <RelativeTime at={at} />
  </Text>
)

/** What stands in each column; all but the name wait for a row that is being made. */
const cells: Readonly<Record<Column['key'], (row: Instance, isMade: boolean) => ReactNode>> = {
  name: (row) => <InstanceLink instance={row} />,
  status: (row, isMade) => isMade && <LiveBadge instance={row} />,
  whatsapp: (row, isMade) => isMade && <PhoneLabel instance={row} />,
  billing: (row, isMade) => isMade && <BillingBadge instance={row} />,
  webhook: (row, isMade) => isMade && <Truncated size="sm" c="dimmed" text={row.webhook || '–'} />,
  created: (row, isMade) => isMade && time(row.createdAt),
  updated: (row, isMade) => isMade && time(row.updatedAt),
}

/** The place of a row that is not known yet, or not rendered: many come into sight at once. */
export const RowPlaceholder = ({ columns }: Pick<InstanceRowProps, 'columns'>) => (
  <tr aria-busy>
    <td className="row-placeholder" colSpan={columns.length + 1} style={{ height: rowHeight }} />
  </tr>
)

/** px of a row without failures. */
export const rowHeight = 62
