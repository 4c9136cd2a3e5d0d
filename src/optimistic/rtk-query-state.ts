/**
 * The only file that knows where RTK Query 2 keeps its cache entries and how it names its actions. RTK Query 3 moves
 * entries to `queries[endpointName][queryCacheKey]` (Redux Toolkit #5503).
 */
import type { Reducer, UnknownAction } from '@reduxjs/toolkit'
import type { InfiniteData } from '@reduxjs/toolkit/query'
import type { Overlay } from './operations.ts'

/** A cache entry, as far as it matters here. */
export interface Entry {
  readonly endpointName: string
  readonly originalArgs?: unknown
  readonly requestId?: string
  readonly data?: unknown
}

interface Tag {
  readonly type: string
  readonly id?: string | number
}

/** RTK Query's own slice state. */
export interface RtkState {
  readonly queries: Readonly<Record<string, Entry | undefined>>
  readonly provided: {
    readonly tags: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>>
    readonly keys: Readonly<Record<string, readonly Tag[] | undefined>>
  }
  readonly config: { readonly invalidationBehavior?: string }
}

/** The slice state with the overlay in it. */
export interface SliceState extends RtkState {
  readonly overlay: Overlay
}

/** The slice's state as its two parts. */
export const splitState = (
  state: SliceState,
): { readonly rtk: RtkState; readonly overlay: Overlay } => {
  const { overlay, ...rtk } = state
  return { rtk, overlay }
}

/** Reads the overlay's clock out of a store's state: it counts the starts and ends of requests. */
export const selectClockIn =
  (reducerPath: string) =>
  (state: unknown): number =>
    (state as Record<string, Partial<SliceState> | undefined>)[reducerPath]?.overlay?.clock ?? 0

/** RTK Query's own reducer. */
export type RtkReducer = Reducer<RtkState, UnknownAction>

/** What an action of the api means for the cache. */
export type CacheEvent =
  | {
      readonly kind: 'query-started'
      readonly queryCacheKey: string
      readonly requestId: string
      readonly endpointName: string
    }
  | {
      readonly kind: 'query-landed'
      readonly queryCacheKey: string
      readonly requestId: string
      /** The clock when the try that was answered was handed to fetch, where the base query says so. */
      readonly sentSeq: number | undefined
      readonly isUpsert: boolean
      readonly direction: 'forward' | 'backward' | undefined
    }
  | { readonly kind: 'query-ended'; readonly queryCacheKey: string; readonly requestId: string }
  | {
      readonly kind: 'mutation-started'
      readonly requestId: string
      readonly endpointName: string
      readonly arg: unknown
      readonly startedTimeStamp: number
    }
  | { readonly kind: 'mutation-settled'; readonly requestId: string; readonly result: unknown }
  | {
      readonly kind: 'mutation-failed'
      readonly requestId: string
      readonly error: unknown
      readonly isAborted: boolean
    }
  | { readonly kind: 'written'; readonly queryCacheKeys: readonly string[] }
  | { readonly kind: 'removed'; readonly queryCacheKey: string }
  | { readonly kind: 'reset' }
  /** The overlay's own actions. */
  | { readonly kind: 'told'; readonly news: SettledNews }
  | { readonly kind: 'dismissed'; readonly requestId: string }

/** A mutation that was carried out elsewhere: by another client, and told by a push. */
export interface SettledNews {
  readonly requestId: string
  readonly endpointName: string
  readonly arg: unknown
  readonly result: unknown
  /** Epoch ms. */
  readonly startedTimeStamp: number
}

interface ThunkMeta {
  readonly requestId: string
  readonly startedTimeStamp?: number
  readonly condition?: boolean
  readonly aborted?: boolean
  readonly baseQueryMeta?: { readonly sentSeq?: unknown }
  readonly arg: {
    readonly endpointName: string
    readonly originalArgs?: unknown
    readonly queryCacheKey: string
    readonly direction?: 'forward' | 'backward'
  }
}

interface ThunkAction {
  readonly type: string
  readonly payload?: unknown
  readonly error?: unknown
  readonly meta: ThunkMeta
}

/** `upsertQueryData` runs the query with a function of its own, which stands in the argument under this symbol. */
const isUpsert = (arg: object): boolean =>
  Object.getOwnPropertySymbols(arg).some(
    (symbol) =>
      symbol.description === 'forceQueryFn' &&
      (arg as Record<symbol, unknown>)[symbol] !== undefined,
  )

type Reader<Action> = (action: Action) => CacheEvent | undefined

const queryReaders: Readonly<Record<string, Reader<ThunkAction>>> = {
  pending: ({ meta: { requestId, arg } }) => {
    const { queryCacheKey, endpointName } = arg
    return isUpsert(arg)
      ? { kind: 'written', queryCacheKeys: [queryCacheKey] }
      : { kind: 'query-started', queryCacheKey, requestId, endpointName }
  },
  fulfilled: ({ meta: { requestId, baseQueryMeta, arg } }) => {
    const { queryCacheKey, direction } = arg
    const seq = baseQueryMeta?.sentSeq
    const sentSeq = typeof seq === 'number' ? seq : undefined
    return {
      kind: 'query-landed',
      queryCacheKey,
      requestId,
      sentSeq,
      isUpsert: isUpsert(arg),
      direction,
    }
  },
  rejected: ({ meta: { requestId, condition, arg } }) =>
    condition ? undefined : { kind: 'query-ended', queryCacheKey: arg.queryCacheKey, requestId },
}

const mutationReaders: Readonly<Record<string, Reader<ThunkAction>>> = {
  pending: ({ meta: { requestId, startedTimeStamp = 0, arg } }) => {
    const { endpointName, originalArgs } = arg
    return {
      kind: 'mutation-started',
      requestId,
      endpointName,
      arg: originalArgs,
      startedTimeStamp,
    }
  },
  fulfilled: ({ meta: { requestId }, payload }) => ({
    kind: 'mutation-settled',
    requestId,
    result: payload,
  }),
  rejected: ({ meta: { requestId, aborted }, payload, error }) => ({
    kind: 'mutation-failed',
    requestId,
    error: payload ?? error,
    isAborted: aborted === true,
  }),
}

const writeReaders: Readonly<Record<string, Reader<UnknownAction>>> = {
  removeQueryResult: ({ payload }) => ({
    kind: 'removed',
    ...(payload as { queryCacheKey: string }),
  }),
  queryResultPatched: ({ payload }) => ({
    kind: 'written',
    queryCacheKeys: [(payload as { queryCacheKey: string }).queryCacheKey],
  }),
  cacheEntriesUpserted: ({ payload }) => {
    const entries = payload as readonly { queryDescription: { queryCacheKey: string } }[]
    return {
      kind: 'written',
      queryCacheKeys: entries.map((e) => e.queryDescription.queryCacheKey),
    }
  },
}

const ownReaders: Readonly<Record<string, Reader<UnknownAction>>> = {
  settle: ({ payload }) => ({ kind: 'told', news: payload as SettledNews }),
  dismiss: ({ payload }) => ({ kind: 'dismissed', requestId: String(payload) }),
}

/** Reads the api's own actions; `undefined` for all others. */
export const createEventReader = (reducerPath: string) => {
  const readers = new Map<unknown, Reader<never>>()
  const add = (group: string, some: Readonly<Record<string, Reader<never>>>) => {
    for (const [name, reader] of Object.entries(some)) {
      readers.set(`${reducerPath}/${group}${name}`, reader)
    }
  }
  add('executeQuery/', queryReaders)
  add('executeMutation/', mutationReaders)
  add('queries/', writeReaders)
  add('overlay/', ownReaders)
  add('', { resetApiState: () => ({ kind: 'reset' }) })
  return (action: UnknownAction): CacheEvent | undefined =>
    readers.get(action.type)?.(action as never)
}

/**
 * Runs RTK Query's reducer on a few entries only, so that it sees their server values and Immer does not copy the whole
 * map of entries. In the result `queries` holds just these.
 */
export const reduceEntries = (
  inner: RtkReducer,
  state: RtkState,
  action: UnknownAction,
  entries: RtkState['queries'],
): RtkState => inner({ ...state, queries: entries }, action)

/**
 * A further page of an infinite query comes with the pages before it as they were shown when it was asked for: the
 * server's own are kept, and only the new page is taken.
 */
export const keepServerPages = (
  action: UnknownAction,
  direction: 'forward' | 'backward',
  server: unknown,
): UnknownAction => {
  const before = server as InfiniteData<unknown, unknown> | undefined
  const payload = action.payload as InfiniteData<unknown, unknown>
  if (!before) return action
  const isNew =
    payload.pageParams.length !== before.pageParams.length ||
    payload.pageParams.some((param, i) => param !== before.pageParams[i])
  const size = payload.pages.length
  const added = direction === 'forward' ? payload.pages.slice(-1) : payload.pages.slice(0, 1)
  const pages = !isNew
    ? before.pages
    : direction === 'forward'
      ? [...before.pages, ...added].slice(-size)
      : [...added, ...before.pages].slice(0, size)
  return { ...action, payload: { ...payload, pages } }
}

/** The cache key of an endpoint's argument, whichever `serializeQueryArgs` made it. */
export const createKeyFinder =
  (api: { readonly reducerPath: string; readonly endpoints: object }) =>
  (endpointName: string, queryArg: unknown): string | undefined => {
    const endpoints = api.endpoints as Record<
      string,
      { select?: (arg: unknown) => (state: unknown) => unknown } | undefined
    >
    const endpoint = endpoints[endpointName]
    let key: string | undefined
    // RTK Query does not give keys away, but its selector looks the entry up by one.
    const queries = new Proxy(
      {},
      {
        get: (_target, name) => {
          if (typeof name === 'string') key ??= name
          return undefined
        },
      },
    )
    endpoint?.select?.(queryArg)({ [api.reducerPath]: { queries } })
    return key
  }

/** The keys of entries that provide a tag; a tag without an id stands for all of its type. */
export const keysOfTag = ({ tags }: RtkState['provided'], tag: Tag | string): readonly string[] => {
  const { type, id } = typeof tag === 'string' ? { type: tag, id: undefined } : tag
  const byId = tags[type] ?? {}
  return id === undefined ? Object.values(byId).flat() : (byId[String(id)] ?? [])
}

/** How the actions begin that start and end mutations, and which one invalidates by hand. */
export const invalidatingActions = (reducerPath: string) => ({
  mutations: `${reducerPath}/executeMutation/`,
  manual: `${reducerPath}/invalidateTags`,
})

/** Tells whether a component watches an entry. */
export const readSubscriptions = (
  api: object,
  dispatch: (action: UnknownAction) => unknown,
): ((queryCacheKey: string) => boolean) => {
  // RTK Query's hooks ask it the same way: its middleware answers with what it knows of subscriptions.
  const { internalActions } = api as {
    internalActions?: { internal_getRTKQSubscriptions?: () => UnknownAction }
  }
  const ask = internalActions?.internal_getRTKQSubscriptions
  const known = ask && (dispatch(ask()) as { getSubscriptionCount?: (key: string) => number })
  return (key) => known?.getSubscriptionCount === undefined || known.getSubscriptionCount(key) > 0
}

/** RTK Query reads from its state how it is to invalidate: `immediately`, whatever the api was created with. */
export const withImmediateInvalidation = <
  R extends (state: never, action: UnknownAction) => SliceState,
>(
  reducer: R,
): R => {
  const reduce = (state: never, action: UnknownAction): SliceState => {
    const next = reducer(state, action)
    if (next.config.invalidationBehavior === 'immediately') return next
    return { ...next, config: { ...next.config, invalidationBehavior: 'immediately' } }
  }
  return Object.assign(reduce as R, reducer)
}
