import type { TextProps } from '@mantine/core'
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useHint } from './use-hint.tsx'

interface TruncatedProps extends TextProps {
  /** All of it, for when it is cut. */
  readonly text: string
  /** How it is shown, if not as it is. */
  readonly children?: ReactNode
}

const isCut = ({ scrollWidth, clientWidth }: HTMLElement) => scrollWidth > clientWidth

/** A text on one line; where that cuts it, the whole is said to whoever points at it or has the focus in it. */
export const Truncated = ({ text, children = text, ...props }: TruncatedProps) => {
  const { target, hint } = useHint<HTMLParagraphElement>(
    { label: text, multiline: true, maw: 420 },
    isCut,
  )
  return (
    <>
      <Text truncate {...props} {...target}>
        {children}
      </Text>
      {hint}
    </>
  )
}
