import type { RowRef } from './operation.ts'

/** What is said of a row by neither a query nor a mutation: some of its fields, all of them, or that it is gone. */
export interface ToldRow extends RowRef {
  /** Absent: it is gone. */
  readonly fields?: object
  /** They are all that the server has of it. */
  readonly isWhole?: boolean
}

/** What is said at once, of any number of rows. */
export interface Tell {
  readonly requestId: string
  /** One a row. */
  readonly rows: readonly ToldRow[]
  /** The overlay's clock at the moment that this was so; absent: now. */
  readonly asOf?: number | undefined
}
