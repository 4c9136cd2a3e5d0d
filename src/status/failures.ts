import type { VZapsError } from '../core/errors.ts'
import { UNAVAILABLE } from '../core/errors.ts'

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
