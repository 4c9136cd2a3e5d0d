import type { Bearer } from '../core/calls/session.ts'
import type { VZapsError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import type { ObtainToken } from './obtain-token.ts'

/** Keeps one JWT fresh for all who need it. */
export interface TokenSource {
  /** The token there is, if it has more than `skewMs` to live. */
  fresh(): Bearer | undefined
  /** The same, or a new one; all that ask while one is on its way share that flight. */
  bearer(): Promise<Result<Bearer>>
  /** Drops the token of that generation; a newer one stays. */
  refuse(generation: number): void
  /** Drops the token, whatever it is. */
  clear(): void
}

/** What a token source needs. Times in ms. */
export interface TokenSourceParts {
  readonly obtain: ObtainToken
  readonly skewMs: number
  now(): number
  /** Called with each new token, before anybody else gets it. */
  onToken(bearer: Bearer): void
  onFailure(error: VZapsError): void
  /** Called after each flight, with when it began (epoch ms). */
  onRefresh(startedAt: number, error: VZapsError | undefined): void
}

/** An unexpected rejection has to end the flight too, or every later call would wait for it for ever. */
const brokenProvider: VZapsError = {
  kind: 'auth',
  reason: 'provider',
  outcome: 'not-sent',
  message: 'The token could not be obtained',
}

/**
 * Makes a token source.
 *
 *     none --bearer()--> flight --token--> fresh --time, refuse()--> none
 *      ^                    |
 *      +------ failure -----+   all waiting calls get the error; the next call tries again
 */
export const createTokenSource = (parts: TokenSourceParts): TokenSource => {
  let known: { readonly bearer: Bearer; readonly obtainedAt: number } | undefined
  let flight: Promise<Result<Bearer>> | undefined
  let generation = 0

  const fresh = (): Bearer | undefined => {
    if (!known) return undefined
    const now = parts.now()
    // The clock was set back, so the age of the token is not known any more.
    if (now < known.obtainedAt) return undefined
    return known.bearer.expiresAt - now > parts.skewMs ? known.bearer : undefined
  }

  const fly = async (): Promise<Result<Bearer>> => {
    const startedAt = parts.now()
    const obtained = await parts.obtain().catch(() => failure(brokenProvider))
    flight = undefined
    parts.onRefresh(startedAt, obtained.ok ? undefined : obtained.error)
    if (!obtained.ok) {
      parts.onFailure(obtained.error)
      return obtained
    }
    const { accessToken, lifetimeMs } = obtained.value
    const obtainedAt = parts.now()
    generation += 1
    const bearer: Bearer = { accessToken, generation, expiresAt: obtainedAt + lifetimeMs }
    known = { bearer, obtainedAt }
    parts.onToken(bearer)
    return { ok: true, value: bearer }
  }

  return {
    fresh,
    bearer: () => {
      const bearer = fresh()
      if (bearer) return Promise.resolve({ ok: true, value: bearer })
      flight ??= fly()
      return flight
    },
    refuse: (refused) => {
      if (known?.bearer.generation === refused) known = undefined
    },
    clear: () => {
      known = undefined
    },
  }
}
