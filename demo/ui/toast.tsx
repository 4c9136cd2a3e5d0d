import { Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { describeError } from './describe-error.ts'

const closeButtonProps = { 'aria-label': 'Close' }

/** It was done, and the gateway said so. */
export const toastDone = (title: string, message?: string): void => {
  notifications.show({
    color: 'brand',
    icon: <IconCheck size={18} aria-hidden />,
    title,
    message,
    closeButtonProps,
    withBorder: true,
  })
}

/** Something to know. */
export const toastNote = (title: string, message?: string): void => {
  notifications.show({
    color: 'blue',
    icon: <IconInfoCircle size={18} aria-hidden />,
    title,
    message,
    closeButtonProps,
    withBorder: true,
  })
}

/** It failed: why, and what to do. Stays until it is closed, since it asks for a decision. */
export const toastError = (what: string, error: unknown, retry?: () => void): void => {
  const { title, cause, advice } = describeError(error, true)
  const id = notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    title: what,
    autoClose: retry ? false : 10_000,
    closeButtonProps,
    withBorder: true,
    message: (
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {title}: {cause.replace(/\.?$/, '.')} {advice}
        </Text>
        {retry && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id)
              retry()
            }}
          >
            Retry
          </Button>
        )}
      </Stack>
    ),
  })
}
