import { Badge } from '@mantine/core'
import type { RealtimeConnection } from 'vzaps-rtk/react'
import { useNow } from '../ui/use-now.ts'
import { t } from '../words/words.ts'

const looks = {
  idle: { color: 'gray', label: 'Push is off' },
  connecting: { color: 'blue', label: 'Push is connecting' },
  open: { color: 'green', label: 'Push is on' },
  waiting: { color: 'yellow', label: 'Push is lost' },
  stopped: { color: 'red', label: 'Push has stopped' },
} as const

/** The state of the push connection: not that of the WhatsApp session. */
export const ConnectionBadge = ({ connection }: { readonly connection: RealtimeConnection }) => {
  const now = useNow(1_000)
  const { color, label } = looks[connection.status]
  const seconds =
    connection.status === 'waiting' ? Math.max(0, Math.ceil((connection.retryAt - now) / 1_000)) : 0
  return (
    <Badge color={color} variant="light" aria-live="polite">
      {t(label)}
      {seconds > 0 && t(', again in {seconds} s', { seconds })}
    </Badge>
  )
}
