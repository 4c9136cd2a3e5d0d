import { ActionIcon, CopyButton as Clipboard, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { t } from '../words/words.ts'

/** Copies a text, and says so: to the eye with a tick, to a screen reader with its name. */
export const CopyButton = ({
  value,
  label,
}: {
  readonly value: string
  readonly label: string
}) => (
  <Clipboard value={value} timeout={2_000}>
    {({ copied, copy }) => (
      <Tooltip label={copied ? t('Copied') : label}>
        <ActionIcon
          variant="subtle"
          color={copied ? 'brand' : 'gray'}
          size="sm"
          aria-label={copied ? t('Copied') : label}
          onClick={copy}
        >
          {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    )}
  </Clipboard>
)
