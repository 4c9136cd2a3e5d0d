import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { toVZapsError } from 'vzaps-rtk/react'
import { t } from '../words/words.ts'
import { describeError } from './describe-error.ts'

const withClose = () => ({ closeButtonProps: { 'aria-label': t('Close') } })

/** A way to what a toast tells of. */
interface ToastLink {
  readonly label: string
  readonly href: string
  /** Goes there without loading the page anew, which would start over. */
  readonly onFollow: () => void
}

/** It was done, and the gateway said so. */
export const toastDone = (title: string, message?: string, link?: ToastLink): void => {
  const id = notifications.show({
    color: 'brand',
    icon: <IconCheck size={18} aria-hidden />,
    title,
    message: link ? (
      <>
        {message}{' '}
        <Anchor
          size="sm"
          underline="always"
          href={link.href}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            link.onFollow()
            notifications.hide(id)
          }}
        >
          {link.label}
        </Anchor>
      </>
    ) : (
      message
    ),
    ...(link && { autoClose: 10_000 }),
    ...withClose(),
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
    ...withClose(),
    withBorder: true,
  })
}

/**
 * It failed, or may have, and where it was asked for is gone: what, why, and what to do. It offers no second try: by the
 * time it is clicked, things may be different. `failed` says what was not done, `unclear` that this is not known.
 */
export const toastFailure = (
  error: unknown,
  { failed, unclear }: { readonly failed: string; readonly unclear: string },
): void => {
  const { title, cause, advice } = describeError(error, true)
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    title: toVZapsError(error).outcome === 'unknown' ? unclear : failed,
    message: `${title}. ${cause} ${advice}`,
    autoClose: 10_000,
    ...withClose(),
    withBorder: true,
  })
}
