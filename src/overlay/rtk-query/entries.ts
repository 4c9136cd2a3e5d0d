/**
 * The only file that knows where RTK Query 2 keeps its cache entries. RTK Query 3 moves them to
 * `queries[endpointName][queryCacheKey]` (Redux Toolkit #5503).
 */
import type { Reducer, UnknownAction } from '@reduxjs/toolkit'
import type { Overlay } from '../operations/overlay.ts'

/** A cache entry, as far as it matters here. */
export interface Entry {
  readonly endpointName: string
  readonly originalArgs?: unknown
  readonly requestId?: string
  readonly status?: string
  readonly data?: unknown
  /** Why the last read was rejected. */
  readonly error?: unknown
  /** Epoch ms of the last answer. */
  readonly fulfilledTimeStamp?: number
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

/** The cache keys of the entries that differ between two states. */
export const changedKeys = (
  before: RtkState['queries'],
  after: RtkState['queries'],
): readonly string[] =>
  Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key])

/** RTK Query's own reducer. */
export type RtkReducer = Reducer<RtkState, UnknownAction>

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
  const byId = own(tags, type) ?? {}
  return id === undefined ? Object.values(byId).flat() : (own(byId, String(id)) ?? [])
}

/** The tags that an entry provides. */
export const tagsOfEntry = (state: RtkState | undefined, queryCacheKey: string): readonly Tag[] =>
  (state && own(state.provided.keys, queryCacheKey)) ?? []

/** A tag, or a key, may be called `constructor`. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

interface MiddlewareState {
  getSubscriptionCount(queryCacheKey: string): number
}

/** Tells whether a component watches an entry; in a store without the api's middleware, everything is watched. */
export const readSubscriptions = (
  { util }: { readonly util: object },
  dispatch: (thunk: never) => unknown,
): ((queryCacheKey: string) => boolean) => {
  const { getMiddlewareState } = util as { getMiddlewareState(): unknown }
  const known = dispatch(getMiddlewareState() as never) as MiddlewareState | undefined
  return (key) => known === undefined || known.getSubscriptionCount(key) > 0
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
