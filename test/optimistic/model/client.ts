import type { Change, Entry, EntryData, Row } from './todos.ts'
import type { Wire } from './wire.ts'

/** How a state is copied: the whole of it, the api's slice, or everything down to the last value. */
export type CopyDepth = 'root' | 'slice' | 'deep'

/** What the model does with a cache: an adapter makes one of a library and its documented recipe. */
export interface Client {
  /** Reads the entry and keeps it; reads it again when it is there. */
  read(entry: Entry): void
  /** Reads the next page of an entry that has pages. */
  readMore(entry: Entry): void
  /** Calls a mutation, with its optimistic update. */
  change(change: Change): void
  /** The caller gives the mutation up. */
  abort(change: Change): void
  /** The caller gives a running read up. */
  abortRead(entry: Entry): void
  /**
   * Another client's change, told by a push; `result` is what the server answered there.
   *
   * @param asOf what {@link clock} said when the push left; now unless given.
   */
  tell(change: Change, result: Row | null, asOf?: number): void
  /** The cache's own name for this moment, where it has one. */
  clock?(): number
  /** Nobody shows the entry any more, and it is removed; `aborts`: with its running read. */
  forget(entry: Entry, aborts: boolean): void
  /** The app writes one field of a row in one entry by hand. */
  patch(entry: Entry, id: string, name: string): void
  /** The app puts a whole entry in by hand. */
  put(entry: Entry, data: EntryData): void
  /** A page that the server rendered brings these entries. */
  restore(values: readonly (readonly [Entry, EntryData])[]): void
  /** The state is replaced by an equal one. */
  copy(depth: CopyDepth): void
  /** What the entry shows. */
  view(entry: Entry): EntryData | undefined
  dispose(): void
}

/** What an adapter is given. */
export interface ClientOptions {
  readonly wire: Wire
  /** Answers carry the changed row, and the recipe uses it. */
  readonly usesAnswers: boolean
  /** Rows say how often they were written, and the adapter may compare that. */
  readonly hasVersions: boolean
  /** The base query says when a read was sent. */
  readonly saysSent: boolean
  /** A reducer around the api's makes a copy of each state. */
  readonly copiesAlways: boolean
  /** Recipes change drafts. */
  readonly drafts: boolean
  /** Recipes tell changes of many rows row by row. */
  readonly byRows: boolean
  /** Pushes tell rows, where the library can. */
  readonly tellsRows: boolean
  /** To be called after each state that a subscriber can see. */
  onState(): void
}

/** Makes a client for one run. */
export type Connect<C extends Client = Client> = (options: ClientOptions) => C
