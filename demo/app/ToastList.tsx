import { Notifications } from '@mantine/notifications'

/** The toasts that are shown now. */
export const ToastList = () => (
  <Notifications position="bottom-left" containerWidth={400} aria-live="polite" />
)
