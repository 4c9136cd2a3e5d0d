import type { ReactNode } from 'react'
import type { OpenClient } from './open/client.ts'
import type { Kind } from './open/kinds.ts'
import type { Row, ShownRow } from './rows.ts'
import type { Server } from './server.ts'

/** How one library shows, renames and creates the rows of a server, by the recipe that its documentation gives. */
export interface Adapter {
  readonly name: string
  create(server: Server, options: AdapterOptions): Client
  /** This library's alone: a store with many open operations of a kind, over a list of at most so many rows. */
  readonly open?: (kind: Kind, rows: number) => Promise<OpenClient>
}

export interface AdapterOptions {
  /** Refetch the list after each mutation, in the way that the recipe documents; else nobody refetches. */
  readonly isRefetching: boolean
}

/** One app's client. */
export interface Client {
  readonly Provider: (props: { readonly children: ReactNode }) => ReactNode
  /** Fetches the list at the first render. */
  useRows(): readonly ShownRow[] | undefined
  /** Renames at once in the cache, and then at the server. The promise rejects when the server refuses. */
  useRename(): (id: string, name: string) => Promise<unknown>
  /** Shows a new row at once, under a temporary id, until the server's own is there. Rejects like `useRename`. */
  useCreate(): (name: string) => Promise<unknown>
  /** Fetches the list again. */
  refetch(): Promise<unknown>
  /** What the cache holds of the list, without React. */
  rows(): readonly ShownRow[]
  /** Puts rows into the cache that nothing shows, each as an entry of its own. */
  seed(rows: readonly Row[]): Promise<void> | void
  /** All that is kept, as plain data. */
  kept(): unknown
  /** Lets go of all that is kept, timers too: the next library runs in the same process. */
  end?(): void
  /** The Redux store's, where there is one. */
  readonly redux?: {
    dispatch(action: { type: string }): unknown
    /** The library's part of the state. */
    state(): unknown
  }
}
