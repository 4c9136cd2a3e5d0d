import type { Field } from './reading.ts'

/** A row whose `token` the vault may learn: only instance rows teach it. */
export interface TokenRow {
  readonly id: string
  readonly token: string
}

/** How one kind of answer is read: from the parsed JSON to the public shape, and the secrets that it brings. */
export interface Answer<T> {
  /** Required is only what the code cannot work without. */
  readonly read: Field<T>
  /** Rows whose `token` goes into the vault, in the parsed JSON. */
  tokens?(json: unknown): readonly TokenRow[]
  /** An empty body is this answer (delete); elsewhere it is a `parse` error. */
  readonly empty?: null
}
