import type { Draft, UnknownAction } from '@reduxjs/toolkit'
import type {
  Api,
  ApiModules,
  BaseQueryFn,
  EndpointBuilder,
  EndpointDefinitions,
} from '@reduxjs/toolkit/query'
import type { FailedOperation, Operation } from './operations/operation.ts'
import type {
  ArgOf,
  DataOf,
  MutationNames,
  QueryNames,
  Recipe,
  RecipesFor,
  ResultOf,
  RowId,
  RowsIn,
  RowTypes,
} from './recipes/recipes.ts'
import type { ActionListener } from './reducer/origin.ts'
import type { EntryLayers } from './reducer/select-layers.ts'
import type { EnhanceableApi } from './rtk-query/definitions.ts'

/** What is needed of an RTK Query api, whichever modules and endpoints it has. */
export interface OptimisticApi<D> extends EnhanceableApi {
  readonly reducerPath: string
  readonly reducer: unknown
  readonly middleware: unknown
  readonly endpoints: { readonly [Name in keyof D]: unknown }
  readonly util: object
  /** RTK Query's; what it takes differs with each api. */
  injectEndpoints(options: never): unknown
}

/** What `util` has besides RTK Query's own. Selectors take the store's whole state. */
export interface OptimisticUtil<D, Rows extends RowTypes> {
  /** What it is about, for inference alone: there is no such value. */
  readonly '~types'?: { readonly definitions: D; readonly rows: Rows } | undefined
  /** The open operations in the order of their calls. */
  selectOperations(state: unknown): readonly Operation[]
  /**
   * Those of them that nobody knows the outcome of: `pending` ones, on their way or waiting to leave, and `unknown` ones.
   * What is answered, and only on top of an older one, is not among them: build "Saving..." on this. The same list while
   * nothing about it changes.
   */
  selectPending(state: unknown): readonly Operation[]
  /**
   * The mutations that failed, until they are dismissed, or a later read shows that one whose outcome was unknown is done;
   * the last 100.
   */
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
  /** Says that a mutation waits to be sent, or leaves: for a base query with a queue. Without it all are on their way. */
  markWaiting(requestId: string, isWaiting: boolean): UnknownAction
  /** What another client did, told by a push: an operation that has settled already. */
  settle<M extends MutationNames<D> & string>(
    endpointName: M,
    arg: ArgOf<D[M]>,
    result: ResultOf<D[M]>,
  ): UnknownAction
  /** Takes a failure off `selectFailures`. */
  dismissFailure(requestId: string): UnknownAction
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
  tellRows(
    rows: readonly RowNews<Rows>[],
    options?: { readonly asOf?: number | undefined },
  ): UnknownAction
}

/** What an inspector looks at; `vzaps-rtk/devtools` is made of it. Selectors take the store's whole state. */
export interface InspectUtil {
  /**
   * What the server said of an entry, and what each open operation makes of that, one after the other. Made anew at every
   * call: no selector for a component that renders often. `undefined` where there is no such entry.
   */
  selectLayers(state: unknown, queryCacheKey: string): EntryLayers | undefined
  /** The cache keys of the entries in which the server shows a row. Nothing is searched: there is an index. */
  selectRowEntries(state: unknown, type: string, id: string): readonly string[]
  /**
   * Calls the listener with each action of the api, in whichever store, once the reducers have taken it; it must not
   * throw. Returns the function that ends that.
   */
  watchActions(listener: ActionListener): () => void
}

/** An api with optimistic updates. What is typed anew comes first: it is tried first, and RTK Query's own then. */
export type WithOptimistic<A, D, Rows extends RowTypes> = InjectableOf<A, Rows> & {
  readonly util: DraftUtil<D, UpdateOf<A>> & OptimisticUtil<D, Rows> & InspectUtil
} & A

/** RTK Query's `updateQueryData`, whose recipe may change its draft though results are read-only to who reads them. */
export interface DraftUtil<D, Thunk> {
  updateQueryData<Q extends QueryNames<D>>(
    endpointName: Q,
    arg: ArgOf<D[Q]>,
    updateRecipe: (draft: Draft<DataOf<D[Q]>>) => DataOf<D[Q]> | Draft<DataOf<D[Q]>> | void,
    updateProvided?: boolean,
  ): Thunk
}

/** What an api's own `updateQueryData` gives to dispatch. */
export type UpdateOf<A> = A extends {
  readonly util: { updateQueryData(...args: never[]): infer Thunk }
}
  ? Thunk
  : never

type InjectableOf<A, Rows extends RowTypes> =
  A extends Api<infer B, infer D, infer P, infer T, infer M>
    ? Injectable<B, D, P, T, M, Rows>
    : unknown

/** `injectEndpoints` of an api with optimistic updates: endpoints bring their own rows and recipes. */
export interface Injectable<
  B extends BaseQueryFn,
  D extends EndpointDefinitions,
  P extends string,
  T extends string,
  M extends keyof ApiModules<B, D, P, T>,
  Rows extends RowTypes,
> {
  /**
   * RTK Query's, with `optimistic`: where the endpoints show rows (of the types that the api has), and the recipes of
   * their mutations.
   *
   * @throws an error for a mutation that has a recipe already, unless `overrideExisting` is true.
   */
  injectEndpoints<New extends EndpointDefinitions>(options: {
    endpoints(build: EndpointBuilder<B, T, P>): New
    readonly overrideExisting?: boolean | 'throw' | undefined
    readonly optimistic?:
      | {
          readonly rows?:
            | {
                readonly [Type in keyof Rows]?: {
                  // By all names: those of the queries alone are not known while this is being inferred.
                  readonly in: {
                    readonly [Q in keyof New]?:
                      | RowsIn<DataOf<New[Q]>, Rows[Type], ArgOf<New[Q]>>
                      | undefined
                  }
                }
              }
            | undefined
          readonly recipes?:
            | (RecipesFor<D, Rows> & {
                readonly [M in keyof New]?:
                  | Recipe<D & New, Rows, ArgOf<New[M]>, ResultOf<New[M]>>
                  | undefined
              })
            | undefined
        }
      | undefined
  }): WithOptimistic<Api<B, D & New, P, T, M>, D & New, Rows>
}

/** What is told of one row: all of it, some fields, or that it is gone. */
export type RowNews<Rows extends RowTypes> = {
  [Type in keyof Rows & string]:
    | { readonly type: Type; readonly row: Rows[Type] }
    | { readonly type: Type; readonly id: RowId; readonly fields: Partial<Rows[Type]> }
    | { readonly type: Type; readonly id: RowId; readonly gone: true }
}[keyof Rows & string]
