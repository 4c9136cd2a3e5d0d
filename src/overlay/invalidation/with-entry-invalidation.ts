import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import type { OptimisticUtil } from '../optimistic-api.ts'
import type { QueryNames, RowTypes } from '../recipes/recipes.ts'
import type { OverlayReducer } from '../reducer/reducer.ts'
import { createEventReader, isOwnAction } from '../rtk-query/actions.ts'
import type { SliceState } from '../rtk-query/entries.ts'
import {
  createKeyFinder,
  readSubscriptions,
  tagsOfEntry,
  withImmediateInvalidation,
} from '../rtk-query/entries.ts'
import type { Tag } from '../rtk-query/tags.ts'
import type { ConfirmRules } from './confirm.ts'
import { createConfirmer } from './confirm.ts'
import type { InvalidatingUtil, InvalidationSource } from './invalidations.ts'
import { createInvalidationReader } from './invalidations.ts'
import { createReadsInFlight } from './reads.ts'

/** How entries are invalidated. */
export interface EntryInvalidationOptions<D, Rows extends RowTypes> {
  /** Which rows are confirmed by a read of their own when only lists show them; none unless said. */
  readonly confirm?: ConfirmRules<QueryNames<D> & string, keyof Rows & string> | undefined
}

/** What is needed of an api: one that has optimistic updates. */
export interface InvalidatingApi<D, Rows extends RowTypes> extends InvalidationSource {
  readonly reducer: unknown
  readonly middleware: unknown
  readonly util: Pick<OptimisticUtil<D, Rows>, '~types' | 'selectOperations'>
}

interface Initiated {
  unsubscribe(): void
  then(listener: () => void): unknown
}

interface QueryEndpoint {
  initiate(arg: unknown, options: { subscribe?: boolean; forceRefetch: true }): never
}

/**
 * Makes an api refetch each invalidated entry, in place: at once, or once its request in flight is over, whatever
 * `invalidationBehavior` it was created with. That is RTK Query's `'immediately'`, and what it misses: an entry whose
 * answer provides tags that it did not provide when they were invalidated (a first answer always does), mutations that
 * were aborted after they had left or threw, and rows that only lists show (`confirm`).
 *
 * @returns the api itself.
 */
export const withEntryInvalidation = <A extends InvalidatingApi<D, Rows>, D, Rows extends RowTypes>(
  api: A & InvalidatingApi<D, Rows>,
  { confirm = {} }: EntryInvalidationOptions<D, Rows> = {},
): A => {
  const { reducerPath } = api
  const overlay = api.reducer as OverlayReducer
  const rtk = api.middleware as Middleware
  const keyOf = createKeyFinder(api)
  const readEvent = createEventReader(reducerPath)
  const readInvalidation = createInvalidationReader(api)
  const endpoints = api.endpoints as Record<string, QueryEndpoint | undefined>
  const { invalidateTags } = api.util as object as InvalidatingUtil

  const middleware: Middleware = (store) => {
    const reads = createReadsInFlight()
    const slice = () => (store.getState() as Record<string, SliceState | undefined>)[reducerPath]
    const providedBy = (queryCacheKey: string) => tagsOfEntry(slice(), queryCacheKey)

    const isWatched = (key: string) => readSubscriptions(api, store.dispatch)(key)

    const refetch = (queryCacheKey: string, tags: readonly Tag[]) => {
      const entry = slice()?.queries[queryCacheKey]
      const endpoint = entry && endpoints[entry.endpointName]
      // A read that is on its way is not sent twice, whether RTK Query or somebody else asked.
      if (!endpoint || reads.ask(queryCacheKey, tags)) return
      store.dispatch(
        endpoint.initiate(entry.originalArgs, { subscribe: false, forceRefetch: true }),
      )
    }

    const confirmRows = createConfirmer({
      rules: confirm,
      isBeingRead: (endpointName, tag) => {
        const key = keyOf(endpointName, tag.id)
        return key !== undefined && reads.ask(key, [tag])
      },
      watchersOf: (row, id) => {
        const state = slice()
        if (!state) return []
        const { rows } = overlay.indexOf(state)
        return rows.holdersOf({ type: row, id: String(id) }).filter(isWatched)
      },
      providedBy,
      read: (endpointName, id) => {
        const endpoint = endpoints[endpointName]
        if (!endpoint) return
        // Subscribed until it lands, so that RTK Query lets go of it as of any entry that nobody watches any more.
        const request: Initiated = store.dispatch(endpoint.initiate(id, { forceRefetch: true }))
        void request.then(() => request.unsubscribe())
      },
      refetch,
    })

    /** A read is over: is what it brought out of date already? */
    const settle = (requestId: string, queryCacheKey: string, before: readonly Tag[]) => {
      const stale = reads.end(requestId, [...before, ...providedBy(queryCacheKey)])
      const entry = slice()?.queries[queryCacheKey]
      // A snapshot came while it was on its way, and took its place: what it brought is not in the entry.
      const isLost =
        entry !== undefined && entry.requestId !== requestId && isWatched(queryCacheKey)
      if (stale.length === 0 && !isLost) return
      if (entry) refetch(queryCacheKey, stale)
      // Nobody watched it, so RTK Query has removed it; what it brought may still stand in lists.
      else confirmRows(stale)
    }

    /** Notes what an action begins, or puts out of date; returns what is due once RTK Query is through with it. */
    const prepare = (action: UnknownAction): (() => void) | undefined => {
      const event = readEvent(action)
      switch (event?.kind) {
        case 'reset':
          reads.clear()
          return undefined
        case 'query-started':
          reads.start(event.requestId, event.queryCacheKey)
          return undefined
        case 'query-landed':
        case 'query-ended': {
          const before = providedBy(event.queryCacheKey)
          return () => settle(event.requestId, event.queryCacheKey, before)
        }
      }
      const { tags, isSeenByRtk } = readInvalidation(action)
      if (tags.length === 0) return undefined
      if (!isSeenByRtk) return () => store.dispatch(invalidateTags(tags))
      // Before RTK Query asks the other entries again: those reads are new.
      reads.invalidate(tags)
      return () => confirmRows(tags)
    }

    const handleRtk = rtk(store)
    return (next) => {
      const handle = handleRtk(next)
      return (action) => {
        const finish = isOwnAction(action, reducerPath) ? prepare(action) : undefined
        const result = handle(action)
        finish?.()
        return result
      }
    }
  }

  return Object.assign(api, { middleware, reducer: withImmediateInvalidation(overlay) })
}
