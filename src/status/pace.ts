import type { Cadence } from './cadence.ts'
import { steady } from './cadence.ts'

/** ms between polls unless the app says otherwise. */
export const STEADY_MS = 15_000
/** The same, of an instance whose status is pushed. */
export const PUSHED_MS = 60_000
const FAST_MS = 2_000
const STEP = 1.5

/** ms between polls, where `steadyMs` is what its watchers want: never longer than that, and none where they want none. */
export const intervalOf = (cadence: Cadence, steadyMs: number): number => {
  if (cadence.kind === 'steady' || steadyMs === Number.POSITIVE_INFINITY) return steadyMs
  return Math.min(steadyMs, cadence.kind === 'fast' ? FAST_MS : cadence.intervalMs)
}

/** The instance is asked now: what comes after that. */
export const afterPoll = (cadence: Cadence, steadyMs: number, now: number): Cadence => {
  if (cadence.kind === 'steady' || (cadence.kind === 'fast' && now < cadence.until)) return cadence
  const { why, since, billingStatus } = cadence
  const intervalMs = STEP * (cadence.kind === 'fast' ? FAST_MS : cadence.intervalMs)
  // A row that says itself that it is in between goes on slowly until it says otherwise.
  if (intervalMs >= steadyMs && why !== 'row') return steady
  return { kind: 'slowing', why, since, billingStatus, intervalMs }
}
