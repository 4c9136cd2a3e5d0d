import { useEffect, useEffectEvent } from 'react'
import { historyGate } from './history-gate.ts'

/** Hears of each step of the history before the router takes it, which it does not where the listener gives `true`. */
export const useStep = (listener: () => boolean | void): void => {
  const latest = useEffectEvent(listener)
  useEffect(() => historyGate.hear(latest), [])
}
