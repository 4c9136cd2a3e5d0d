import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorPanel } from './ErrorPanel.tsx'

interface ConfirmProps {
  /** What will happen, with the name of what it happens to. */
  readonly children: ReactNode
  readonly action: string
  readonly color?: string
  readonly isLoading?: boolean
  readonly isDisabled?: boolean
  readonly error?: unknown
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** The inside of a dialog that asks before it acts. A failure stays in it, and the button tries again. */
export const Confirm = (props: ConfirmProps) => {
  const { children, action, color = 'brand', isLoading = false, isDisabled = false, error } = props
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isLoading && !isDisabled) props.onConfirm()
      }}
    >
      <Stack gap="md">
        <Text component="div" size="sm">
          {children}
        </Text>
        {error !== undefined && <ErrorPanel error={error} isWrite />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onCancel} disabled={isLoading}>
            Keep as it is
          </Button>
          <Button
            type="submit"
            color={color}
            loading={isLoading}
            disabled={isDisabled}
            data-autofocus
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
