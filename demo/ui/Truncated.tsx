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

/** A text on one line; where that cuts it, the whole is said on demand. */
export const Truncated = ({ text, children = text, ...props }: TruncatedProps) => {
  const [isCut, setCut] = useState(false)
  const measure = ({ currentTarget }: SyntheticEvent<HTMLElement>) =>
    setCut(currentTarget.scrollWidth > currentTarget.clientWidth)
  return (
    <Tooltip
      label={text}
      disabled={!isCut}
      multiline
      maw={420}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Text truncate {...props} onPointerEnter={measure} onFocus={measure}>
        {children}
      </Text>
    </Tooltip>
  )
}
