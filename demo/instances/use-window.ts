import type { Virtualizer } from '@tanstack/react-virtual'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

interface WindowOptions {
  readonly count: number
  /** px of an item, until it is measured. */
  readonly height: number
  /** Which items are in sight, first and last. */
  readonly onRange: (first: number, last: number) => void
}

/** What is on the page for the first time is as high as expected until the browser tells: to ask it lays out the page. */
const measure = (
  element: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  { options, indexFromElement, measurementsCache }: Virtualizer<Window, HTMLElement>,
): number => {
  const size = entry?.borderBoxSize[0]
  if (size) return Math.round(size.blockSize)
  const index = indexFromElement(element)
  return measurementsCache[index]?.size ?? options.estimateSize(index)
}

/** The items in sight of a list that the window scrolls, and the room, in px, that the others take. */
export const useWindow = ({ count, height, onRange }: WindowOptions) => {
  const start = useRef<HTMLElement>(null)
  const [scrollMargin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const top = start.current?.getBoundingClientRect().top ?? 0
    setMargin(Math.round(top + window.scrollY))
  }, [])
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin,
    measureElement: measure,
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
