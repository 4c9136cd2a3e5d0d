import { Group, Paper, Stack, Text } from '@mantine/core'
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

/** A row on a narrow screen, with what failed of it. */
export const InstanceCard = ({ row }: { readonly row: Instance }) => {
  const failures = useInstanceFailures(row)
  const isMade = !isTemporaryId(row.id)
  return (
    <Paper component="li" className="row" p="sm">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
          <InstanceLink instance={row} />
          {isMade && <RowActions instance={row} />}
        </Group>
        {isMade && (
          <>
            <Group gap={6}>
              <LiveBadge instance={row} />
              <BillingBadge instance={row} />
            </Group>
            <Group justify="space-between" align="flex-end" gap="xs">
              <PhoneLabel instance={row} />
              <Text size="xs" c="dimmed">
                <RelativeTime at={row.updatedAt} />
              </Text>
            </Group>
          </>
        )}
        <Failures failures={failures} />
      </Stack>
    </Paper>
  )
}
