import type { ReactNode } from 'react'
import { useHint } from './use-hint.tsx'

interface TruncatedProps {
  /** All of it, for when it is cut. */
  readonly text: string
  readonly isDimmed?: boolean
  /** How it is shown, if not as it is. */
  readonly children?: ReactNode
}

const isCut = ({ scrollWidth, clientWidth }: HTMLElement) => scrollWidth > clientWidth

/** A text on one line; where that cuts it, the whole is said to whoever points at it or has the focus in it. */
export const Truncated = ({ text, isDimmed = false, children = text }: TruncatedProps) => {
  const { target, hint } = useHint<HTMLParagraphElement>(
    { label: text, multiline: true, maw: 420 },
    isCut,
  )
  return (
    <>
      <p className={isDimmed ? 'text cut dimmed' : 'text cut'} {...target}>
        {children}
      </p>
      {hint}
    </>
  )
}
