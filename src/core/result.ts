import type { VZapsError } from './errors.ts'

/** Either a value or the error that took its place. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: VZapsError }

/** The {@link Result} of what failed. */
export const failure = (error: VZapsError): Result<never> => ({ ok: false, error })
