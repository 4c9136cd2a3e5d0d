import type { CoreModule, SkipToken } from '@reduxjs/toolkit/query'
import { skipToken } from '@reduxjs/toolkit/query'
import type { reactHooksModuleName, TypedUseQueryHookResult } from '@reduxjs/toolkit/query/react'
import { useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ReactReduxContextValue } from 'react-redux'
import { ReactReduxContext, useStore } from 'react-redux'
import type { VZapsRtkApi } from '../api-types.ts'
import type { VZapsBaseQuery } from '../core/calls/base-query.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { InstancePage } from '../instances/schema.ts'
import type { WatchOptions } from '../status/connection.ts'
import type { HubDoor } from '../status/door.ts'
import type { InstanceStatusResult } from '../status/view.ts'
import { createViews, nothingLive, skipped } from '../status/view.ts'
import type { LiveOptions } from '../status/watch.ts'
import type { InnerConnection } from '../store-parts.ts'
import type { Source } from './use-selected.ts'
import { useSelected } from './use-selected.ts'

/** The options of {@link StatusHooks.useInstanceStatus}. */
export interface StatusOptions<R> extends WatchOptions {
  /** Asks and watches nothing. */
  readonly skip?: boolean | undefined
  /** What the hook gives; it renders when that changes. */
  readonly selectFromResult?: ((result: InstanceStatusResult) => R) | undefined
}

/** What {@link StatusHooks.useLiveInstances} gives: what `useListInstancesQuery` does. */
export type LiveInstancesResult = TypedUseQueryHookResult<
  InstancePage,
  ListInstancesArgs | void,
  VZapsBaseQuery
>

/** The options of {@link StatusHooks.useLiveInstances}. */
export interface LiveInstancesOptions<R> extends LiveOptions<InstancePage> {
  /** Asks and watches nothing. */
  readonly skip?: boolean | undefined
  /** What the hook gives besides `refetch`; it renders when that changes. */
  readonly selectFromResult?: ((result: Omit<LiveInstancesResult, 'refetch'>) => R) | undefined
}

/** When a status was last confirmed. */
export interface StatusFreshness {
  /** Epoch ms of the last answer that showed the instance, whether anything had changed or not. */
  readonly confirmedAt: number | undefined
}

/** The live hooks. They poll while they are mounted, the page is visible and the network is there. */
export interface StatusHooks {
  /**
   * An instance's live status. Any number of components cost the fewest requests that tell of all their instances: none
   * for those on a live list. It renders when its result changes, not when a poll confirms the same.
   */
  useInstanceStatus<R = InstanceStatusResult>(
    instanceId: string | SkipToken,
    options?: StatusOptions<R>,
  ): R
  /** When an instance's status was last confirmed: renders with each poll that does. It polls nothing itself. */
  useInstanceStatusFreshness(instanceId: string | SkipToken): StatusFreshness
  /** `useListInstancesQuery` that stays live: the same result; a poll never makes it `isFetching`. */
  useLiveInstances<R extends object = LiveInstancesResult>(
    args?: ListInstancesArgs | SkipToken | void,
    options?: LiveInstancesOptions<R>,
  ): R & Pick<LiveInstancesResult, 'refetch'>
}

type ReactApi = VZapsRtkApi<'vzaps', CoreModule | typeof reactHooksModuleName> & {
  connect(store: object): unknown
}

const quiet = {
  pollingInterval: 0,
  refetchOnFocus: false,
  refetchOnReconnect: false,
  refetchOnMountOrArgChange: false,
} as const

const asItIs = <T>(value: T): T => value

const nothing = () => {}
const noSubscription = () => nothing

/** What the hub has to look at again when it changes; what a function gives it asks for each time. */
const rateOf = ({ pollingInterval, skipPollingIfUnfocused }: LiveOptions<never>) =>
  String([typeof pollingInterval === 'function' || pollingInterval, skipPollingIfUnfocused])

/** Makes the live hooks of one api. */
export const createStatusHooks = (api: ReactApi): StatusHooks => {
  const { listInstances } = api.endpoints
  const views = createViews(api as never)

  const useHub = () => {
    const store = useStore()
    return useMemo(() => (api.connect(store) as InnerConnection).live.hub, [store])
  }

  /** The state that a server rendered, where an app gave it to the provider. */
  const useServerState = () => {
    const { getServerState, store } = useContext(ReactReduxContext) as ReactReduxContextValue
    return getServerState ?? store.getState
  }

  /** The options as they are now, for a watch that stays; tells the hub when its rates change. */
  const useOptions = (
    options: LiveOptions<never>,
    hub: HubDoor,
    instanceId?: string,
  ): (() => LiveOptions<never>) => {
    const [given] = useState(() => {
      const current = { options, get: () => current.options }
      return current
    })
    useEffect(() => {
      const before = rateOf(given.options)
      given.options = options
      if (rateOf(options) !== before) hub.wake(instanceId)
    })
    return given.get
  }

  const useInstanceStatus = <R = InstanceStatusResult>(
    instanceId: string | SkipToken,
    { skip = false, selectFromResult, push, ...options }: StatusOptions<R> = {},
  ): R => {
    const hub = useHub()
    const getServerState = useServerState()
    const id = skip || instanceId === skipToken ? undefined : (instanceId as string)
    const given = useOptions(options, hub, id)
    // biome-ignore lint/correctness/useExhaustiveDependencies: the server's state is for hydration alone, another one is no reason to watch anew
    const source = useMemo((): Source<InstanceStatusResult> => {
      // The same object while nothing about it changes.
      const keeping = (make: (known: string) => InstanceStatusResult) => {
        let seen: InstanceStatusResult | undefined
        return () => {
          seen = id === undefined ? skipped : views.keep(seen, make(id))
          return seen
        }
      }
      return {
        subscribe: (notify) =>
          id === undefined ? nothing : hub.watch(id, { options: given, notify, push }),
        read: keeping(hub.read),
        readServer: keeping((known) => views.viewOf(getServerState(), known, nothingLive)),
      }
    }, [hub, id, given, push])
    const select = selectFromResult ?? (asItIs as (result: InstanceStatusResult) => R)
    return useSelected(source, select)
  }

  const useInstanceStatusFreshness = (instanceId: string | SkipToken): StatusFreshness => {
    const hub = useHub()
    const id = instanceId === skipToken ? undefined : (instanceId as string)
    const subscribe = useMemo(
      () =>
        id === undefined ? noSubscription : (listener: () => void) => hub.follow(id, listener),
      [hub, id],
    )
    const get = () => (id === undefined ? undefined : hub.confirmedAt(id))
    const confirmedAt = useSyncExternalStore(subscribe, get, nothing as () => undefined)
    return useMemo(() => ({ confirmedAt }), [confirmedAt])
  }

  const useLiveInstances = <R extends object = LiveInstancesResult>(
    args?: ListInstancesArgs | SkipToken | void,
    { skip = false, selectFromResult, ...options }: LiveInstancesOptions<R> = {},
  ): R & Pick<LiveInstancesResult, 'refetch'> => {
    const hub = useHub()
    const isSkipped = skip || args === skipToken
    const given = useOptions(options as LiveOptions<never>, hub)
    // Arguments that mean the same are often new objects.
    const key = isSkipped ? undefined : hub.keyOf(args as ListInstancesArgs | undefined)
    const latest = useRef(args)
    useEffect(() => {
      latest.current = args
    })
    const subscribe = useMemo(
      () =>
        key === undefined
          ? noSubscription
          : (notify: () => void) =>
              hub.watchList(latest.current as ListInstancesArgs, { options: given, notify }),
      [hub, key, given],
    )
    const getError = () => (key === undefined ? undefined : hub.listError(key))
    const error = useSyncExternalStore(subscribe, getError, nothing as () => undefined)
    const withError = (state: Omit<LiveInstancesResult, 'refetch'>) => {
      // As RTK Query's own hooks have it: what is about to be asked for is loading, on a server too.
      const isNew = state.isUninitialized && !isSkipped
      const pending = { isUninitialized: false, isFetching: true, status: 'pending' }
      const result = isNew
        ? ({ ...state, ...pending, isLoading: state.data === undefined } as typeof state)
        : state
      const shown =
        error && !result.isFetching
          ? { ...result, error, isError: true, isSuccess: false, status: 'rejected' }
          : result
      return selectFromResult ? selectFromResult(shown as typeof result) : shown
    }
    const { refetch } = listInstances.useQuerySubscription(args as ListInstancesArgs, {
      ...quiet,
      skip: isSkipped,
    })
    const result = listInstances.useQueryState(args as ListInstancesArgs, {
      skip: isSkipped,
      selectFromResult: withError as never,
    })
    return useMemo(() => ({ ...(result as object), refetch }) as never, [result, refetch])
  }

  return { useInstanceStatus, useInstanceStatusFreshness, useLiveInstances }
}
