import type { Random } from './random.ts'

/** The direct handle on the JWTs that the gateway has issued (contract.md 1.1). */
export interface TokenControl {
  /** A JWT as `POST /token` would give it, valid for `expiresInMs` milliseconds. */
  issue(expiresInMs?: number): string
  /** Makes every JWT issued so far answer 401 `token_expired`. */
  expire(): void
  /** Makes every JWT issued so far answer 401 `token_revoked`. */
  revoke(): void
}

/** The JWTs the gateway knows. */
export interface TokenStore {
  readonly control: TokenControl
  /** What is wrong with a JWT, as the code of the 401; undefined when it is good. */
  problemOf(jwt: string): 'token_unknown' | 'token_expired' | 'token_revoked' | undefined
  clear(): void
}

/** Makes a token store; `now` gives epoch milliseconds, `lifetime` milliseconds. */
export function createTokenStore(
  now: () => number,
  random: Random,
  lifetime: () => number,
): TokenStore {
  const issued = new Map<string, { expiresAt: number; revoked: boolean }>()

  const issue = (expiresInMs = lifetime()) => {
    const expiresAt = now() + expiresInMs
    const jwt = [
      encode({ alg: 'HS256', typ: 'JWT' }),
      encode({
        sub: 'mock-owner',
        iat: Math.floor(now() / 1000),
        exp: Math.floor(expiresAt / 1000),
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
function encode(part: unknown): string {
  return btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
