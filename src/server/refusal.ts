import type { RelayCode } from '../core/error-codes.ts'
import type { HttpAnswer } from '../core/http/transport.ts'

/** Why a call ends without an answer of the VZaps API; thrown, and made an answer in one place. */
export interface Refusal {
  readonly status: number
  /** For programs; the client gives it on as the error's `code`. */
  readonly code: RelayCode
  /** For people: what was wrong, and what to do. */
  readonly message: string
  /** s. */
  readonly retryAfter?: number | undefined
  /** For the app's own log, not for the page. */
  readonly why?: string | undefined
}

const REFUSED: unique symbol = Symbol('refused')

/** What is thrown. */
export interface Thrown {
  readonly [REFUSED]: Refusal | HttpAnswer
}

/** What to throw to end a call. */
export const refusal = (
  status: number,
  code: RelayCode,
  message: string,
  more: Pick<Refusal, 'retryAfter' | 'why'> = {},
): Thrown => ({ [REFUSED]: { status, code, message, ...more } })

/** What to throw to end a call with what the VZaps API said. */
export const passedOn = (answer: HttpAnswer): Thrown => ({ [REFUSED]: answer })

/** What a call was ended with, or `undefined` for whatever else was thrown. */
export const refusalIn = (thrown: unknown): Refusal | HttpAnswer | undefined =>
  typeof thrown === 'object' && thrown !== null && REFUSED in thrown
    ? (thrown as Thrown)[REFUSED]
    : undefined
