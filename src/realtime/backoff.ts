import type { VZapsError } from '../core/errors.ts'
import { MAX_TIMER_MS } from '../core/platform.ts'

const BASE_MS = 1_000
const CAP_MS = 30_000

/**
 * ms until the next try after so many failures in a row: twice as long each time, half of it by chance, so that the many
 * clients of a server that went down do not come back at the same moment.
 */
export const backoff = (failures: number, error: VZapsError, random: () => number): number => {
  const longest = Math.min(CAP_MS, BASE_MS * 2 ** (failures - 1))
  const asked = 'retryAfterMs' in error ? (error.retryAfterMs ?? 0) : 0
  return Math.min(asked + longest / 2 + (random() * longest) / 2, MAX_TIMER_MS)
}
