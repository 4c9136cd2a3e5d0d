import type { SerializedError } from '@reduxjs/toolkit'
import type { VZapsError } from '../core/errors.ts'
import type { PendingKind } from '../operations/operations.ts'
import { pendingKind } from '../operations/operations.ts'
import { changeOf } from './change-map.ts'
import { changesIn } from './changes.ts'
import type { HubParts } from './hub-parts.ts'
import type { InstanceStatus } from './status.ts'
import { statusOf } from './status.ts'

/** What the status of an instance comes to; the names are RTK Query's. */
export interface InstanceStatusResult {
  /** The last status known; kept while polls fail. */
  readonly data: InstanceStatus | undefined
  /** It is skipped. */
  readonly isUninitialized: boolean
  /** The first answer is on its way. */
  readonly isLoading: boolean
  /** The first answer is on its way, or one to `refetch`; never a poll's. */
  readonly isFetching: boolean
  readonly isSuccess: boolean
  readonly isError: boolean
  /** There is data, and three polls in a row did not confirm it. */
  readonly isStale: boolean
  /** The operation under way on this instance, or null. */
  readonly pending: PendingKind | null
  /** Of the last poll, until one succeeds. */
  readonly error: VZapsError | SerializedError | undefined
  /** Asks now, whatever ended the polls; nothing while it is skipped. */
  refetch(): void
}

/** What a hub knows of an instance besides what is in the state. */
export interface Live {
  readonly error: VZapsError | undefined
  readonly isRefetching: boolean
  readonly isStale: boolean
  refetch(): void
}

/** Nothing is known, as on a server. */
export const nothingLive: Live = {
  error: undefined,
  isRefetching: false,
  isStale: false,
  refetch: () => {},
}

/** The result of what is skipped. */
export const skipped: InstanceStatusResult = {
  data: undefined,
  isUninitialized: true,
  isLoading: false,
  isFetching: false,
  isSuccess: false,
  isError: false,
  isStale: false,
  pending: null,
  error: undefined,
  refetch: nothingLive.refetch,
}

const isSame = <T extends object>(one: T, other: T): boolean =>
  Object.entries(one).every(([name, value]) => Object.is(value, other[name as keyof T]))

/** The one that is known where the next says the same. */
const keep = <T extends object>(known: T | undefined, next: T): T =>
  known && isSame(known, next) ? known : next

/** Makes what reads statuses out of states. */
export const createViews = (api: HubParts['api']) => {
  const { getInstance } = api.endpoints
  // By the change: as long as nothing changed, the same object.
  const statuses = new WeakMap<object, InstanceStatus>()
  const sliceOf = (state: unknown) => (state as Record<string, unknown>)[api.reducerPath]

  const statusIn = (state: unknown, id: string): InstanceStatus | undefined => {
    const change = changeOf(changesIn(sliceOf(state)), id)
    const row = change && api.util.selectRow(state, 'Instance', id)
    if (!row) return undefined
    const status = keep(statuses.get(change), statusOf(row, change))
    statuses.set(change, status)
    return status
  }

  const viewOf = (state: unknown, id: string, live: Live): InstanceStatusResult => {
    const data = statusIn(state, id)
    const entry = data ? undefined : getInstance.select(id)(state as never)
    const error = live.error ?? entry?.error
    const isLoading = data === undefined && error === undefined
    const isFetching = isLoading || live.isRefetching
    return {
      data,
      isUninitialized: false,
      isLoading,
      isFetching,
      isSuccess: data !== undefined && error === undefined,
      isError: error !== undefined && !isFetching,
      isStale: data !== undefined && live.isStale,
      pending: pendingKind(api.util.selectPending(state), id),
      error,
      refetch: live.refetch,
    }
  }

  return {
    keep,
    viewOf,
    statusIn,
  }
}
