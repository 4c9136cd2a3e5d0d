import { useSyncExternalStore } from 'react'
import type { SliceState } from '../../overlay/rtk-query/entries.ts'
import type { Inspected, InspectedStore } from '../inspected.ts'
import type { Session } from '../record-session.ts'

/** What all of the panel works with. */
export interface PanelParts {
  readonly inspected: Inspected
  readonly store: InspectedStore
  readonly session: Session
}

/** How one component watches an entry. */
interface Subscription {
  readonly pollingInterval?: unknown
}

/** The slice's state, as far as the panel reads it. */
export type Slice = Partial<SliceState> & {
  /** By cache key, and there by who subscribed. */
  readonly subscriptions?: Readonly<
    Record<string, Readonly<Record<string, Subscription>> | undefined>
  >
}

const nothing: Slice = {}

/** The api's slice in a store's state. */
export const sliceIn = (state: unknown, reducerPath: string): Slice =>
  (state as Readonly<Record<string, Slice | undefined>>)[reducerPath] ?? nothing

/** The api's slice; renders when it changes. */
export const useSlice = ({ store, inspected: { reducerPath } }: PanelParts): Slice =>
  useSyncExternalStore(store.subscribe, () => sliceIn(store.getState(), reducerPath))
