import { useCallback, useEffect, useRef } from 'react'

/** Waits for a turn; gives how to leave the queue. */
export type TakeTurn = (run: () => void) => () => void

/** Gives turns: each frame the next one of those that wait, in the order in which they came. */
export const useTurns = (): TakeTurn => {
  const queue = useRef(new Set<() => void>())
  const frame = useRef(0)
  const next = useCallback(() => {
    const { current } = queue
    for (const run of current) {
      current.delete(run)
      run()
      break
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
