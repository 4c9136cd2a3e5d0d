import type { LibraryCode, RelayCode } from '../core/error-codes.ts'
import type { AuthReason, VZapsError } from '../core/errors.ts'

/** A code that has a text. */
export type ErrorCode = LibraryCode | RelayCode

/** Texts for people, in one language: plain data. `{seconds}` and `{status}` stand for the error's own. */
export interface ErrorMessages {
  /** The library's own codes, and its relay's. They say more than a kind, so they come first. */
  readonly codes: Readonly<Record<ErrorCode, string>>
  /** Of errors whose `kind` is `auth`. */
  readonly reasons: Readonly<Record<AuthReason, string>>
  /** Of errors whose `kind` is `http`, by status; `5xx` is any status from 500 on. */
  readonly statuses: Readonly<Record<'404' | '409' | '5xx', string>>
  readonly kinds: Readonly<Record<Exclude<VZapsError['kind'], 'auth'>, string>>
  /** Is added where the server said how long to wait. */
  readonly retryIn: string
}
