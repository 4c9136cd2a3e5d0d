import type { Draft } from '@reduxjs/toolkit'
import type {
  EndpointDefinitions,
  InfiniteData,
  InfiniteQueryDefinition,
  TagDescription,
} from '@reduxjs/toolkit/query'

import type { Operation } from '../operations/operation.ts'
import type { Gone } from './draft.ts'

/** What identifies a row among those of its type; compared as text. */
export type RowId = string | number

/** The row types of an api, by name: `{ Todo: Todo; User: User }`. */
export type RowTypes = Readonly<Record<string, object>>

/** An endpoint's argument, from its definition. */
export type ArgOf<D> = D extends { Types?: { QueryArg: infer Arg } } ? Arg : never
/** An endpoint's result, from its definition. */
export type ResultOf<D> = D extends { Types?: { ResultType: infer Result } } ? Result : never
/** What an entry of a query endpoint holds. */
export type DataOf<D> =
  D extends InfiniteQueryDefinition<infer _Arg, infer PageParam, infer _Base, infer _Tags, infer R>
    ? InfiniteData<R, PageParam>
    : ResultOf<D>

type NamesOf<D, Type extends string> = {
  [Name in keyof D]: D[Name] extends { type: infer T extends string }
    ? `${T}` extends Type
      ? Name
      : never
    : never
}[keyof D]
/** The names of an api's query endpoints. */
export type QueryNames<D> = NamesOf<D, 'query' | 'infinitequery'>
/** The names of an api's mutation endpoints. */
export type MutationNames<D> = NamesOf<D, 'mutation'>

/** Where an endpoint's data keeps its rows. */
export interface RowsIn<Data, Row, QueryArg = unknown> {
  get(data: Data): readonly Row[]
  /** The data with these rows instead of its own: fewer, more, or others. Counts are adjusted here. */
  set(data: Data, rows: readonly Row[]): Data
  /** The data is the row itself: asked for by a temporary id, the entry shows the row that is being made. */
  readonly isRow?: boolean | undefined
  /**
   * Which rejections of a read of this endpoint tell that its row is gone: the id of that row, for example
   * `(error, id) => (error.status === 404 ? id : undefined)`. The row then goes wherever it is shown.
   */
  readonly gone?: ((error: unknown, queryArg: QueryArg) => RowId | undefined) | undefined
}

/** One type of row: what identifies it, and the endpoints that show it. */
export interface RowType<D, Row> {
  /** `row.id` unless said. */
  readonly id?: ((row: Row) => RowId) | undefined
  /** Ids are numbers: a row that is being made has a negative one. Without it such a row has a text as its id. */
  readonly numericIds?: boolean | undefined
  /**
   * When the server last wrote the row, comparable with `<`: an older version never replaces a newer one. Without it the
   * read that left last wins; of two reads that the server answered in another order than they left, that may show the
   * older state until the next read.
   */
  readonly version?: ((row: Row) => string | number | null | undefined) | undefined
  readonly in: {
    readonly [Q in QueryNames<D>]?: RowsIn<DataOf<D[Q]>, Row, ArgOf<D[Q]>> | undefined
  }
}

/** The id of a row that is being made: of the kind that its type has. */
export type TemporaryId<Row> = Row extends { readonly id: number } ? number : string

/** Rows whose ids are numbers have to say so: types are gone when a row is made. */
type NumericIds<Row> = Row extends { readonly id: number } ? { readonly numericIds: true } : unknown

/** What a recipe knows of the operation that it plays. */
export type Step<Arg, Result> = {
  readonly arg: Arg
  readonly requestId: string
  /** Epoch ms of the mutation's call. */
  readonly startedTimeStamp: number
} & (
  | { readonly isSettled: false }
  /** The server has carried it out, and answered this. */
  | { readonly isSettled: true; readonly result: Result }
)

/** What a mutation does to one row, wherever it is shown. */
export interface RowEffect<Type, Row, Arg, Result> {
  readonly type: Type
  id(arg: Arg): RowId
  /**
   * Changes the row, a draft as everywhere in Redux Toolkit, or returns it as it will be; `gone` when it goes. Pure, total,
   * and idempotent: it is played again on each newer server value. Absent: the row is left alone until the answer, and the operation is only seen as pending.
   */
  readonly update?: ((row: Draft<Row>, step: Step<Arg, Result>) => Row | Gone | void) | undefined
  /** The row that the answer carries, if it does; its fields replace the row's where nothing newer is known. */
  readonly answer?: ((result: Result) => Row | undefined) | undefined
}

/** A row that a mutation makes. */
export interface InsertEffect<D, Type, Row, Arg, Result> {
  readonly type: Type
  /** How many rows it makes: 1 unless said. Each is shown as if it were made after the one before. */
  readonly count?: ((arg: Arg) => number) | undefined
  /** The row until the server's own comes; its id must be `temporaryId`. `index`: which one of several. */
  create(arg: Arg, temporaryId: TemporaryId<Row>, index: number): Row
  /** The row that the server made; of several, `undefined` where it made fewer. */
  answer(result: Result, index: number): Row | undefined
  /** Which entries it stands in, by their endpoint: told by their argument. */
  readonly into: {
    readonly [Q in QueryNames<D>]?: (queryArg: ArgOf<D[Q]>, arg: Arg) => boolean
  }
  /** Where it stands there: `start` unless said. */
  readonly at?: 'start' | 'end' | undefined
  /** Is this row of a later answer the one that is being made? It is not shown twice then. */
  readonly isSame?: ((row: Row, arg: Arg, index: number) => boolean) | undefined
}

/** What a mutation does to many rows of a type, wherever they are shown. */
export interface RowsEffect<Type, Row, Arg, Result> {
  readonly type: Type
  /** Which ones: all that are shown unless said. */
  readonly ids?: ((arg: Arg) => readonly RowId[]) | undefined
  /** Like {@link RowEffect.update}, for each of them. */
  update(row: Draft<Row>, step: Step<Arg, Result>): Row | Gone | void
  /** The rows that the answer carries, if it does. */
  readonly answer?: ((result: Result) => readonly Row[]) | undefined
}

type InsertEffectOf<D, Rows extends RowTypes, Arg, Result> = {
  [Type in keyof Rows]: InsertEffect<D, Type, Rows[Type], Arg, Result>
}[keyof Rows]

type RowsEffectOf<Rows extends RowTypes, Arg, Result> = {
  [Type in keyof Rows]: RowsEffect<Type, Rows[Type], Arg, Result>
}[keyof Rows]

/** Which entries of an endpoint a recipe is about: one argument's, those that provide a tag, or those it accepts. */
type EntryTarget<QueryArg, Arg> =
  | { at(arg: Arg): QueryArg }
  | { tags(arg: Arg): readonly TagDescription<string>[] }
  | { where(queryArg: QueryArg, arg: Arg): boolean }

/** What a mutation does to whole entries of one endpoint. */
export type EntryEffect<
  Data,
  QueryArg,
  Arg,
  Result,
  Rows extends RowTypes = RowTypes,
> = EntryTarget<QueryArg, Arg> & {
  /** Changes a draft of the data, or returns it as it will be: pure, total, and idempotent, like {@link RowEffect.update}. */
  update(
    data: Draft<Data>,
    step: Step<Arg, Result> & {
      readonly queryArg: QueryArg
      /** No other answer landed on this entry since the operation started. */
      readonly isCertain: boolean
      /**
       * A row as it is shown without this operation, wherever it stands: to move it here, or to copy it. Read-only;
       * `undefined` where nobody knows it.
       */
      getRow<Type extends keyof Rows & string>(type: Type, id: RowId): Rows[Type] | undefined
    },
  ): Data | void
}

/** What one mutation does to the cache until, and when, its answer is there. */
export interface Recipe<D, Rows extends RowTypes, Arg, Result> {
  /** Operations of one scope take effect in the order of their calls. Absent: the row's type and id, if there is one. */
  readonly scope?: ((arg: Arg) => string) | undefined
  readonly row?:
    | {
        [Type in keyof Rows]: RowEffect<Type, Rows[Type], Arg, Result>
      }[keyof Rows]
    | undefined
  /** Many rows, of one type or of several, wherever they are shown. */
  readonly rows?:
    | RowsEffectOf<Rows, Arg, Result>
    | readonly RowsEffectOf<Rows, Arg, Result>[]
    | undefined
  /** A new row, or several, of one type or of several. */
  readonly insert?:
    | InsertEffectOf<D, Rows, Arg, Result>
    | readonly InsertEffectOf<D, Rows, Arg, Result>[]
    | undefined
  readonly entries?:
    | {
        readonly [Q in QueryNames<D>]?: EntryEffect<DataOf<D[Q]>, ArgOf<D[Q]>, Arg, Result, Rows>
      }
    | undefined
}

/** Recipes by mutation. */
export type RecipesFor<D, Rows extends RowTypes> = {
  readonly [M in MutationNames<D>]?: Recipe<D, Rows, ArgOf<D[M]>, ResultOf<D[M]>> | undefined
}

/** What the overlay is told about an api. */
export interface OptimisticOptions<D, Rows extends RowTypes> {
  readonly rows: { readonly [Type in keyof Rows]: RowType<D, Rows[Type]> & NumericIds<Rows[Type]> }
  readonly recipes: RecipesFor<D, Rows>
  /**
   * Hears of a recipe that threw, or of another function declared here (then there may be no operation); what it was to
   * change is left as it was. Called from the reducer: only report.
   */
  readonly onRecipeError?: ((error: unknown, operation: Operation | undefined) => void) | undefined
}

/**
 * Types the options of `withOptimisticUpdates` for an api's endpoints and rows: a recipe for a mutation that does not
 * exist, or with another argument, does not compile.
 *
 * @example
 * const options = defineOptimistic<DefinitionsFromApi<typeof api>, { Todo: Todo }>()({ rows: { ... }, recipes: { ... } })
 */
export const defineOptimistic =
  <D extends EndpointDefinitions, Rows extends RowTypes>() =>
  (options: OptimisticOptions<D, Rows>): OptimisticOptions<D, Rows> =>
    options

/** Rows that are an endpoint's whole data. */
export const itself = <Row>(): RowsIn<Row, Row> => ({
  isRow: true,
  get: (row) => [row],
  // The last one stays when it goes: an entry cannot be without data again.
  set: (row, rows) => rows[0] ?? row,
})

/** Rows that are an endpoint's whole data, as a list. */
export const list = <Row>(): RowsIn<Row[], Row> => ({
  get: (rows) => rows,
  // Nothing of the overlay changes an array that it has given away.
  set: (_rows, next) => next as Row[],
})
