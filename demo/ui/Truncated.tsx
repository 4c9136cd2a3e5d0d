import type { TextProps } from '@mantine/core'
import { Text, Tooltip } from '@mantine/core'
import type { ReactNode, SyntheticEvent } from 'react'
import { useState } from 'react'

interface TruncatedProps extends TextProps {
  /** All of it, for when it is cut. */
  readonly text: string
  /** How it is shown, if not as it is. */
  readonly children?: ReactNode
}

/** A text on one line; where that cuts it, the whole is said to whoever points at it or has the focus in it. */
export const Truncated = ({ text, children = text, ...props }: TruncatedProps) => {
  const [isTold, setTold] = useState(false)
  const tell = ({ currentTarget }: SyntheticEvent<HTMLElement>) =>
    setTold(currentTarget.scrollWidth > currentTarget.clientWidth)
  const hush = () => setTold(false)
  return (
    <Tooltip label={text} opened={isTold} multiline maw={420}>
      <Text truncate {...props} onMouseOver={tell} onMouseOut={hush} onFocus={tell} onBlur={hush}>
        {children}
      </Text>
    </Tooltip>
  )
}
