import type { Instance } from '../instances/schema.ts'
import { createKeyFinder } from '../overlay/rtk-query/entries.ts'
import type { HubParts } from './hub-parts.ts'

/** The endpoints that polls ask. */
export type PolledEndpoint = 'listInstances' | 'getInstance'

/** The store's cache as a hub sees it; what polls see and write of it is in `poll-cache.ts`. */
export type Cache = ReturnType<typeof createCache>

/** Makes it. */
export const createCache = ({ api, store, tellRows }: HubParts) => {
  const { dispatch, getState } = store
  const keyOf = createKeyFinder(api)

  return {
    rowOf: (id: string): Instance | undefined => api.util.selectRow(getState(), 'Instance', id),
    slotOf: (name: PolledEndpoint, arg: unknown): string => keyOf(name, arg) ?? '',
    clock: () => api.util.selectClock(getState()),
    /** It is gone: from wherever it is shown. */
    tellGone: (id: string, asOf: number): void => {
      dispatch(tellRows([{ type: 'Instance', id, gone: true }], { asOf }))
    },
  }
}
