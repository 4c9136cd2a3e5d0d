import type { ReactNode } from 'react'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { InstanceLink } from '../instance/InstanceLink.tsx'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { PhoneLabel } from '../sessions/PhoneLabel.tsx'
import { LiveBadge } from '../status/LiveStatus.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { Truncated } from '../ui/Truncated.tsx'
import { memoSpoken } from '../words/memo-spoken.ts'
import type { Column } from './columns.ts'
import { RowActions } from './RowActions.tsx'
import { roles } from './roles.ts'

interface InstanceRowProps {
  readonly row: Instance
  readonly columns: readonly Column[]
  /** Is a change of it under way, or did one fail? */
  readonly isTouched: boolean
  /** Its place in the table, from 1 on, where not all rows stand in the page. */
  readonly rowIndex?: number
}

/**
 * A row of the table, and under it what failed of it. It renders for news of its own, not whenever the table does; and of
 * plain elements, as many come into sight at once.
 */
export const InstanceRow = memoSpoken(({ row, columns, isTouched, rowIndex }: InstanceRowProps) => {
  const isMade = !isTemporaryId(row.id)
  return (
    <>
      <tr
        {...roles.row}
        className="row"
        aria-rowindex={rowIndex}
        data-instance={isMade ? row.id : undefined}
      >
        {columns.map(({ key }) => (
          <td key={key} {...roles.cell}>
            {key === 'name' || isMade ? cells[key](row, isTouched) : null}
          </td>
        ))}
        <td {...roles.cell} className="row-end">
          {isMade && <RowActions instance={row} />}
        </td>
      </tr>
      {isTouched && <FailuresRow row={row} columns={columns} />}
    </>
  )
})

const FailuresRow = ({ row, columns }: Pick<InstanceRowProps, 'row' | 'columns'>) => {
  const failures = useInstanceFailures(row)
  return (
    failures.length > 0 && (
      <tr {...roles.row} className="row-failures">
        <td {...roles.cell} colSpan={columns.length + 1}>
          <Failures failures={failures} />
        </td>
      </tr>
    )
  )
}

const time = (at: string | null | undefined) => (
  <div className="text dimmed">
    <RelativeTime at={at} />
  </div>
)

/** What stands in each column; all but the name wait for a row that is being made. */
const cells: Readonly<Record<Column['key'], (row: Instance, isTouched: boolean) => ReactNode>> = {
  name: (row, isTouched) => <InstanceLink instance={row} isTouched={isTouched} />,
  status: (row) => <LiveBadge instance={row} />,
  whatsapp: (row) => <PhoneLabel instance={row} />,
  billing: (row) => <BillingBadge instance={row} />,
  webhook: (row) => <Truncated isDimmed text={row.webhook || '–'} />,
  created: (row) => time(row.createdAt),
  updated: (row) => time(row.updatedAt),
}

/** The place of a row that is not known yet, or not rendered: many come into sight at once. */
export const RowPlaceholder = ({ columns }: Pick<InstanceRowProps, 'columns'>) => (
  <tr {...roles.row} aria-busy>
    <td {...roles.cell} className="row-placeholder" colSpan={columns.length + 1} />
  </tr>
)

/** px of a row without failures, as the style sheet has it. */
export const rowHeight = 60
