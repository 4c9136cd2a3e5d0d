import './code.css'
import { Button } from '@mantine/core'
import { IconCode } from '@tabler/icons-react'
import { useId, useState } from 'react'

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
}

/** A button that opens the code behind what it stands at. The code is loaded when it is opened first. */
export const ShowCode = ({ of, load }: ShowCodeProps) => {
  const [isOpen, setOpen] = useState(false)
  const [code, setCode] = useState<ShownCode>()
  const panelId = useId()
  const toggle = async () => {
    setOpen(!isOpen)
    if (!code) setCode((await load()).code)
  }
  return (
    <div className="code">
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconCode size={14} aria-hidden />}
        aria-label={`${isOpen ? 'Hide' : 'Show'} the code: ${of}`}
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={toggle}
      >
        {isOpen ? 'Hide the code' : 'Show the code'}
      </Button>
      <div id={panelId}>
        {isOpen && code && (
          <figure className="code-figure">
            <figcaption>
              {code.file}, from line {code.start}
            </figcaption>
            {/* It scrolls, and so the keyboard must reach it. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <pre tabIndex={0}>{code.lines}</pre>
          </figure>
        )}
      </div>
    </div>
  )
}
