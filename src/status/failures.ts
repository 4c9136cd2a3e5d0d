import type { VZapsError } from '../core/errors.ts'
import { UNAVAILABLE } from '../core/errors.ts'

/** The longest that polls which fail are apart, in ms; unless they are to be further apart anyway. */
const CAP_MS = 120_000

/** What a failed poll means for the next ones: later, never of this instance or list, or none at all. */
export type Verdict = 'later' | 'over' | 'refused'

/**
 * 404 and bad arguments end what was asked; a refusal of the account ends all. A provider of tokens that is down is no
 * refusal.
 */
export const judge = (error: VZapsError): Verdict => {
  switch (error.kind) {
    case 'auth':
      return error.code === UNAVAILABLE ? 'later' : 'refused'
    case 'config':
      return 'refused'
    case 'validation':
      return 'over'
    case 'http':
      return error.status === 404 ? 'over' : 'later'
    default:
      return 'later'
  }
}

/**
 * ms from a poll to the next after so many failures in a row: twice as long each time, never less than the interval.
 *
 * @param jitter 0 to 1: many clients that met the same outage must not come back at the same moment.
 */
export const spacing = (intervalMs: number, failures: number, jitter: number): number => {
  if (failures < 2) return intervalMs
  const longer = Math.min(intervalMs * 2 ** (failures - 1), Math.max(CAP_MS, intervalMs))
  return longer - (longer - intervalMs) * 0.2 * jitter
}
