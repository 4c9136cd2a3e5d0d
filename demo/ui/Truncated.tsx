import type { TextProps } from '@mantine/core'
import { Text, Tooltip } from '@mantine/core'
import type { ReactNode, SyntheticEvent } from 'react'
import { useRef, useState } from 'react'

interface TruncatedProps extends TextProps {
  /** All of it, for when it is cut. */
  readonly text: string
  /** How it is shown, if not as it is. */
  readonly children?: ReactNode
}

/** A text on one line; where that cuts it, the whole is said to whoever points at it or has the focus in it. */
export const Truncated = ({ text, children = text, ...props }: TruncatedProps) => {
  const element = useRef<HTMLParagraphElement>(null)
  const [isTold, setTold] = useState(false)
  const tell = ({ currentTarget }: SyntheticEvent<HTMLElement>) =>
    setTold(currentTarget.scrollWidth > currentTarget.clientWidth)
  const hush = () => setTold(false)
  return (
    <>
      <Text
        ref={element}
        truncate
        {...props}
        onMouseOver={tell}
        onMouseOut={hush}
        onFocus={tell}
        onBlur={hush}
      >
        {children}
      </Text>
      {/* Many stand in a list, and few are ever looked at. */}
      {isTold && <Tooltip target={element} label={text} opened multiline maw={420} />}
    </>
  )
}
