import { Loader, VisuallyHidden } from '@mantine/core'
import {
  IconCircleCheck,
  IconHelpCircle,
  IconPlugConnectedX,
  IconQrcode,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { Tag } from '../ui/Tag.tsx'
import { useHint } from '../ui/use-hint.tsx'
import { memoSpoken } from '../words/memo-spoken.ts'
import { t } from '../words/words.ts'

const looks = {
  connected: {
    color: 'green',
    label: 'Connected',
    icon: <IconCircleCheck size={14} aria-hidden />,
  },
  disconnected: {
    color: 'gray',
    label: 'Disconnected',
    icon: <IconPlugConnectedX size={14} aria-hidden />,
  },
  restarting: {
    color: 'blue',
    label: 'Restarting',
    icon: <Loader size={12} color="currentColor" aria-hidden />,
  },
  pairing: {
    color: 'violet',
    label: 'Waiting for the phone',
    icon: <IconQrcode size={14} aria-hidden />,
  },
} as const

const unknownIcon = <IconHelpCircle size={14} aria-hidden />

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
export const StatusBadge = memoSpoken(
  ({ status, connected, isUnsure = false, note }: StatusBadgeProps) => {
    const word = wordOf({ status, connected })
    const { color, label, icon } = isKnown(word)
      ? { ...looks[word], label: t(looks[word].label) }
      : ({ color: 'yellow', label: word, icon: unknownIcon } as const)
    const { target, hint } = useHint<HTMLDivElement>({ label: note })
    return (
      <>
        <Tag {...target} color={color} icon={icon} isUnsure={isUnsure}>
          {label}
          {isUnsure && <VisuallyHidden>{t(', not confirmed')}</VisuallyHidden>}
        </Tag>
        {note && hint}
      </>
    )
  },
)
