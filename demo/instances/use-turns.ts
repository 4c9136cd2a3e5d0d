import { useCallback, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

/** Waits for a turn; gives how to leave the queue. */
export type TakeTurn = (run: () => void) => () => void

/** ms of a frame that turns may take: the browser has to lay out and paint what they rendered in the same frame. */
const budgetMs = 4

/**
 * Gives turns, in the order in which they were asked for: each frame at least one, and as many as its time allows. What a
 * turn sets is rendered in it, so that the time it takes is known.
 */
export const useTurns = (): TakeTurn => {
  const queue = useRef(new Set<() => void>())
  const frame = useRef(0)
  const next = useCallback(() => {
    const { current } = queue
    const end = performance.now() + budgetMs
    for (const run of current) {
      current.delete(run)
      flushSync(run)
      if (performance.now() >= end) break
    }
    frame.current = current.size > 0 ? requestAnimationFrame(next) : 0
  }, [])
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    },
    [],
  )
  return useCallback(
    (run: () => void) => {
      queue.current.add(run)
      if (frame.current === 0) frame.current = requestAnimationFrame(next)
      return () => {
        queue.current.delete(run)
      }
    },
    [next],
  )
}
