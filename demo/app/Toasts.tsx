import { useNotifications } from '@mantine/notifications'
import { useAuth } from '../store/account.ts'
import { lazily } from '../ui/lazily.tsx'

const ToastList = lazily(async () => (await import('./ToastList.tsx')).ToastList)

/** Where toasts are shown, from the moment when there may be one. */
export const Toasts = () => {
  const { notifications, queue } = useNotifications()
  const { status } = useAuth()
  const isWanted = status === 'signed-in' || notifications.length + queue.length > 0
  return isWanted && <ToastList />
}
