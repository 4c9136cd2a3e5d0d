import { Group, Stack, Text } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { PendingMark } from '../operations/PendingMark.tsx'
import { usePending } from '../operations/use-pending.ts'
import { CopyButton } from '../ui/CopyButton.tsx'

/** What to call an instance; the id when it has no name. */
export const nameOf = ({ name, id }: Pick<Instance, 'name' | 'id'>): string => name || id

/** An instance's name, which opens it, and its id, to copy. One that is being made has neither page nor id. */
export const InstanceLink = ({ instance }: { readonly instance: Instance }) => {
  const { search } = useLocation()
  const pending = usePending(instance.id)
  const isMade = !isTemporaryId(instance.id)
  return (
    <Stack gap={0} miw={0}>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" truncate>
          {isMade ? (
            <Link className="row-link" to={{ pathname: `/instances/${instance.id}`, search }}>
              {nameOf(instance)}
            </Link>
          ) : (
            <b className="row-name">{nameOf(instance)}</b>
          )}
        </Text>
        <PendingMark pending={pending} />
      </Group>
      <Group gap={2} wrap="nowrap" mih={22}>
        <Text
          size="xs"
          c="dimmed"
          ff={isMade ? 'monospace' : 'text'}
          truncate
          aria-hidden={!isMade}
        >
          {isMade ? instance.id : 'Creating…'}
        </Text>
        {isMade && <CopyButton value={instance.id} label={`Copy the id of ${nameOf(instance)}`} />}
      </Group>
    </Stack>
  )
}
