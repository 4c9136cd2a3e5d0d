import { toBase64 } from '../base64.ts'
import type { Random } from '../random.ts'

/** The direct handle on the JWTs that the gateway has issued. */
export interface TokenControl {
  /** A JWT as `POST /token` would give it, valid for `expiresInMs` milliseconds. */
  issue(expiresInMs?: number): string
  /** Makes every JWT issued so far answer 401 `token_expired`. */
  expire(): void
  /** Makes every JWT issued so far answer 401 `token_revoked`. */
  revoke(): void
}

/** What is wrong with a JWT, as the code of the 401. */
export type TokenProblem = 'token_unknown' | 'token_expired' | 'token_revoked'

/** The JWTs the gateway knows. */
export interface TokenStore {
  readonly control: TokenControl
  /** What is wrong with a JWT, or undefined when it is good. */
  problemOf(jwt: string): TokenProblem | undefined
  clear(): void
}

interface IssuedToken {
  expiresAt: number
  revoked: boolean
}

/** Makes a token store; `now` gives epoch milliseconds, `lifetime` milliseconds. */
export const createTokenStore = (
  now: () => number,
  random: Random,
  lifetime: () => number,
): TokenStore => {
  const issued = new Map<string, IssuedToken>()

  const issue = (expiresInMs = lifetime()) => {
    const expiresAt = now() + expiresInMs
    const iat = Math.floor(now() / 1000)
    const jwt = [
      encode({ alg: 'HS256', typ: 'JWT' }),
      encode({
        sub: 'mock-owner',
        iat,
        // A JWT that never was good is not one that a service issues, however short its life is here.
        exp: Math.max(iat + 1, Math.floor(expiresAt / 1000)),
        jti: random.text(16),
      }),
      // The gateway looks tokens up, it never verifies a signature.
      random.text(43),
    ].join('.')
    issued.set(jwt, { expiresAt, revoked: false })
    return jwt
  }

  return {
    control: {
      issue,
      expire: () => {
        for (const token of issued.values()) token.expiresAt = Math.min(token.expiresAt, now())
      },
      revoke: () => {
        for (const token of issued.values()) token.revoked = true
      },
    },
    problemOf: (jwt) => {
      const token = issued.get(jwt)
      if (!token) return 'token_unknown'
      if (token.revoked) return 'token_revoked'
      return token.expiresAt <= now() ? 'token_expired' : undefined
    },
    clear: () => issued.clear(),
  }
}

/** Base64url of JSON that is ASCII by construction. */
const encode = (part: unknown): string =>
  toBase64(Array.from(JSON.stringify(part), (letter) => letter.charCodeAt(0)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
