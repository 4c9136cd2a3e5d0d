import { Group, Paper, Stack, Text } from '@mantine/core'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { BillingBadge } from '../billing/BillingBadge.tsx'
import { InstanceLink } from '../instance/InstanceLink.tsx'
import { useOpenByRow } from '../instance/use-open.ts'
import { Failures } from '../operations/Failures.tsx'
import { useInstanceFailures } from '../operations/use-failures.ts'
import { numberOf } from '../sessions/PhoneLabel.tsx'
import { LiveBadge } from '../status/LiveStatus.tsx'
import { RowActions } from './RowActions.tsx'

interface InstanceCardProps {
  readonly row: Instance
  /** Its place, where not all stand in the page, and what measures it. */
  readonly index?: number
  readonly measure?: (element: HTMLElement | null) => void
}

/** A row on a narrow screen, in two lines, with what failed of it. */
export const InstanceCard = ({ row, index, measure }: InstanceCardProps) => {
  const failures = useInstanceFailures(row)
  const isMade = !isTemporaryId(row.id)
  const number = numberOf(row)
  const open = useOpenByRow(row.id)
  return (
    <Paper
      component="li"
      className="row"
      px="sm"
      py={6}
      data-index={index}
      {...(measure && { ref: measure })}
      onClick={open}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs" mih={34}>
        <InstanceLink instance={row} isCompact />
        {isMade && <RowActions instance={row} />}
      </Group>
      {isMade && (
        <Group gap={6} wrap="wrap">
          <LiveBadge instance={row} />
          <BillingBadge instance={row} />
          {number && (
            <Text size="xs" c="dimmed" ml="auto">
              {number}
            </Text>
          )}
        </Group>
      )}
      {failures.length > 0 && (
        <Stack mt="xs">
          <Failures failures={failures} />
        </Stack>
      )}
    </Paper>
  )
}
