import './code.css'
import { ActionIcon, Button } from '@mantine/core'
import { IconCode } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import { t } from '../words/words.ts'

/** Real lines of the playground. */
export interface ShownCode {
  /** The file, from the root of the repository. */
  readonly file: string
  readonly lines: string
  readonly start: number
}

export type LoadCode = () => Promise<{ readonly code: ShownCode }>

interface ShowCodeProps {
  /** What the code is of. */
  readonly of: string
  readonly load: LoadCode
  /** Puts the button and the code where they belong: one under the other unless said. */
  readonly children?: (button: ReactNode, code: ReactNode) => ReactNode
}

/** A button that opens the code behind what it stands at. The code is loaded when it is opened first. */
export const ShowCode = ({ of, load, children }: ShowCodeProps) => {
  const [isOpen, setOpen] = useState(false)
  const [code, setCode] = useState<ShownCode>()
  const panelId = useId()
  const toggle = async () => {
    setOpen(!isOpen)
    if (!code) setCode((await load()).code)
  }
  const label = isOpen ? t('Hide the code') : t('Show the code')
  const common = {
    variant: 'subtle',
    color: 'gray',
    'aria-label': `${label}: ${of}`,
    'aria-expanded': isOpen,
    'aria-controls': panelId,
    onClick: toggle,
  } as const
  const panel = (
    <div id={panelId} className="code" hidden={!isOpen}>
      {isOpen && code && (
        <figure className="code-figure">
          <figcaption>
            {t('{file}, from line {line}', { file: code.file, line: String(code.start) })}
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must reach it. */}
          <pre tabIndex={0}>{code.lines}</pre>
        </figure>
      )}
    </div>
  )
  if (children) {
    const button = (
      <ActionIcon size="sm" data-hint={label} {...common}>
        <IconCode size={16} aria-hidden />
      </ActionIcon>
    )
    return children(button, panel)
  }
  return (
    <div>
      <Button size="compact-xs" leftSection={<IconCode size={14} aria-hidden />} {...common}>
        {label}
      </Button>
      {panel}
    </div>
  )
}
