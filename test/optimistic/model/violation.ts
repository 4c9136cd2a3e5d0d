import type { Entry, EntryData } from './todos.ts'

/** What is wrong with what is shown. */
export type Rule =
  /** A pending change is not shown any more. */
  | 'flicker'
  /** A field shows a value that is older than what is known of it. */
  | 'back'
  /** A value that was never on the server, and that no open change explains. */
  | 'leftover'
  /** A row that was deleted is shown, one that was made is not, or one is shown twice. */
  | 'rows'
  /** Two entries show different values of one row's field. */
  | 'torn'
  /** What is shown is not the server values with the open changes played over them. */
  | 'fold'
  /** The server value of an entry has something that the server never said. */
  | 'base'
  /** The open operations are not the unanswered mutations. */
  | 'operations'
  /** A page was asked for behind a row that the server does not know. */
  | 'cursor'
  /** Something changed that has nothing to do with what happened. */
  | 'flip'
  /** After the last answer the cache is not what the server has. */
  | 'end'
  /** An entry was not read again after a mutation that invalidated it. */
  | 'lost refetch'
  /** A row that was made got another React key while it was shown, or two rows have the same. */
  | 'keys'
  /** Something is kept for which there is no reason any more. */
  | 'leak'

/** One finding. */
export interface Violation {
  readonly rule: Rule
  readonly text: string
}

/** What an entry shows. */
export interface Shown {
  readonly entry: Entry
  readonly data: EntryData
}
