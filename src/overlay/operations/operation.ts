import { temporaryId } from './temporary-ids.ts'

/**
 * A mutation that the cache shows before its answer, as plain data.
 *
 * ```
 *            answered: part of the server values          (nothing older that it conflicts with is open)
 *  pending ------------------------------------> settled ------------------------------------> closed
 *     |  \
 *     |   \  outcome unknown          a read that was sent later answers about it
 *     |    `---------------> unknown --------------------------------> dropped
 *     | refused, or never sent
 *     `--------------------> dropped: what it showed is gone in the same action
 * ```
 */
export type Operation = OperationStart &
  /** `isWaiting`: it is called, and has not left yet; a base query with a queue says so. */
  (
    | { readonly status: 'pending'; readonly isWaiting?: boolean }
    /** It was sent, and nobody knows whether it was carried out; `endedAt` is the clock when that was learned. */
    | { readonly status: 'unknown'; readonly endedAt: number }
    | SettledPart
  )

interface OperationStart {
  readonly requestId: string
  /** The mutation's name, and its argument. */
  readonly endpointName: string
  readonly arg: unknown
  /** Epoch ms of the call. */
  readonly startedTimeStamp: number
  /** The row that it changes, where its recipe names one. */
  readonly row: RowRef | undefined
  /** Operations of one scope take effect in the order of their calls. */
  readonly scope: string | undefined
  /** The cache keys of the entries that its new row stands in, or that it changes as a whole. */
  readonly keys: readonly string[]
  /** The overlay's clock at the start. */
  readonly startedAt: number
  /** Of a row that it makes, whose type has numbers as ids: the temporary one. */
  readonly number?: number
  /** Of a row that it makes: which one of several; less than 0 where it makes none. */
  readonly item?: number
  /** It makes a further row of the mutation of this request: what that is told, it is told too. */
  readonly partOf?: string
  /** The id of the row that it makes, once that is known, or guessed by what an answer showed. */
  readonly madeId?: string
  /** An answer has shown the row of `madeId`. */
  readonly isSeen?: boolean
  /** Its argument names rows that are still being made, by their temporary ids. */
  readonly namesTemporary?: true
  /** The rows that it takes from other entries. */
  readonly reads?: readonly RowRead[]
}

/** A row, by its type and id. */
export interface RowRef {
  readonly type: string
  readonly id: string
}

/** A row that a recipe has read, as the server last said it; without it where nobody knows it. */
export interface RowRead extends RowRef {
  readonly row: object | undefined
  /** It is known to be gone, though an entry that is its only row may go on showing it. */
  readonly isGone?: boolean
}

interface SettledPart {
  readonly status: 'settled'
  /** The overlay's clock when the answer came. */
  readonly endedAt: number
  readonly result: unknown
}

/** An operation whose answer is there. */
export type SettledOperation = OperationStart & SettledPart

/** A mutation that failed, as its user should be told; kept until it is dismissed. */
export interface FailedOperation {
  readonly operation: Operation
  /** What the base query gave as the error. */
  readonly error: unknown
}

/** The operation once its answer is there. */
export const settle = (
  operation: Operation,
  endedAt: number,
  result: unknown,
): SettledOperation => ({ ...operation, status: 'settled', endedAt, result })

/** Is its answer there? */
export const isSettled = (operation: Operation): operation is SettledOperation =>
  operation.status === 'settled'

/** Is it this row? For lists of rows. */
export const isRow =
  (ref: RowRef) =>
  (other: RowRef | undefined): boolean =>
    ref.type === other?.type && ref.id === other.id

/** The key of a row among all types. */
export const rowKey = (type: string, id: string): string => `${type}/${id}`

/** The id of the row that stands in for the one that an operation makes. */
export const standInId = ({ requestId, number }: Operation): string =>
  number === undefined ? temporaryId(requestId) : String(number)
