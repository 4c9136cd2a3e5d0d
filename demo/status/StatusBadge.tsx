import { Badge, Loader, VisuallyHidden } from '@mantine/core'
import {
  IconCircleCheck,
  IconHelpCircle,
  IconPlugConnectedX,
  IconQrcode,
  IconRefresh,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { useHint } from '../ui/use-hint.tsx'
import { t } from '../words/words.ts'

const looks = {
  connected: { color: 'green', label: 'Connected', Icon: IconCircleCheck },
  disconnected: { color: 'gray', label: 'Disconnected', Icon: IconPlugConnectedX },
  restarting: { color: 'blue', label: 'Restarting', Icon: IconRefresh },
  pairing: { color: 'violet', label: 'Waiting for the phone', Icon: IconQrcode },
} as const

const isKnown = (word: string): word is keyof typeof looks => Object.hasOwn(looks, word)

/** The server's word, or what `connected` says when there is none. */
const wordOf = ({ status, connected }: Pick<Instance, 'status' | 'connected'>): string => {
  if (status) return status
  if (connected === true) return 'connected'
  return connected === false ? 'disconnected' : t('Unknown')
}

/** Is something going on that will end by itself? */
export const isMoving = (status: string | null | undefined): boolean => status === 'restarting'

interface StatusBadgeProps extends Pick<Instance, 'status' | 'connected'> {
  /** Nothing has confirmed it lately: it looks like a memory, not like a fact. */
  readonly isUnsure?: boolean
  /** Said on demand. */
  readonly note?: ReactNode
}

/** An instance's state as colour, icon and word. A word that nobody documented is shown as it is. */
export const StatusBadge = ({ status, connected, isUnsure = false, note }: StatusBadgeProps) => {
  const word = wordOf({ status, connected })
  const { color, label, Icon } = isKnown(word)
    ? { ...looks[word], label: t(looks[word].label) }
    : { color: 'yellow', label: word, Icon: IconHelpCircle }
  const icon = isMoving(word) ? (
    <Loader size={12} color="currentColor" aria-hidden />
  ) : (
    <Icon size={14} aria-hidden />
  )
  const { target, hint } = useHint<HTMLDivElement>({ label: note })
  return (
    <>
      <Badge
        {...target}
        color={color}
        variant={isUnsure ? 'outline' : 'light'}
        className={isUnsure ? 'unsure' : undefined}
        leftSection={icon}
      >
        {label}
        {isUnsure && <VisuallyHidden>{t(', not confirmed')}</VisuallyHidden>}
      </Badge>
      {note && hint}
    </>
  )
}
