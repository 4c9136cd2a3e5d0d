import type { TooltipProps } from '@mantine/core'
import { Tooltip } from '@mantine/core'
import type { ReactNode, RefObject, SyntheticEvent } from 'react'
import { useRef, useState } from 'react'

interface Hint<Element extends HTMLElement> {
  /** For the element that it is about. */
  readonly target: {
    readonly ref: RefObject<Element | null>
    readonly onMouseEnter: (event: SyntheticEvent<Element>) => void
    readonly onMouseLeave: () => void
    readonly onFocus: (event: SyntheticEvent<Element>) => void
    readonly onBlur: () => void
  }
  /** Stands beside that element. */
  readonly hint: ReactNode
}

const always = () => true

/**
 * A tooltip that is there only while somebody points at its element, or has the focus in it: many stand in a list, and few
 * are ever looked at.
 *
 * @param isWanted asked about the element when somebody does.
 */
export const useHint = <Element extends HTMLElement>(
  props: Omit<TooltipProps, 'children' | 'target' | 'opened'>,
  isWanted: (element: Element) => boolean = always,
): Hint<Element> => {
  const ref = useRef<Element>(null)
  const [isTold, setTold] = useState(false)
  const tell = ({ currentTarget }: SyntheticEvent<Element>) => setTold(isWanted(currentTarget))
  const hush = () => setTold(false)
  return {
    target: { ref, onMouseEnter: tell, onMouseLeave: hush, onFocus: tell, onBlur: hush },
    hint: isTold && <Tooltip {...props} target={ref} opened />,
  }
}
