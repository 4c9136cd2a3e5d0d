import type { FailedOperation, Operation, SettledOperation } from './operation.ts'

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
  /** Whose state this is (reducer/origin.ts): operations of another page or store are none of this one's. */
  readonly origin: string
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
export const emptyOverlay = (origin: string, clock = 0): Overlay => ({
  origin,
  clock,
  operations: [],
  settled: [],
  failures: [],
  base: {},
  inflight: {},
  aliases: {},
})

/** The server value of an entry that open operations change. */
export const baseOf = ({ base }: Pick<Overlay, 'base'>, key: string): BaseValue | undefined =>
  Object.hasOwn(base, key) ? base[key] : undefined
