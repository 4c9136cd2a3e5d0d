import { useClipboard } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import { t } from '../words/words.ts'
import { IconButton } from './IconButton.tsx'
import { useHint } from './use-hint.tsx'

interface CopyProps {
  readonly value: string
  readonly label: string
}

const copyIcon = <span className="sheets" aria-hidden />
const checkIcon = <IconCheck size={14} aria-hidden />

/** Copies a text, and says so: to the eye with a tick, to a screen reader with its name. */
export const CopyButton = ({ value, label }: CopyProps) => {
  const { copied, copy } = useClipboard({ timeout: 2_000 })
  const said = copied ? t('Copied') : label
  const { target, hint } = useHint<HTMLButtonElement>({ label: said })
  return (
    <>
      <IconButton {...target} isSmall isDone={copied} aria-label={said} onClick={() => copy(value)}>
        {copied ? checkIcon : copyIcon}
      </IconButton>
      {hint}
    </>
  )
}
