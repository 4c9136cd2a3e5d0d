import type { SerializedError } from '@reduxjs/toolkit'
import type { CoreModule, SkipToken } from '@reduxjs/toolkit/query'
import { skipToken } from '@reduxjs/toolkit/query'
import type { reactHooksModuleName, TypedUseQueryHookResult } from '@reduxjs/toolkit/query/react'
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react'
import { shallowEqual, useStore } from 'react-redux'
import type { VZapsExtras, VZapsRtkApi } from '../api.ts'
import type { VZapsBaseQuery } from '../core/base-query.ts'
import type { VZapsError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { Instance, InstancePage } from '../instances/schema.ts'
import type { PendingKind } from '../operations/operations.ts'
import { pendingKind } from '../operations/operations.ts'
import type { InstanceStatus } from './news.ts'
import { statusOf } from './news.ts'
import { pollInterval } from './poll-interval.ts'
import type { StatusTracker } from './tracker.ts'

/** What {@link StatusHooks.useInstanceStatus} gives. */
export interface InstanceStatusResult {
  /** The last status known; kept while a poll fails. */
  readonly data: InstanceStatus | undefined
  /** The first answer is on its way. */
  readonly isLoading: boolean
  /** There is data, but it is not being confirmed: the last poll failed, or the network is gone. */
  readonly isStale: boolean
  /** The operation under way on this instance, or null. */
  readonly pending: PendingKind | null
  readonly error: VZapsError | SerializedError | undefined
  /** Asks now; nothing while the hook is skipped. */
  refetch(): void
}

/** How often the server is asked. */
export interface LiveOptions {
  /** ms between polls; 15,000. 0: not at all. */
  readonly intervalMs?: number
}

/** {@link LiveOptions}, and a selection as in RTK Query: the hook renders when its result changes. */
export interface StatusOptions<R> extends LiveOptions {
  readonly selectFromResult?: (result: InstanceStatusResult) => R
}

type ReactApi = VZapsRtkApi<'vzaps', CoreModule | typeof reactHooksModuleName> & VZapsExtras

/** The live hooks: they poll while they are mounted, the page is visible and the network is there. */
export interface StatusHooks {
  /**
   * An instance's live status. Any number of components on one id cost one request an interval; 2 s while it is being
   * restarted or paired, none after `auth` or 404, signed out or offline.
   */
  useInstanceStatus<R = InstanceStatusResult>(
    instanceId: string | SkipToken,
    options?: StatusOptions<R>,
  ): R
  /** `useListInstancesQuery` that stays live: the same result, polled. */
  useLiveInstances(
    args?: ListInstancesArgs | SkipToken,
    options?: LiveOptions,
  ): TypedUseQueryHookResult<InstancePage, ListInstancesArgs | void, VZapsBaseQuery>
}

const DEFAULT_INTERVAL_MS = 15_000

const livePolling = {
  skipPollingIfUnfocused: true,
  refetchOnFocus: true,
  refetchOnReconnect: true,
} as const

/** Makes the live hooks of one api. */
export const createStatusHooks = (
  api: ReactApi,
  { online }: Pick<Platform, 'online'>,
): StatusHooks => {
  const { getInstance, listInstances } = api.endpoints
  // One object for one row, so that reading it again is no change.
  const derived = new WeakMap<Instance, InstanceStatus>()
  const fromRow = (row: Instance, changedAt: number): InstanceStatus => {
    const known = derived.get(row)
    if (known) return known
    const status: InstanceStatus = { ...statusOf(row), changedAt, source: 'poll' }
    derived.set(row, status)
    return status
  }

  /** Reads what a status is made of (state, tracker, network); renders when what `read` makes of it changes. */
  const useLive = <R>(
    read: (state: unknown, tracker: StatusTracker, isOnline: boolean) => R,
  ): R => {
    const store = useStore()
    const { status } = useMemo(() => api.connect(store), [store])
    const last = useRef<R>(undefined)
    const subscribe = useCallback(
      (listener: () => void) => {
        const tracking = status.changes$.subscribe(listener)
        const leave = [store.subscribe(listener), online.subscribe(listener)]
        return () => {
          tracking.unsubscribe()
          for (const stop of leave) stop()
        }
      },
      [store, status],
    )
    const get = () => {
      const value = read(store.getState(), status, online.get())
      if (!shallowEqual(value, last.current)) last.current = value
      return last.current as R
    }
    return useSyncExternalStore(subscribe, get, get)
  }

  const useInstanceStatus = <R = InstanceStatusResult>(
    instanceId: string | SkipToken,
    { intervalMs = DEFAULT_INTERVAL_MS, selectFromResult }: StatusOptions<R> = {},
  ): R => {
    const id = instanceId === skipToken ? undefined : (instanceId as string)
    const selectEntry = useMemo(() => getInstance.select(instanceId as string), [instanceId])
    const entryIn = (state: unknown) => selectEntry(state as Parameters<typeof selectEntry>[0])

    const pollingInterval = useLive((state, tracker, isOnline) =>
      pollInterval({
        intervalMs,
        error: entryIn(state).error,
        isOnline,
        isInTransition: id !== undefined && tracker.isInTransition(id),
      }),
    )
    const { refetch } = getInstance.useQuerySubscription(instanceId, {
      ...livePolling,
      pollingInterval,
    })
    const refetchIfAny = useCallback(() => {
      if (id !== undefined) void refetch()
    }, [id, refetch])

    return useLive((state, tracker, isOnline) => {
      const { data: row, fulfilledTimeStamp, error } = entryIn(state)
      // Only a row that came by other ways than a request (rehydrated, say) is unknown to the tracker.
      const known = id === undefined ? undefined : tracker.get(id)
      const data = known ?? (row && fromRow(row, fulfilledTimeStamp ?? 0))
      const result: InstanceStatusResult = {
        data,
        isLoading: id !== undefined && data === undefined && error === undefined,
        isStale: data !== undefined && (error !== undefined || !isOnline),
        pending: id === undefined ? null : pendingKind(api.selectPending(state), id),
        error,
        refetch: refetchIfAny,
      }
      return selectFromResult ? selectFromResult(result) : (result as R)
    })
  }

  const useLiveInstances: StatusHooks['useLiveInstances'] = (
    args,
    { intervalMs = DEFAULT_INTERVAL_MS } = {},
  ) => {
    const { error, rows } = listInstances.useQueryState(args, {
      selectFromResult: ({ error, currentData }) => ({ error, rows: currentData?.content }),
    })
    const pollingInterval = useLive((_state, tracker, isOnline) =>
      pollInterval({
        intervalMs,
        error,
        isOnline,
        isInTransition: rows?.some(({ id }) => tracker.isInTransition(id)) ?? false,
      }),
    )
    return listInstances.useQuery(args, { ...livePolling, pollingInterval })
  }

  return { useInstanceStatus, useLiveInstances }
}
