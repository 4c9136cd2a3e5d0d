import type { Field } from './reading.ts'

/** A row whose `token` the session may learn; only instance rows have one. */
export interface TokenRow {
  readonly id: string
  readonly token: string
}

/** How one kind of answer is read: from the parsed JSON to the public shape, and the secrets that it brings. */
export interface Answer<T> {
  /** Required is only what the code cannot work without. */
  readonly read: Field<T>
  /** The rows of the parsed JSON whose `token` the session learns. */
  tokens?(json: unknown): readonly TokenRow[]
  /** An empty body is this answer (delete); elsewhere it is a `parse` error. */
  readonly empty?: null
}
