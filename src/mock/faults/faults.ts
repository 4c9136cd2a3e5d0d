import type { PaymentOutcome } from '../account/rules.ts'

/** What goes wrong on every call until it is set back. */
export interface Faults {
  /**
   * How long an answer takes, in milliseconds, or drawn from a range; the state changes halfway. At
   * most 10 minutes.
   */
  readonly latencyMs: number | readonly [min: number, max: number]
  /** The share of calls, 0 to 1, that answer 500 and do nothing. */
  readonly errorRate: number
  /** fetch rejects at once with a TypeError; nothing reaches the gateway. */
  readonly offline: boolean
  /** The call is done, headers and half of the body arrive, the rest never does. */
  readonly stall: boolean
  /** The call is done, the body is cut in half. */
  readonly invalidJson: boolean
  /** The call is done, then the connection is lost: fetch rejects with a TypeError. */
  readonly dropAnswer: boolean
  /** Every call answers this HTTP status and does nothing; a 401 revokes no token. */
  readonly status: number | null
  /** The `Retry-After` of a 429 or 503: seconds or an HTTP date. */
  readonly retryAfter: number | string | null
  /** How long a new JWT lives, in milliseconds. */
  readonly tokenLifetimeMs: number
  /**
   * What the card says when `subscribe` charges it, or the payment page does: `declined` answers 402
   * and takes nothing, `incomplete` leaves the subscription `INCOMPLETE` and takes nothing yet.
   */
  readonly payment: PaymentOutcome
  /**
   * From a payment until the instance's row says so, in milliseconds. Until then it can be paid
   * again, and `gateway.charges` tells.
   */
  readonly activationMs: number
  /** How long the list still shows an instance after its deletion, in milliseconds. */
  readonly lingerMs: number
}

/** A call that answers an HTTP status. */
export interface StatusFault {
  readonly kind: 'status'
  readonly status: number
  readonly retryAfter?: number | string | undefined
  /** The call is done all the same, as behind a gateway that lost patience; not unless said. */
  readonly isApplied?: boolean | undefined
}

/** What goes wrong on one call: the same faults, as data. */
export type Fault =
  | { readonly kind: 'offline' | 'stall' | 'invalidJson' | 'dropAnswer' }
  | StatusFault
  | { readonly kind: 'latency'; readonly ms: number }

/** Which calls a fault of `failNext` waits for; a text `path` is the whole path. */
export interface FaultMatch {
  readonly method?: string | undefined
  readonly path?: string | RegExp | undefined
  /** How many calls fail; 1 unless said. */
  readonly times?: number | undefined
}

/** The faults' handle. */
export interface FaultControl {
  get(): Faults
  /** Changes some, keeps the others; throws a RangeError for a value that makes no sense. */
  set(faults: Partial<Faults>): void
  /**
   * Makes the next call that matches fail, before the standing faults have their turn. Throws a
   * RangeError for a fault or a match that makes no sense.
   */
  failNext(fault: Fault, match?: FaultMatch): void
  /** Back to the faults that the gateway was made with. */
  reset(): void
}

/** No faults. */
export const noFaults: Faults = {
  latencyMs: 0,
  errorRate: 0,
  offline: false,
  stall: false,
  invalidJson: false,
  dropAnswer: false,
  status: null,
  retryAfter: null,
  tokenLifetimeMs: 3_600_000,
  payment: 'accepted',
  activationMs: 0,
  lingerMs: 0,
}
