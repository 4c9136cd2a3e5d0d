import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { InstanceLink } from '../instance/InstanceLink.tsx'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { numberOf } from '../sessions/PhoneLabel.tsx'
import { LiveBadge } from '../status/LiveStatus.tsx'
import { memoSpoken } from '../words/memo-spoken.ts'
import { RowActions } from './RowActions.tsx'

interface InstanceCardProps {
  readonly row: Instance
  /** Is a change of it under way, or did one fail? */
  readonly isTouched: boolean
  /** Its place, where not all stand in the page, and what measures it. */
  readonly index?: number
  readonly measure?: (element: HTMLElement | null) => void
}

/** A row on a narrow screen, in two lines, with what failed of it. It renders for news of its own. */
export const InstanceCard = memoSpoken(({ row, isTouched, index, measure }: InstanceCardProps) => {
  const isMade = !isTemporaryId(row.id)
  const number = numberOf(row)
  return (
    <li
      className="row card"
      data-index={index}
      data-instance={isMade ? row.id : undefined}
      ref={measure}
    >
      <div className="card-head">
        <InstanceLink instance={row} isTouched={isTouched} isCompact />
        {isMade && <RowActions instance={row} />}
      </div>
      {isMade && (
        <div className="card-facts">
          <LiveBadge instance={row} />
          <BillingBadge instance={row} />
          {number && <p className="small dimmed card-number">{number}</p>}
        </div>
      )}
      {isTouched && <CardFailures row={row} />}
    </li>
  )
})

const CardFailures = ({ row }: Pick<InstanceCardProps, 'row'>) => {
  const failures = useInstanceFailures(row)
  return (
    failures.length > 0 && (
      <div className="card-failures">
        <Failures failures={failures} />
      </div>
    )
  )
}
