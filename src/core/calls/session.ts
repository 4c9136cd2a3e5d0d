import type { AnswerMemory } from '../answers/answer-memory.ts'
import type { Outcome, VZapsError } from '../errors.ts'
import { aborted } from '../errors.ts'
import type { Ending } from '../http/abort.ts'
import type { Result } from '../result.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'

/** A JWT. `generation` tells two tokens apart without comparing their text. */
export interface Bearer {
  readonly accessToken: string
  /** Epoch ms. */
  readonly expiresAt: number
  readonly generation: number
}

/** How a session proves itself to the server: with a JWT, or not at all because a relay does. */
export type Access =
  | {
      readonly kind: 'bearer'
      /** Goes out as `X-Client-Token`; without one no instance token is sent either. */
      readonly clientToken: string | undefined
      /** The token there is, with enough life left. */
      fresh(): Bearer | undefined
      /** The same, or a new one; one flight for all that ask. Never rejects. */
      bearer(): Promise<Result<Bearer>>
      /** The server refused this token: drop it, unless a newer one is there already. */
      refuse(generation: number): void
    }
  | {
      readonly kind: 'proxy'
      readonly credentials: RequestCredentials
      /** The app's own headers for its relay. Never rejects. */
      headers(): Promise<Result<Headers>>
    }

/** Instance tokens by instance id. One set by hand is never replaced by a learned one. */
export interface InstanceTokens {
  get(instanceId: string): string | undefined
  set(instanceId: string, token: string): void
  learn(instanceId: string, token: string): void
  /** With `token`: the server refused it. Only while it is the one known; it is not learned again. */
  forget(instanceId: string, token?: string): void
}

/** One signed-in account, from sign-in to sign-out. All its secrets live here, and are forgotten with it. */
export interface Session {
  /** Counts the sessions of the api; tells an answer of an earlier one apart. */
  readonly epoch: number
  readonly access: Access
  readonly tokens: InstanceTokens
  /** Knows every secret of the session. */
  readonly secrets: SecretFinder
  /** Changes whenever the session knows something else: a secret, or which token is an instance's. */
  revision(): number
  /** The last answers, tokens and all. */
  readonly answers: AnswerMemory
  /** Data that was searched for secrets, and the revision then: it need not be searched once more. */
  readonly vetted: WeakMap<object, number>
  /** Aborts with sign-out, and with the next sign-in. */
  readonly ending: Ending
}

/** Notes that this data was searched for all secrets that are known now. */
export const vouchFor = (data: readonly unknown[], { vetted, revision }: Session): void => {
  for (const part of data) {
    if (typeof part === 'object' && part !== null) vetted.set(part, revision())
  }
}

/**
 * Was this very object searched for all secrets that the session knows by now? That counts once: whoever gets it then may
 * change it, and give it back.
 */
export const claimVetted = ({ vetted, revision }: Session, data: object): boolean =>
  vetted.get(data) === revision() && vetted.delete(data)

/** The error of a call whose session ended; a sign-in that failed says why. */
export const endedError = ({ ending }: Session, outcome: Outcome): VZapsError =>
  ending.reason ?? aborted(outcome, 'The session ended before the call was done')

/** Where the core finds the session that a call belongs to. */
export interface SessionSource {
  current(): Session | undefined
  /** The error of a call while there is none. */
  whyNone(): VZapsError
}
