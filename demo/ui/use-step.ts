import { useEffectEvent, useLayoutEffect } from 'react'
import type { Place } from './history-gate.ts'
import { historyGate } from './history-gate.ts'

/** Hears of each step of the history before the router takes it, which it does not where the listener gives `true`. */
export const useStep = (listener: (left: Place) => boolean | void): void => {
  const latest = useEffectEvent(listener)
  useLayoutEffect(() => historyGate.hear(latest), [])
}
