import type { Lab } from './lab.ts'
import type { Column, ListName, Patch, Row } from './server.ts'
import type { Transport } from './transport.ts'

/** What not every library, or not every adapter here, can do. */
export type Capability =
  /** A row has an entry of its own, with its own request. */
  | 'details'
  /** Several lists of the same rows, told apart by their argument. */
  | 'lists'
  /** The number of rows that the server counted is kept beside them. */
  | 'totals'
  /** An infinite query. */
  | 'feed'
  /** A call that is out can be given up. */
  | 'abort'
  /** The cache can be written out, and read into a running client. */
  | 'rehydration'
  /** A key of a row that stays when its temporary id becomes the real one. */
  | 'keys'
  /** A row that is still being made is changed, deleted and asked for by its temporary id. */
  | 'making'
  /** A row is found by its id, as it is shown, wherever it stands. */
  | 'rows'
  /** Whether calls on a row are still open, which "Saving..." is built on. */
  | 'saving'
  /** What is pushed may be from an earlier moment than its arrival. */
  | 'moments'

/** What a component that reads a list is given. */
export interface View {
  readonly items: readonly Row[]
  /** Absent where the library keeps the rows alone. */
  readonly total?: number
}

/** A client of one library, with its documented optimistic recipe, over the scenario's transport. */
export interface Client {
  mountList(list: ListName): void
  mountDetail(id: string): void
  /** What the timer of a polled list does. */
  pollList(list: ListName): void
  pollDetail(id: string): void
  update(id: string, patch: Patch): void
  remove(id: string): void
  create(fields: Patch): void
  /** One call for all of them, as the next two. */
  updateMany(ids: readonly string[], patch: Patch): void
  removeMany(ids: readonly string[]): void
  createMany(fields: readonly Patch[]): void
  /** From the other column. */
  move(id: string, to: Column): void
  /** One more than there are: the server does not say how many that makes. */
  vote(id: string): void
  /** The app heard that this row changed: whatever shows it is out of date. */
  invalidate(id: string): void
  /** The server's new row came over a socket: it is written to the cache. */
  push(row: Row): void
  /** Some fields of the row came over a socket. */
  pushFields(id: string, fields: Patch): void
  /** That the row is gone came over a socket. */
  pushGone(id: string): void
  /** The app writes to the cache on its own account, wherever the row is. */
  write(id: string, patch: Patch): void
  list(list: ListName): View | undefined
  detail(id: string): Row | undefined
  /** Calls after each change that a component could see. */
  subscribe(listener: () => void): void
  dispose(): void
  /** With 'feed'. */
  mountFeed?(): void
  nextFeedPage?(): void
  feed?(): readonly Row[] | undefined
  /** With 'abort': the update is given up as soon as this is called. */
  abortable?(id: string, patch: Patch): () => void
  /** With 'rehydration'. */
  dehydrate?(): unknown
  hydrate?(snapshot: unknown): void
  /** With 'keys'. */
  keyOf?(id: string): string
  /** With 'rows'. */
  row?(id: string): Row | undefined
  /** With 'saving'. */
  isSaving?(id: string): boolean
  /** With 'moments': what is told later of this row is as it was when this is called. */
  moment?(): (row: Row) => void
}

/** One library, set up as its documentation says. */
export interface Adapter {
  readonly library: string
  /** Whose versions the table shows. */
  readonly packages: readonly string[]
  readonly cannot: readonly Capability[]
  createClient(transport: Transport): Client
  /** Waits until the library has done everything that it does by itself. */
  idle(): Promise<void>
}

/** One behaviour, as a script of requests, answers and what must be seen. */
export interface Scenario {
  /** A sentence that is true of a library which gets it right. */
  readonly name: string
  readonly needs?: readonly Capability[]
  run(lab: Lab): Promise<void>
}
