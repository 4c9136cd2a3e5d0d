import type { Dispatch, UnknownAction } from '@reduxjs/toolkit'
import { isDangerousKey, isRecord } from './core/casing.ts'
import { invalid, throwable } from './core/errors.ts'
import { hydrateType, toServerState } from './overlay/reducer/snapshot.ts'
import type { Entry, SliceState } from './overlay/rtk-query/entries.ts'

/** What the server said, as plain data to be kept or sent: no operations, nothing in flight, no secrets. */
export interface VZapsSnapshot {
  /** The entries with an answer, by cache key. */
  readonly queries: Readonly<Record<string, SavedEntry>>
  /** What they provide, by type and id of the tag: cache keys. */
  readonly tags: Tags
}

/** An entry with an answer. */
export interface SavedEntry {
  readonly endpointName: string
  readonly originalArgs?: unknown
  readonly data: unknown
  /** Epoch ms of the answer. */
  readonly fulfilledTimeStamp: number
}

type Tags = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** What `util` has to keep an api's state. */
export interface PersistUtil {
  /** What the server said of all that is in the store, as plain data; nothing has to be called before. */
  snapshot(state: unknown): VZapsSnapshot
  /**
   * Brings a snapshot into the store. What the store knows already is newer and stays; what comes in counts as answered
   * when it was, so that RTK Query asks again only what is not fresh.
   *
   * @throws a `validation` error for what is no snapshot.
   */
  hydrate(snapshot: unknown): (dispatch: Dispatch, getState: () => unknown) => void
}

/** Never kept: one is about the session, the other pairs a phone. */
const transient: ReadonlySet<string> = new Set(['getAccessToken', 'getSessionQr'])

const isSaved = (value: unknown): value is SavedEntry =>
  isRecord(value) &&
  typeof value.endpointName === 'string' &&
  value.data !== undefined &&
  typeof value.fulfilledTimeStamp === 'number'

const pickTags = (tags: unknown, isKept: (key: unknown) => boolean): Tags => {
  const byType: Record<string, Record<string, string[]>> = {}
  for (const [type, ids] of Object.entries(isRecord(tags) ? tags : {})) {
    if (isDangerousKey(type)) continue
    for (const [id, keys] of Object.entries(isRecord(ids) ? ids : {})) {
      const kept = Array.isArray(keys) ? keys.filter(isKept) : []
      if (kept.length > 0) byType[type] = { ...byType[type], [id]: kept }
    }
  }
  return byType
}

/** An instance that was deleted: its entry ended with 404, and still has the data from before. */
const isGone = ({ error }: Entry): boolean => isRecord(error) && error.status === 404

/** This store has a newer answer, or is waiting for one. */
const isNewer = ({ status, data, fulfilledTimeStamp = Infinity }: Entry, saved: SavedEntry) =>
  (status === 'pending' || data !== undefined) && fulfilledTimeStamp >= saved.fulfilledTimeStamp

/** Under this id RTK Query keeps tags without one. */
const NO_ID = '__internal_without_id'

/** RTK Query looks tags up both ways. */
const withKeys = (tags: Tags) => {
  const keys: Record<string, { type: string; id?: string }[]> = {}
  for (const [type, ids] of Object.entries(tags)) {
    for (const [id, all] of Object.entries(ids)) {
      const tag = id === NO_ID ? { type } : { type, id }
      for (const key of all) keys[key] = [...(keys[key] ?? []), tag]
    }
  }
  return { tags, keys }
}

/** Makes the {@link PersistUtil} of an api. */
export const createPersistUtil = (reducerPath: string): PersistUtil => {
  const sliceOf = (state: unknown): Partial<SliceState> =>
    (isRecord(state) && (state[reducerPath] as Partial<SliceState> | undefined)) || {}

  return {
    snapshot: (state) => {
      const { queries = {}, provided } = toServerState(sliceOf(state))
      const saved: Record<string, SavedEntry> = {}
      for (const [key, entry] of Object.entries(queries)) {
        if (!isSaved(entry) || transient.has(entry.endpointName) || isGone(entry)) continue
        const { endpointName, originalArgs, data, fulfilledTimeStamp } = entry
        saved[key] = { endpointName, originalArgs, data, fulfilledTimeStamp }
      }
      const isKept = (key: unknown) => Object.hasOwn(saved, String(key))
      return { queries: saved, tags: pickTags(provided?.tags, isKept) }
    },
    hydrate: (snapshot) => {
      if (!isRecord(snapshot) || !isRecord(snapshot.queries)) {
        throw throwable(invalid('This is no snapshot: give what util.snapshot(state) returned'))
      }
      const { queries: saved, tags } = snapshot
      return (dispatch, getState) => {
        const { queries: known = {} } = sliceOf(getState())
        const queries: Record<string, unknown> = {}
        for (const [key, entry] of Object.entries(saved)) {
          // No cache key is called `__proto__` or its like: they hold the endpoint and its argument.
          if (isDangerousKey(key) || !isSaved(entry) || transient.has(entry.endpointName)) continue
          const there = Object.hasOwn(known, key) ? known[key] : undefined
          if (there && isNewer(there, entry)) continue
          // A time in the future, from a clock that was ahead, would keep it fresh for ever.
          const fulfilledTimeStamp = Math.min(entry.fulfilledTimeStamp, Date.now())
          queries[key] = { ...entry, fulfilledTimeStamp, status: 'fulfilled' }
        }
        const provided = withKeys(pickTags(tags, (key) => Object.hasOwn(queries, String(key))))
        const payload = { queries, mutations: {}, provided }
        dispatch({ type: hydrateType(reducerPath), payload } satisfies UnknownAction)
      }
    },
  }
}
