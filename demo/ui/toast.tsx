import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { toVZapsError } from 'vzaps-rtk/react'
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

/**
 * It failed, or may have, and where it was asked for is gone: what, why, and what to do. It offers no second try: by the
 * time it is clicked, things may be different.
 */
export const toastFailure = (name: string, change: string, error: unknown): void => {
  const { title, cause, advice } = describeError(error, true)
  const isUnclear = toVZapsError(error).outcome === 'unknown'
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    title: isUnclear ? `Unclear whether ${name} was ${change}` : `${name} was not ${change}`,
    message: `${title}: ${cause.replace(/\.?$/, '.')} ${advice}`,
    autoClose: 10_000,
    closeButtonProps,
    withBorder: true,
  })
}
