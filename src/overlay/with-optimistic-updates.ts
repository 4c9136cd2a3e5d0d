import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { nanoid } from '@reduxjs/toolkit'
import type { FailedOperation, Operation } from './operations/operation.ts'
import { rowKey } from './operations/operation.ts'
import type { Overlay } from './operations/overlay.ts'
import { baseOf, emptyOverlay } from './operations/overlay.ts'
import { readAsOf, readNews } from './recipes/news.ts'
import type {
  ArgOf,
  DataOf,
  MutationNames,
  OptimisticOptions,
  QueryNames,
  ResultOf,
  RowId,
  RowTypes,
} from './recipes/recipes.ts'
import type { AnyOptions } from './recipes/schema.ts'
import { createSchema } from './recipes/schema.ts'
import { claimStates } from './reducer/origin.ts'
import type { OverlayReducer } from './reducer/reducer.ts'
import { createOverlayReducer } from './reducer/reducer.ts'
import { toServerState } from './reducer/snapshot.ts'
import type { SettledCall } from './rtk-query/actions.ts'
import type { EnhanceableApi } from './rtk-query/definitions.ts'
import { definitionOf } from './rtk-query/definitions.ts'
import type { RtkReducer, SliceState } from './rtk-query/entries.ts'
import { createKeyFinder } from './rtk-query/entries.ts'
import { createCursors } from './rtk-query/pages.ts'
import { requireToolkit } from './rtk-query/require-toolkit.ts'

/** What is needed of an RTK Query api, whichever modules and endpoints it has. */
export interface OptimisticApi<D> extends EnhanceableApi {
  readonly reducerPath: string
  readonly reducer: unknown
  readonly middleware: unknown
  readonly endpoints: { readonly [Name in keyof D]: unknown }
  readonly util: object
  // biome-ignore lint/suspicious/noExplicitAny: RTK Query's signature differs with each api
  injectEndpoints(options: any): unknown
}

/** What an api with optimistic updates has besides its own. Selectors take the store's whole state. */
export interface Optimistic<D, Rows extends RowTypes> {
  /** The open operations in the order of their calls. */
  selectOperations(state: unknown): readonly Operation[]
  /** The mutations that failed, until they are dismissed; the last 100. */
  selectFailures(state: unknown): readonly FailedOperation[]
  /** What the server last said, without open operations; `undefined` before there is anything. */
  selectServerValue<Q extends QueryNames<D>>(
    state: unknown,
    endpointName: Q,
    queryArg: ArgOf<D[Q]>,
  ): DataOf<D[Q]> | undefined
  /** A React key that stays the same when a created row gets its real id. */
  selectRowKey(state: unknown, type: keyof Rows & string, id: RowId): string
  /** The temporary ids that created rows had, by `type/id`: the same object while none comes or goes. */
  selectAliases(state: unknown): Readonly<Record<string, string>>
  /**
   * Counts the starts and ends of requests. A base query that sends later than it is called (a queue, a token to wait
   * for, retries) says when in its `meta.sentSeq`, with `createSendOrder`.
   */
  selectClock(state: unknown): number
  /** What another client did, told by a push: an operation that has settled already. */
  settle<M extends MutationNames<D> & string>(
    endpointName: M,
    arg: ArgOf<D[M]>,
    result: ResultOf<D[M]>,
  ): UnknownAction
  /** Takes a failure off the list. */
  dismiss(requestId: string): UnknownAction
  /**
   * The slice's state without what is pending: for `extractRehydrationInfo`, so that a snapshot brings what the server
   * said, and not what was hoped for.
   */
  toServerState<State extends object>(slice: State): State
}

/** What `util` has besides RTK Query's own. */
export interface RowUtil<Rows extends RowTypes> {
  /**
   * A row as it is shown, wherever that is: in the entry that has most of its fields. `undefined` where none shows it, and
   * while it is being deleted; the same object while nothing about it changes.
   */
  selectRow<Type extends keyof Rows & string>(
    state: unknown,
    type: Type,
    id: RowId,
  ): Rows[Type] | undefined
  /**
   * Says what is so of rows without a query or a mutation, as a push or a poll of another kind does: in one action, in
   * every entry that shows them. It counts as a read of these rows that left at `asOf`: what is known to be newer stays,
   * and open mutations stay on top.
   *
   * @param asOf `selectClock` of the moment when it was so, such as when its request left; now unless said.
   * @throws a `TypeError` for a type that is not declared, a row without an id, and fields of another row.
   */
  tellRows(rows: readonly RowNews<Rows>[], options?: { readonly asOf?: number }): UnknownAction
}

/** What is told of one row: all of it, some fields, or that it is gone. */
export type RowNews<Rows extends RowTypes> = {
  [Type in keyof Rows & string]:
    | { readonly type: Type; readonly row: Rows[Type] }
    | { readonly type: Type; readonly id: RowId; readonly fields: Partial<Rows[Type]> }
    | { readonly type: Type; readonly id: RowId; readonly gone: true }
}[keyof Rows & string]

const none = emptyOverlay('')

/**
 * Adds optimistic updates to an RTK Query api, in place: its reducer shows each entry as the server's value with the
 * open mutations played over it.
 *
 * @returns the api itself, with `optimistic`.
 * @throws an error that names the version needed, with a Redux Toolkit older than 2.15.
 */
export const withOptimisticUpdates = <A extends OptimisticApi<D>, D, Rows extends RowTypes>(
  api: A & OptimisticApi<D>,
  options: OptimisticOptions<D, Rows>,
): A & { readonly optimistic: Optimistic<D, Rows>; readonly util: RowUtil<Rows> } => {
  requireToolkit(api)
  const { reducerPath } = api
  if ('optimistic' in api) {
    throw new Error(
      `The api '${reducerPath}' has optimistic updates already: call withOptimisticUpdates once, with all rows and recipes.`,
    )
  }
  const origin = nanoid()
  const keyOf = createKeyFinder(api)
  const schema = createSchema(options as unknown as AnyOptions)
  const cursors = createCursors()
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

  const optimistic: Optimistic<D, Rows> = {
    selectOperations: (state) => overlayOf(state).operations,
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
    settle,
    dismiss: (requestId) => ({ type: `${reducerPath}/overlay/dismiss`, payload: requestId }),
    toServerState: (slice) => toServerState(slice),
  }
  let reducer: OverlayReducer | undefined
  const util: RowUtil<Rows> = {
    selectRow: (state, type, id) => {
      const slice = sliceOf(state)
      const isThere = slice.queries && reducer
      return (
        isThere ? reducer?.selectRow(slice as SliceState, type, String(id)) : undefined
      ) as never
    },
    tellRows: (rows, { asOf } = {}) => ({
      type: `${reducerPath}/overlay/tellRows`,
      payload: { requestId: nanoid(), rows: readNews(schema, rows), asOf: readAsOf(asOf) },
    }),
  }
  Object.assign(api.util, util)
  const wrapped = api as typeof api & { readonly util: RowUtil<Rows> }
  // Where nothing is declared it is RTK Query.
  if (schema.isEmpty) return Object.assign(wrapped, { optimistic })
  readServerValues(api.util, reducerPath)
  followPages(api, cursors)
  reducer = createOverlayReducer(api.reducer as RtkReducer, parts)
  const middleware = claimStates(api.middleware as Middleware, { reducerPath, origin })
  return Object.assign(wrapped, { optimistic, reducer, middleware })
}

/** Further pages of infinite queries, of endpoints injected later too, begin where the server's pages end. */
const followPages = (
  api: OptimisticApi<unknown>,
  cursors: ReturnType<typeof createCursors>,
): void => {
  const wrapped = new WeakSet<object>()
  const wrapAll = () => {
    for (const name of Object.keys(api.endpoints)) {
      const definition = definitionOf(api, name)
      const options = definition?.infiniteQueryOptions
      if (!options || wrapped.has(options)) continue
      definition.infiniteQueryOptions = cursors.wrap(options)
      wrapped.add(definition.infiniteQueryOptions)
    }
  }
  wrapAll()
  const { injectEndpoints } = api
  api.injectEndpoints = (options: unknown) => {
    const injected = injectEndpoints(options)
    wrapAll()
    return injected
  }
}

type Thunk = (dispatch: unknown, getState: () => unknown, extra: unknown) => unknown
type ThunkCreator = (...args: unknown[]) => Thunk

/**
 * A user's own cache update changes the server's value, so it must be made from that: patches are positions, and in
 * what is shown the rows may stand elsewhere.
 */
const readServerValues = (util: object, reducerPath: string): void => {
  const creators = util as Record<string, ThunkCreator>
  for (const name of ['updateQueryData', 'patchQueryData']) {
    const create = creators[name]
    if (!create) continue
    creators[name] =
      (...args) =>
      (dispatch, getState, extra) =>
        create(...args)(dispatch, () => withServerState(getState(), reducerPath), extra)
  }
}

const withServerState = (state: unknown, reducerPath: string): unknown => {
  const root = state as Record<string, SliceState | undefined>
  const slice = root[reducerPath]
  if (!slice?.overlay || Object.keys(slice.overlay.base).length === 0) return state
  return { ...root, [reducerPath]: toServerState(slice) }
}
