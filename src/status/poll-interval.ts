import { isVZapsError, UNAVAILABLE } from '../core/errors.ts'

/** ms between polls of an instance that is restarting or being paired. */
const TRANSITION_INTERVAL_MS = 2_000

/** Asking again cannot help: nobody may see it, or it is gone. A token that could not be had just now may be had later. */
const isFinal = (error: unknown): boolean =>
  isVZapsError(error) &&
  (error.kind === 'auth'
    ? error.code !== UNAVAILABLE
    : error.kind === 'http' && error.status === 404)

/** ms until the next poll; 0 is no poll: after a refusal or 404, signed out, or offline. */
export const pollInterval = ({
  intervalMs,
  error,
  isOnline,
  isInTransition,
}: {
  readonly intervalMs: number
  readonly error: unknown
  readonly isOnline: boolean
  readonly isInTransition: boolean
}): number => {
  if (!isOnline || isFinal(error) || !(intervalMs > 0)) return 0
  return isInTransition ? Math.min(TRANSITION_INTERVAL_MS, intervalMs) : intervalMs
}
