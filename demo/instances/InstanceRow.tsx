import { Group, Table, Text } from '@mantine/core'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { InstanceLink } from '../instance/InstanceLink.tsx'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { PhoneLabel } from '../sessions/PhoneLabel.tsx'
import { LiveBadge } from '../status/LiveStatus.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { RowActions } from './RowActions.tsx'

/** A row of the table, and under it what failed of it. */
export const InstanceRow = ({ row }: { readonly row: Instance }) => {
  const failures = useInstanceFailures(row)
  const hasFailed = failures.length > 0
  const isMade = !isTemporaryId(row.id)
  return (
    <>
      <Table.Tr className="row" data-failed={hasFailed || undefined}>
        <Table.Td>
          <InstanceLink instance={row} />
        </Table.Td>
        <Table.Td>{isMade && <LiveBadge instance={row} />}</Table.Td>
        <Table.Td>{isMade && <PhoneLabel instance={row} />}</Table.Td>
        <Table.Td>{isMade && <BillingBadge instance={row} />}</Table.Td>
        <Table.Td>
          <Text size="sm" c="dimmed" component="div">
            {isMade && <RelativeTime at={row.updatedAt} />}
          </Text>
        </Table.Td>
        <Table.Td>
          <Group justify="flex-end">{isMade && <RowActions instance={row} />}</Group>
        </Table.Td>
      </Table.Tr>
      {hasFailed && (
        <Table.Tr>
          <Table.Td colSpan={6} pt={0}>
            <Failures failures={failures} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
