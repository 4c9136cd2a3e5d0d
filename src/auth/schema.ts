import { isRecord } from '../core/casing.ts'
import type { AuthError } from '../core/errors.ts'
import { isHeaderSafe } from './header-safe.ts'

/** A token as a provider or `/token` gave it. */
export interface ObtainedToken {
  readonly accessToken: string
  /** ms. */
  readonly lifetimeMs: number
}

/** Ten years in s: keeps the expiry a number that clocks and JSON can carry. */
const MAX_LIFETIME_S = 315_360_000

const lifetimeOf = (value: unknown): number | undefined => {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, MAX_LIFETIME_S) : undefined
}

/**
 * Reads a token answer: snake or camel keys, top level only, `expires_in` a number or a numeric string above 0.
 * Anything else is an `auth` error that says what was missing.
 */
export const readTokenAnswer = (
  answer: unknown,
): { ok: true; value: ObtainedToken } | { ok: false; error: AuthError } => {
  if (!isRecord(answer)) return notAToken('it is not an object')
  const accessToken = answer.access_token ?? answer.accessToken
  if (typeof accessToken !== 'string' || accessToken.trim() === '') {
    return notAToken('accessToken (or access_token) is missing')
  }
  if (!isHeaderSafe(accessToken)) return notAToken('accessToken (or access_token) is no token')
  const lifetime = lifetimeOf(answer.expires_in ?? answer.expiresIn)
  if (lifetime === undefined)
    return notAToken('expiresIn (or expires_in), in s, is missing or not above 0')
  return { ok: true, value: { accessToken, lifetimeMs: lifetime * 1000 } }
}

const notAToken = (why: string): { ok: false; error: AuthError } => ({
  ok: false,
  error: {
    kind: 'auth',
    reason: 'provider',
    outcome: 'not-sent',
    message: `The token answer cannot be used: ${why}`,
  },
})
