import type { Instance } from '../instances/schema.ts'
import { createKeyFinder } from '../overlay/rtk-query/entries.ts'
import type { HubParts } from './hub-parts.ts'

/** The store's cache as a hub sees it; what polls write into it is in `poll-cache.ts`. */
export type Cache = ReturnType<typeof createCache>

/** An entry, as far as it matters here. */
export interface CacheEntry {
  readonly status?: string
  readonly data?: unknown
  readonly error?: unknown
  readonly fulfilledTimeStamp?: number
}

/** The endpoints that polls ask. */
export type PolledEndpoint = 'listInstances' | 'getInstance'

/** Makes it. */
export const createCache = ({ api, store, tellRows }: HubParts) => {
  const { dispatch, getState } = store
  const keyOf = createKeyFinder(api)

  const entryOf = (name: PolledEndpoint, arg: unknown): CacheEntry =>
    api.endpoints[name].select(arg as never)(getState() as never) as CacheEntry

  /** What is under way in the store. */
  const pending = (): Pending =>
    (getState() as Record<string, { overlay?: Pending } | undefined>)[api.reducerPath]?.overlay ??
    nothing

  /** Is any read on its way? It is asked for each of many instances, so it looks at no more than the first. */
  const isReading = (): boolean => {
    for (const _ in pending().inflight) return true
    return false
  }

  return {
    entryOf,
    pending,
    isReading,
    rowOf: (id: string): Instance | undefined => api.util.selectRow(getState(), 'Instance', id),
    slotOf: (name: PolledEndpoint, arg: unknown): string => keyOf(name, arg) ?? '',
    isAsked: (name: PolledEndpoint, arg: unknown): boolean =>
      isReading() && entryOf(name, arg).status === 'pending',
    clock: () => api.util.selectClock(getState()),
    tell: (id: string, fields: Partial<Instance> | undefined, asOf: number): void => {
      const news = fields ? { type: 'Instance', id, fields } : { type: 'Instance', id, gone: true }
      dispatch(tellRows([news as never], { asOf }))
    },
  }
}

interface Pending {
  readonly operations: readonly unknown[]
  readonly inflight: object
}

const nothing: Pending = { operations: [], inflight: {} }
