import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

interface WindowOptions {
  readonly count: number
  /** px of an item, until it is measured. */
  readonly height: number
  /** Which items are in sight, first and last. */
  readonly onRange: (first: number, last: number) => void
}

/** The items in sight of a list that the window scrolls, and the room, in px, that the others take. */
export const useWindow = ({ count, height, onRange }: WindowOptions) => {
  const start = useRef<HTMLElement>(null)
  const [scrollMargin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const top = start.current?.getBoundingClientRect().top ?? 0
    setMargin(Math.round(top + window.scrollY))
  }, [])
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin,
    // What comes into sight is rendered like all else: not before the browser may go on scrolling.
    useFlushSync: false,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const from = first?.index ?? 0
  const to = last?.index ?? 0
  useEffect(() => onRange(from, to), [onRange, from, to])
  return {
    items,
    start: (element: HTMLElement | null) => {
      start.current = element
    },
    measure: virtualizer.measureElement,
    before: first ? first.start - scrollMargin : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - scrollMargin) : 0,
  }
}
