import type { UnknownAction } from '@reduxjs/toolkit'
import { nanoid } from '@reduxjs/toolkit'
import type { FailedOperation, Operation, Overlay } from './operations.ts'
import { emptyOverlay } from './operations.ts'
import { createOverlayReducer } from './overlay.ts'
import type {
  ArgOf,
  DataOf,
  MutationNames,
  OptimisticOptions,
  QueryNames,
  ResultOf,
  RowId,
  RowTypes,
} from './recipes.ts'
import { requireToolkit } from './require-toolkit.ts'
import { rowKey } from './row-index.ts'
import type { SettledNews } from './rtk-query-actions.ts'
import type { RtkReducer, SliceState } from './rtk-query-state.ts'
import { createKeyFinder } from './rtk-query-state.ts'
import type { AnyOptions } from './schema.ts'
import { createSchema } from './schema.ts'
import { toServerState } from './snapshot.ts'

/** What is needed of an RTK Query api, whichever modules and endpoints it has. */
export interface OptimisticApi<D> {
  readonly reducerPath: string
  readonly reducer: unknown
  readonly endpoints: { readonly [Name in keyof D]: unknown }
  readonly util: object
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

const none = emptyOverlay()

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
): A & { readonly optimistic: Optimistic<D, Rows> } => {
  requireToolkit(api)
  const { reducerPath } = api
  const keyOf = createKeyFinder(api)
  const reducer = createOverlayReducer(api.reducer as RtkReducer, {
    reducerPath,
    schema: createSchema(options as unknown as AnyOptions),
    onRecipeError: options.onRecipeError,
    keyOf,
  })
  const sliceOf = (state: unknown): Partial<SliceState> =>
    (state as Record<string, Partial<SliceState> | undefined>)[reducerPath] ?? {}
  const overlayOf = (state: unknown): Overlay => sliceOf(state).overlay ?? none

  const settle = (endpointName: string, arg: unknown, result: unknown): UnknownAction => {
    const startedTimeStamp = Date.now()
    const payload: SettledNews = {
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
      const base = key === undefined ? undefined : overlayOf(state).base[key]
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
  readServerValues(api.util, reducerPath)
  return Object.assign(api, { optimistic, reducer })
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
