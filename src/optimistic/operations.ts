/**
 * A mutation that the cache shows before its answer, as plain data.
 *
 * ```
 *            answered           (nothing older of its scope is open)
 *  pending ------------> settled ------------------------------------> folded into the server values
 *     |  \
 *     |   \  outcome unknown          a read that was sent later landed
 *     |    `---------------> unknown --------------------------------> dropped
 *     | refused, or never sent
 *     `--------------------> dropped: what it showed is gone in the same action
 * ```
 */
export type Operation = OperationStart &
  (
    | { readonly status: 'pending' }
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
  readonly row: { readonly type: string; readonly id: string } | undefined
  /** Operations of one scope take effect in the order of their calls. */
  readonly scope: string | undefined
  /** The overlay's clock at the start. */
  readonly startedAt: number
  /** Another operation of its scope settled while it was open: its answer may not know of that one. */
  readonly isOverlapped: boolean
}

/** A row, by its type and id. */
export type RowRef = NonNullable<OperationStart['row']>

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

/** The last server value of an entry that open operations change, and the clock when an answer last landed on it. */
export interface BaseValue {
  readonly value: unknown
  readonly landedAt: number
}

/** A read between its start and its end. */
export interface ReadInFlight {
  readonly queryCacheKey: string
  readonly endpointName: string
  /** The overlay's clock at the start. */
  readonly startedAt: number
}

/** What the slice's state has besides RTK Query's own: plain data, in the key `overlay`. */
export interface Overlay {
  /** Counts the starts and ends of requests, and so orders them. */
  readonly clock: number
  /** Open operations in the order of their calls: those that are played over the server values. */
  readonly operations: readonly Operation[]
  /** Folded into the server values, and kept to be folded into answers of reads that started before they settled. */
  readonly settled: readonly SettledOperation[]
  readonly failures: readonly FailedOperation[]
  /** By cache key; only entries that an open operation changes have one. */
  readonly base: Readonly<Record<string, BaseValue>>
  /** By request id. */
  readonly inflight: Readonly<Record<string, ReadInFlight>>
  /** Temporary ids of created rows, by `type/id` of the real one; kept while an entry holds the row. */
  readonly aliases: Readonly<Record<string, string>>
}

/** Nothing pending; the clock goes on. */
export const emptyOverlay = (clock = 0): Overlay => ({
  clock,
  operations: [],
  settled: [],
  failures: [],
  base: {},
  inflight: {},
  aliases: {},
})

const TEMPORARY = 'tmp:'

/** Is this the id of a row that the server does not know yet? */
export const isTemporaryId = (id: string): boolean => id.startsWith(TEMPORARY)

/** The id of a created row until the server's own is known. */
export const temporaryId = (requestId: string): string => TEMPORARY + requestId
