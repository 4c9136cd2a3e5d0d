import { isVZapsError } from '../core/errors.ts'

/** ms between polls of an instance that is restarting or being paired. */
const TRANSITION_INTERVAL_MS = 2_000

/** Asking again cannot help: nobody may see it, or it is gone. */
const isFinal = (error: unknown): boolean =>
  isVZapsError(error) && (error.kind === 'auth' || (error.kind === 'http' && error.status === 404))

/** ms until the next poll; 0 is no poll: after `auth` or 404, signed out, or offline. */
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
