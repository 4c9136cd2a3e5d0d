import { Button, Group, Stack, Text } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useRef } from 'react'
import { t } from '../words/words.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import { isRepeatedClick } from './repeated-click.ts'
import { SlowNote } from './SlowNote.tsx'

interface ConfirmProps {
  /** What will happen, with the name of what it happens to. */
  readonly children: ReactNode
  readonly action: string
  readonly color?: string
  readonly isLoading?: boolean
  readonly isDisabled?: boolean
  readonly error?: unknown
  /** The error came before anything was sent. */
  readonly isUnsent?: boolean
  readonly onConfirm: () => Promise<void>
  readonly onCancel: () => void
}

/**
 * The inside of a dialog that asks before it acts. The focus begins at the button that changes nothing, unless the
 * children claim it. A failure stays in it, and the button tries again.
 */
export const Confirm = (props: ConfirmProps) => {
  const { children, action, color = 'brand', error, isUnsent = false } = props
  const { isLoading = false, isDisabled = false } = props
  // Known at once: what is rendered may be behind, and a second confirmation would find the button as it was.
  const isRunning = useRef(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isLoading || isDisabled || isRunning.current) return
    isRunning.current = true
    await props.onConfirm()
    isRunning.current = false
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text component="div" size="sm">
          {children}
        </Text>
        {error !== undefined && <ErrorPanel error={error} isWrite={!isUnsent} />}
        <SlowNote isWaiting={isLoading} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onCancel} disabled={isLoading} data-autofocus>
            {t('Keep as it is')}
          </Button>
          <Button
            type="submit"
            color={color}
            loading={isLoading}
            disabled={isDisabled}
            onClick={(event) => isRepeatedClick(event) && event.preventDefault()}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
