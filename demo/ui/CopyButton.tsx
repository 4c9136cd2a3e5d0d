import { ActionIcon, CopyButton as Clipboard } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { t } from '../words/words.ts'
import { useHint } from './use-hint.tsx'

interface CopyProps {
  readonly value: string
  readonly label: string
}

/** Copies a text, and says so: to the eye with a tick, to a screen reader with its name. */
export const CopyButton = ({ value, label }: CopyProps) => (
  <Clipboard value={value} timeout={2_000}>
    {({ copied, copy }) => (
      <Face copied={copied} copy={copy} label={copied ? t('Copied') : label} />
    )}
  </Clipboard>
)

interface FaceProps {
  readonly copied: boolean
  readonly copy: () => void
  readonly label: string
}

const Face = ({ copied, copy, label }: FaceProps) => {
  const { target, hint } = useHint<HTMLButtonElement>({ label })
  return (
    <>
      <ActionIcon
        {...target}
        variant="subtle"
        color={copied ? 'brand' : 'gray'}
        size="sm"
        aria-label={label}
        onClick={copy}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </ActionIcon>
      {hint}
    </>
  )
}
