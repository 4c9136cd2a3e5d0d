import { checkFaults } from './faultChecks.ts'
import type { Random } from './random.ts'

/** What goes wrong on every call until it is set back. */
export interface Faults {
  /**
   * How long an answer takes, in milliseconds, or drawn from a range; the state changes halfway.
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
}

/** What goes wrong on one call: the same faults, as data. */
export type Fault =
  | { readonly kind: 'offline' | 'stall' | 'invalidJson' | 'dropAnswer' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number | string }
  | { readonly kind: 'latency'; readonly ms: number }

/** Which calls a fault of `failNext` waits for; a text `path` is the whole path. */
export interface FaultMatch {
  readonly method?: string
  readonly path?: string | RegExp
  /** How many calls fail; 1 unless said. */
  readonly times?: number
}

/** The faults' handle. */
export interface FaultControl {
  get(): Faults
  /** Changes some, keeps the others; throws a RangeError for a value that makes no sense. */
  set(faults: Partial<Faults>): void
  /** Makes the next call that matches fail, before the standing faults have their turn. */
  failNext(fault: Fault, match?: FaultMatch): void
  /** Back to the faults that the gateway was made with. */
  reset(): void
}

/** The faults, and the draws from them. */
export interface FaultStore {
  readonly control: FaultControl
  /** What happens to this call, if anything. */
  pick(method: string, path: string): Fault | undefined
  /** How long this call takes, in milliseconds. */
  drawLatency(): number
}

const none: Faults = {
  latencyMs: 0,
  errorRate: 0,
  offline: false,
  stall: false,
  invalidJson: false,
  dropAnswer: false,
  status: null,
  retryAfter: null,
  tokenLifetimeMs: 3_600_000,
}

/** Makes the faults; `initial` is where `reset` goes back to. */
export function createFaultStore(initial: Partial<Faults>, random: Random): FaultStore {
  checkFaults(initial)
  let current: Faults = { ...none, ...initial }
  let queue: { fault: Fault; match: FaultMatch; left: number }[] = []

  const takeQueued = (method: string, path: string): Fault | undefined => {
    const entry = queue.find(({ match }) => matches(match, method, path))
    if (!entry) return undefined
    entry.left -= 1
    if (entry.left <= 0) queue = queue.filter((other) => other !== entry)
    return entry.fault
  }

  return {
    control: {
      get: () => current,
      set: (faults) => {
        checkFaults(faults)
        current = { ...current, ...faults }
      },
      failNext: (fault, match = {}) => {
        queue.push({ fault, match, left: match.times ?? 1 })
      },
      reset: () => {
        current = { ...none, ...initial }
        queue = []
      },
    },
    pick: (method, path) => takeQueued(method, path) ?? pickStanding(current, random),
    drawLatency: () => {
      const { latencyMs } = current
      return typeof latencyMs === 'number' ? latencyMs : random.integer(...latencyMs)
    },
  }
}

function pickStanding(faults: Faults, random: Random): Fault | undefined {
  if (faults.offline) return { kind: 'offline' }
  if (faults.status !== null) {
    const { status, retryAfter } = faults
    return { kind: 'status', status, ...(retryAfter !== null && { retryAfter }) }
  }
  if (faults.errorRate > 0 && random.next() < faults.errorRate)
    return { kind: 'status', status: 500 }
  if (faults.stall) return { kind: 'stall' }
  if (faults.invalidJson) return { kind: 'invalidJson' }
  return faults.dropAnswer ? { kind: 'dropAnswer' } : undefined
}

function matches(match: FaultMatch, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  // `search` ignores the memory of a sticky or global expression.
  return typeof match.path === 'string' ? match.path === path : path.search(match.path) >= 0
}
