import type { Step } from './recipes.ts'

// Recipes without their types: what these promised is trusted.

/** What a recipe is told of the operation that it plays. */
export type AnyStep = Step<unknown, unknown>

/** What a recipe of whole entries is told besides. */
export type AnyEntryStep = AnyStep & {
  readonly queryArg: unknown
  readonly isCertain: boolean
  getRow(type: string, id: string | number): object | undefined
}

/** The ids of a row: one that is being made may have two. */
export type IdsOf = (type: string, id: string) => readonly string[]

type Tag = string | { readonly type: string; readonly id?: string | number }

/** A mutation's recipe. */
export interface AnyRecipe {
  scope?(arg: unknown): string
  readonly row?: {
    readonly type: string
    id(arg: unknown): string | number
    update?(row: object, step: AnyStep): unknown
    answer?(result: unknown): object | undefined
  }
  readonly insert?: InsertRecipe | readonly InsertRecipe[]
  readonly rows?: AnyRowsEffect | readonly AnyRowsEffect[]
  readonly entries?: Readonly<Record<string, EntryRecipe | undefined>>
}

/** What is done to many rows. */
export interface AnyRowsEffect {
  readonly type: string
  ids?(arg: unknown): readonly (string | number)[]
  update(row: object, step: AnyStep): unknown
  answer?(result: unknown): readonly object[]
}

/** What is done to whole entries of one endpoint. */
export interface EntryRecipe {
  at?(arg: unknown): unknown
  tags?(arg: unknown): readonly Tag[]
  where?(queryArg: unknown, arg: unknown): boolean
  /** `idsOf` is for what is made of effects on rows; an app's own function takes no notice of it. */
  update(data: unknown, step: AnyEntryStep, idsOf: IdsOf): unknown
}

/** How rows are made. */
export interface InsertRecipe {
  readonly type: string
  count?(arg: unknown): number
  create(arg: unknown, temporaryId: string | number, index: number): object
  answer(result: unknown, index: number): object | undefined
  readonly into: Readonly<
    Record<string, ((queryArg: unknown, arg: unknown) => boolean) | undefined>
  >
  readonly at?: 'start' | 'end'
  isSame?(row: object, arg: unknown, index: number): boolean
}
