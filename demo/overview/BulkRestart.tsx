import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh } from '@tabler/icons-react'
import type { ListInstancesArgs } from 'vzaps-rtk/react'
import { Confirm } from '../ui/Confirm.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { memoSpoken } from '../words/memo-spoken.ts'
import { plural } from '../words/plural.ts'
import { t } from '../words/words.ts'
import type { BulkRestartState } from './use-bulk-restart.ts'
import { useBulkRestart } from './use-bulk-restart.ts'

interface BulkRestartProps {
  readonly args: ListInstancesArgs
  readonly total: number
}

/** Restarts everything that the table is narrowed to, once that was confirmed, and says how far it is. */
export const BulkRestart = memoSpoken(({ args, total }: BulkRestartProps) => {
  const [isAsking, { open, close }] = useDisclosure(false)
  const { state, run, stop, dismiss } = useBulkRestart()
  const isBusy = ['listing', 'running', 'stopping'].includes(state.status)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        disabled={total === 0 || isBusy}
        onClick={open}
      >
        {t('Restart all {total}', { total })}
      </Button>
      <Dialog
        opened={isAsking}
        onClose={close}
        title={plural(total, { one: 'Restart one instance?', other: 'Restart {count} instances?' })}
      >
        <Confirm
          action={t('Restart {total}', { total })}
          onCancel={close}
          onConfirm={async () => {
            close()
            void run(args)
          }}
        >
          {t(
            'All that the search and the filters leave, on every page. None of them sends or receives for a few seconds.',
          )}
        </Confirm>
      </Dialog>
      <BulkStatus state={state} onStop={stop} onDismiss={dismiss} />
    </>
  )
})

interface BulkStatusProps {
  readonly state: BulkRestartState
  readonly onStop: () => void
  readonly onDismiss: () => void
}

const BulkStatus = ({ state, onStop, onDismiss }: BulkStatusProps) => {
  if (state.status === 'idle') return null
  if (state.status === 'listing') return <Text size="xs">{t('Asking which ones…')}</Text>
  if (state.status === 'failed') return <ErrorPanel error={state.error} onRetry={onDismiss} />
  const { status, done, total, failed } = state
  const words = {
    running: t('{done} of {total} asked to restart', { done, total }),
    stopping: t('Stopping: {done} of {total}', { done, total }),
    stopped: t('Stopped at {done} of {total}', { done, total }),
    done: t('All {total} were asked to restart', { total }),
  }
  const isOver = status === 'done' || status === 'stopped'
  return (
    <Stack gap={2} w={260}>
      <Progress
        size="sm"
        value={total > 0 ? (done / total) * 100 : 100}
        color={failed.length > 0 ? 'orange' : 'brand'}
        aria-label={t('Restarting them all')}
      />
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" role="status">
          {status === 'done' && failed.length > 0
            ? t('{done} of {total} were asked to restart', { done: total - failed.length, total })
            : words[status]}
          {failed.length > 0 &&
            plural(failed.length, { one: ', {count} refused', other: ', {count} refused' })}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={status === 'stopping'}
          onClick={isOver ? onDismiss : onStop}
        >
          {isOver ? t('Dismiss') : t('Stop')}
        </Button>
      </Group>
    </Stack>
  )
}
