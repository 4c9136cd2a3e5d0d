import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import type { QueryNames, RowTypes } from '../recipes/recipes.ts'
import type { OverlayReducer } from '../reducer/reducer.ts'
import { createEventReader, invalidatingActions } from '../rtk-query/actions.ts'
import type { SliceState } from '../rtk-query/entries.ts'
import {
  createKeyFinder,
  readSubscriptions,
  withImmediateInvalidation,
} from '../rtk-query/entries.ts'
import type { Optimistic } from '../with-optimistic-updates.ts'
import type { ConfirmRules } from './confirm.ts'
import { createConfirmer } from './confirm.ts'
import type { EnhanceableApi } from './invalidations.ts'
import { createInvalidationReader } from './invalidations.ts'
import { createReadsInFlight } from './reads.ts'

/** How entries are invalidated. */
export interface EntryInvalidationOptions<D, Rows extends RowTypes> {
  /** Which rows are confirmed by a read of their own when only lists show them; none unless said. */
  readonly confirm?: ConfirmRules<QueryNames<D> & string, keyof Rows & string>
}

/** What is needed of an api: one that has optimistic updates. */
export interface InvalidatingApi<D, Rows extends RowTypes> extends EnhanceableApi {
  readonly reducer: unknown
  readonly middleware: unknown
  readonly endpoints: object
  readonly util: object
  readonly optimistic: Optimistic<D, Rows>
}

interface Initiated {
  unsubscribe(): void
  then(listener: () => void): unknown
}

interface QueryEndpoint {
  initiate(arg: unknown, options?: { subscribe: boolean; forceRefetch: boolean }): never
}

/**
 * Replaces RTK Query's way to invalidate, in place: each entry is refetched at once, or once its request in flight is
 * over. RTK Query either waits until nothing at all is in flight, which under polling is never, or loses what is
 * invalidated meanwhile (`invalidationBehavior`). Mutations that were aborted after they had left invalidate too.
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
  const { manual } = invalidatingActions(reducerPath)
  const readEvent = createEventReader(reducerPath)
  const readInvalidation = createInvalidationReader(api)
  const endpoints = api.endpoints as Record<string, QueryEndpoint | undefined>

  const middleware: Middleware = (store) => {
    const reads = createReadsInFlight()
    const slice = () => (store.getState() as Record<string, SliceState | undefined>)[reducerPath]

    const refetch = (queryCacheKey: string) => {
      const entry = slice()?.queries[queryCacheKey]
      const endpoint = entry && endpoints[entry.endpointName]
      if (!entry || !endpoint || reads.mark(queryCacheKey)) return
      store.dispatch(
        endpoint.initiate(entry.originalArgs, { subscribe: false, forceRefetch: true }),
      )
    }

    const read = (endpointName: string, id: string | number) => {
      const endpoint = endpoints[endpointName]
      if (!endpoint) return
      // Subscribed until it lands, so that RTK Query lets go of it as of any entry that nobody watches any more.
      const request: Initiated = store.dispatch(endpoint.initiate(id))
      void request.then(() => request.unsubscribe())
    }

    const confirmRows = createConfirmer({
      rules: confirm,
      hasEntry: (endpointName, id) => {
        const key = keyOf(endpointName, id)
        return key !== undefined && slice()?.queries[key] !== undefined
      },
      watchersOf: (row, id) => {
        const state = slice()
        if (!state) return []
        const keys = overlay.indexOf(state).rows.find(row, String(id))?.positions.keys() ?? []
        const isWatched = readSubscriptions(api, store.dispatch)
        return [...keys].filter(isWatched)
      },
      read,
      refetch,
    })

    const follow = (action: UnknownAction) => {
      const event = readEvent(action)
      switch (event?.kind) {
        case 'query-started':
          reads.start(event.requestId, event.queryCacheKey)
          break
        case 'query-landed':
        case 'query-ended': {
          const provided = slice()?.provided.keys[event.queryCacheKey] ?? []
          if (reads.end(event.requestId, provided)) refetch(event.queryCacheKey)
          break
        }
        case 'reset':
          reads.clear()
          break
      }
    }

    const handleRtk = rtk(store)
    return (next) => {
      const handle = handleRtk(next)
      return (action) => {
        if (!isOwnAction(action, reducerPath)) return handle(action)
        const { tags, isSeenByRtk } = readInvalidation(action)
        // Before RTK Query asks the other entries again: those reads are new.
        if (tags.length > 0) reads.invalidate(tags)
        const result = handle(action)
        follow(action)
        if (tags.length > 0) {
          if (!isSeenByRtk) store.dispatch({ type: manual, payload: tags })
          else confirmRows(tags)
        }
        return result
      }
    }
  }

  return Object.assign(api, { middleware, reducer: withImmediateInvalidation(overlay) })
}

const isOwnAction = (action: unknown, reducerPath: string): action is UnknownAction =>
  typeof action === 'object' &&
  action !== null &&
  'type' in action &&
  typeof action.type === 'string' &&
  action.type.startsWith(`${reducerPath}/`)
