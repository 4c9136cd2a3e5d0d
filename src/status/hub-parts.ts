import type { Middleware } from '@reduxjs/toolkit'
import type { VZapsRtkApi, VZapsUtil, WithUtil } from '../api-types.ts'
import type { ReadOnce } from '../core/calls/base-query.ts'
import type { Platform } from '../core/platform.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { Instance } from '../instances/schema.ts'
import type { CallMeta } from './calls.ts'
import type { Gate } from './gate.ts'
import type { Others } from './others.ts'
import type { Watch } from './watch.ts'

/** How polls ask, and where what they brought goes. */
export interface PollParts {
  readonly read: ReadOnce
  /** Of rows without secrets: what was read has none. */
  readonly tellRows: VZapsUtil['tellRows']
}

/** What a hub is made of: one a store. */
export interface HubParts extends PollParts {
  readonly api: VZapsRtkApi<'vzaps'> & WithUtil
  readonly store: Parameters<Middleware>[0]
  readonly platform: Platform
  readonly gate: Gate
  /** The largest page that is asked for. */
  readonly maxPageSize: number
  /** Does the row say itself that it is about to change? */
  readonly isTransitional: ((row: Instance) => boolean) | undefined
  /** Called as an action of a read is, with what the hub's own reads ask and are answered. */
  onRead(action: object): void
  /** Absent where there are no other tabs. */
  others(): Others | undefined
  /** Has the status of an instance pushed; returns the function that ends that. */
  push(instanceId: string): () => void
}

/** An instance or a list that somebody watches. */
export interface WatchedThing {
  /** Of a list. */
  readonly args?: ListInstancesArgs | undefined
  readonly watches: Set<Watch>
}

/** All that is watched: instances by id, lists by cache key. */
export type Watched = Readonly<Record<'ids' | 'lists', Map<string, WatchedThing>>>

/** A read of this store that was answered: its rows are in its entry. */
export interface Answered {
  readonly meta: CallMeta
  /** Epoch ms. */
  readonly at: number
}

/** What a hub is given by the door that it is behind. */
export interface DoorSide {
  readonly parts: HubParts
  readonly watched: Watched
  /** What was read before there was a hub, by cache key. */
  readonly answered: Map<string, Answered>
  /** What RTK Query's `setupListeners` says, where an app tells otherwise than the platform does. */
  readonly told: { readonly online: boolean; readonly focused: boolean }
  statusOf(instanceId: string): unknown
  /** Tells the watchers of these instances, or of all lists. */
  notify(ids: Iterable<string>): void
  notifyLists(): void
}
