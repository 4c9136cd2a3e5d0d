import { Group, Stack, Text } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import type { Instance } from 'vzaps-rtk/react'
import { CopyButton } from '../ui/CopyButton.tsx'

/** What to call an instance; the id when it has no name. */
export const nameOf = ({ name, id }: Pick<Instance, 'name' | 'id'>): string => name || id

/** An instance's name, which opens it, and its id, to copy. */
export const InstanceLink = ({ instance }: { readonly instance: Instance }) => {
  const { search } = useLocation()
  return (
    <Stack gap={0} miw={0}>
      <Text size="sm" truncate>
        <Link className="row-link" to={{ pathname: `/instances/${instance.id}`, search }}>
          {nameOf(instance)}
        </Link>
      </Text>
      <Group gap={2} wrap="nowrap">
        <Text size="xs" c="dimmed" ff="monospace" truncate>
          {instance.id}
        </Text>
        <CopyButton value={instance.id} label={`Copy the id of ${nameOf(instance)}`} />
      </Group>
    </Stack>
  )
}
