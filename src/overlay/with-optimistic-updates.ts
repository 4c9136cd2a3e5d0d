import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { createSelector, nanoid } from '@reduxjs/toolkit'
import { followEndpoints } from './follow-endpoints.ts'
import { followCreates, giveRealIds } from './making/follow-creates.ts'
import { createMadeRows } from './making/made-rows.ts'
import type { Operation } from './operations/operation.ts'
import { rowKey } from './operations/operation.ts'
import type { Overlay } from './operations/overlay.ts'
import { baseOf, emptyOverlay } from './operations/overlay.ts'
import type {
  InspectUtil,
  OptimisticApi,
  OptimisticUtil,
  WithOptimistic,
} from './optimistic-api.ts'
import { readAsOf, readNews } from './recipes/news.ts'
import type { DataOf, OptimisticOptions, RowTypes } from './recipes/recipes.ts'
import type { AnyOptions } from './recipes/schema.ts'
import { createSchema } from './recipes/schema.ts'
import type { ActionListener } from './reducer/origin.ts'
import { claimStates } from './reducer/origin.ts'
import { readServerValues } from './reducer/read-server-values.ts'
import { createOverlayReducer } from './reducer/reducer.ts'
import { isSameList } from './rows/identity.ts'
import type { SettledCall } from './rtk-query/actions.ts'
import { waitAction } from './rtk-query/actions.ts'
import { checkApi } from './rtk-query/check-api.ts'
import { definitionOf } from './rtk-query/definitions.ts'
import type { RtkReducer, SliceState } from './rtk-query/entries.ts'
import { createKeyFinder } from './rtk-query/entries.ts'
import { createCursors } from './rtk-query/pages.ts'

const none = emptyOverlay('')

/**
 * Adds optimistic updates to an RTK Query api, in place: its reducer shows each entry as the server's value with the
 * open mutations played over it.
 *
 * @returns the api itself, with more in `util`.
 * @throws in development, with a Redux Toolkit older than 2.15 an error that names the version needed, and one for an api
 *   that has optimistic updates already.
 */
export const withOptimisticUpdates = <A extends OptimisticApi<D>, D, Rows extends RowTypes>(
  api: A & OptimisticApi<D>,
  options: OptimisticOptions<D, Rows>,
): WithOptimistic<A, D, Rows> => {
  // They are made when an api is set up, and show at its first start: production builds leave the checks out.
  if (process.env.NODE_ENV !== 'production') checkApi(api)
  const { reducerPath } = api
  const origin = nanoid()
  const keyOf = createKeyFinder(api)
  const schema = createSchema(options as unknown as AnyOptions)
  const cursors = createCursors()
  const rows = createMadeRows(schema)
  const parts = {
    reducerPath,
    schema,
    cursors,
    origin,
    keyOf,
    definitionOf: (name: string) => definitionOf(api, name),
  }
  const sliceOf = (state: unknown): Partial<SliceState> =>
    (state as Record<string, Partial<SliceState> | undefined>)[reducerPath] ?? {}
  const overlayOf = (state: unknown): Overlay => sliceOf(state).overlay ?? none

  const select = (isWanted: (operation: Operation) => boolean) =>
    createSelector(
      [(state: unknown) => overlayOf(state).operations],
      (operations) => operations.filter((one) => one.partOf === undefined && isWanted(one)),
      { memoizeOptions: { resultEqualityCheck: isSameList } },
    )

  const settle = (endpointName: string, arg: unknown, result: unknown): UnknownAction => {
    const startedTimeStamp = Date.now()
    const payload: SettledCall = {
      requestId: nanoid(),
      endpointName,
      arg,
      result,
      startedTimeStamp,
    }
    return { type: `${reducerPath}/overlay/settle`, payload }
  }

  const look = <T>(state: unknown, read: (slice: SliceState) => T): T | undefined => {
    const slice = sliceOf(state)
    return slice.queries && read(slice as SliceState)
  }

  const listeners = new Set<ActionListener>()
  const util: OptimisticUtil<D, Rows> & InspectUtil = {
    selectOperations: select(() => true),
    selectPending: select(({ status }) => status !== 'settled'),
    selectFailures: (state) => overlayOf(state).failures,
    selectServerValue: (state, endpointName, queryArg) => {
      const key = keyOf(String(endpointName), queryArg)
      const base = key === undefined ? undefined : baseOf(overlayOf(state), key)
      const entry = key === undefined ? undefined : sliceOf(state).queries?.[key]
      return (base ? base.value : entry?.data) as DataOf<D[typeof endpointName]> | undefined
    },
    selectRowKey: (state, type, id) =>
      overlayOf(state).aliases[rowKey(type, String(id))] ?? String(id),
    selectAliases: (state) => overlayOf(state).aliases,
    selectClock: (state) => overlayOf(state).clock,
    markWaiting: (requestId, isWaiting) => waitAction(reducerPath, requestId, isWaiting),
    settle,
    dismissFailure: (requestId) => ({
      type: `${reducerPath}/overlay/dismiss`,
      payload: requestId,
    }),
    selectRow: (state, type, id) =>
      look(state, (slice) => reducer.selectRow(slice, type, String(id))) as never,
    tellRows: (rows, { asOf } = {}) => ({
      type: `${reducerPath}/overlay/tellRows`,
      payload: { requestId: nanoid(), rows: readNews(schema, rows), asOf: readAsOf(asOf) },
    }),
    selectLayers: (state, queryCacheKey) =>
      look(state, (slice) => reducer.selectLayers(slice, queryCacheKey)),
    selectRowEntries: (state, type, id) =>
      look(state, (slice) => reducer.indexOf(slice).rows.holdersOf({ type, id })) ?? [],
    watchActions: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  Object.assign(api.util, util)
  readServerValues(api.util, reducerPath)
  followEndpoints(api, schema, (definition) => {
    const { infiniteQueryOptions } = definition
    if (infiniteQueryOptions) definition.infiniteQueryOptions = cursors.wrap(infiniteQueryOptions)
    giveRealIds(definition, rows)
  })
  const reducer = createOverlayReducer(api.reducer as RtkReducer, parts)
  const following = followCreates(api.middleware as Middleware, { reducerPath, rows })
  const middleware = claimStates(following, { reducerPath, origin, listeners })
  return Object.assign(api, { reducer, middleware }) as never
}
