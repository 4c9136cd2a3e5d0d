import { ActionIcon, CopyButton as Clipboard, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { t } from '../words/words.ts'

/** Copies a text, and says so: to the eye with a tick, to a screen reader with its name. */
export const CopyButton = ({
  value,
  label,
}: {
  readonly value: string
  readonly label: string
}) => {
  const button = useRef<HTMLButtonElement>(null)
  const [isTold, setTold] = useState(false)
  const tell = () => setTold(true)
  const hush = () => setTold(false)
  return (
    <Clipboard value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <>
          <ActionIcon
            ref={button}
            variant="subtle"
            color={copied ? 'brand' : 'gray'}
            size="sm"
            aria-label={copied ? t('Copied') : label}
            onClick={copy}
            onMouseEnter={tell}
            onMouseLeave={hush}
            onFocus={tell}
            onBlur={hush}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
          {/* Many stand in a list, and few are ever looked at. */}
          {isTold && <Tooltip target={button} label={copied ? t('Copied') : label} opened />}
        </>
      )}
    </Clipboard>
  )
}
