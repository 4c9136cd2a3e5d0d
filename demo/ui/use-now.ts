import { useEffect, useState } from 'react'

interface Clock {
  readonly listeners: Set<(now: number) => void>
  readonly timer: ReturnType<typeof setInterval>
}

/** One timer for all that tick alike: each row of a long list does. */
const createClocks = () => {
  const clocks = new Map<number, Clock>()
  const start = (everyMs: number): Clock => {
    const listeners: Clock['listeners'] = new Set()
    const timer = setInterval(() => {
      const now = Date.now()
      for (const tell of listeners) tell(now)
    }, everyMs)
    const clock = { listeners, timer }
    clocks.set(everyMs, clock)
    return clock
  }
  return (everyMs: number, listener: (now: number) => void) => {
    const { listeners, timer } = clocks.get(everyMs) ?? start(everyMs)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      clocks.delete(everyMs)
    }
  }
}

const follow = createClocks()

/** The time (epoch ms), again every `everyMs`. */
export const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => follow(everyMs, setNow), [everyMs])
  return now
}
