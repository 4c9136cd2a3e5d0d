import { Group, Stack, Text } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { PendingMark } from '../operations/PendingMark.tsx'
import { usePending } from '../operations/use-pending.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Truncated } from '../ui/Truncated.tsx'
import { t } from '../words/words.ts'
import { nameOf } from './name.ts'
import { isSelecting } from './use-open.ts'

interface InstanceLinkProps {
  readonly instance: Instance
  /** Without the id. */
  readonly isCompact?: boolean
}

/** An instance's name, which opens it, and its id, to copy. One that is being made has neither page nor id. */
export const InstanceLink = ({ instance, isCompact = false }: InstanceLinkProps) => {
  const { search } = useLocation()
  const pending = usePending(instance.id)
  const isMade = !isTemporaryId(instance.id)
  const name = nameOf(instance)
  return (
    <Stack gap={0} miw={0}>
      <Group gap={6} wrap="nowrap">
        <Truncated size="sm" text={name}>
          {isMade ? (
            <Link
              className="row-link"
              draggable={false}
              to={{ pathname: `/instances/${instance.id}`, search }}
              onClick={(event) => isSelecting() && event.preventDefault()}
            >
              {name}
            </Link>
          ) : (
            <b className="row-name">{name}</b>
          )}
        </Truncated>
        <PendingMark pending={pending} />
      </Group>
      {!(isCompact && isMade) && (
        <Group gap={2} wrap="nowrap" mih={22}>
          <Text
            size="xs"
            c="dimmed"
            ff={isMade ? 'monospace' : 'text'}
            truncate
            aria-hidden={!isMade}
          >
            {isMade ? instance.id : t('Creating…')}
          </Text>
          {isMade && (
            <CopyButton value={instance.id} label={t('Copy the id of {name}', { name })} />
          )}
        </Group>
      )}
    </Stack>
  )
}
