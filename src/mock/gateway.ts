import type { FaultControl, Faults } from './faults.ts'
import { createFetch } from './fetch.ts'
import type { InstanceControl } from './instances.ts'
import { connect, drop } from './life.ts'
import { createRequestLog, type RecordedRequest } from './requests.ts'
import type { Credentials } from './routes/route.ts'
import type { InstanceSeed } from './rows.ts'
import { createState } from './state.ts'
import { activate } from './subscription.ts'
import type { TokenControl } from './tokens.ts'

/** How a mock gateway is set up; everything has a default. */
export interface MockGatewayOptions {
  /** Decides ids, tokens, sample rows, error draws and jitter; 1 unless said. */
  readonly seed?: number
  /** The clock in epoch milliseconds; `Date.now` unless said. `advance` adds to it. */
  readonly now?: () => number
  /** How many sample instances there are, 3 unless said, or exactly these. */
  readonly instances?: number | readonly InstanceSeed[]
  /** What goes wrong from the start. */
  readonly faults?: Partial<Faults>
  /** A path in front of every route, such as `/api`; empty unless said. */
  readonly basePath?: string
  /** From the first QR code until the phone scans by itself, in milliseconds; never unless said. */
  readonly autoScanMs?: number
  /** From a restart until the session is back, in milliseconds; 3 000 unless said. */
  readonly restartMs?: number
  /** Where the pretended payment page is; `http://127.0.0.1/checkout` unless said. */
  readonly checkoutUrl?: string
}

/** A VZaps account that lives in memory (contract.md part 1). */
export interface MockGateway {
  /** Answers as the service would; rejects only where a real fetch does. */
  fetch(this: void, request: Request): Promise<Response>
  /** What `POST /token` accepts; made from the seed. */
  readonly credentials: Credentials
  /** The gateway's clock in epoch milliseconds. */
  now(): number
  /** Moves the clock on by milliseconds: trials, JWTs, restarts and pairings follow. */
  advance(ms: number): void
  readonly faults: FaultControl
  /** Every request so far, in order; the list is live. */
  readonly requests: readonly RecordedRequest[]
  readonly instances: InstanceControl
  readonly tokens: TokenControl
  /** The phone scans the QR code; throws unless one has been asked for in the last minute. */
  scanQr(id: string): void
  /** The phone loses its connection and stays paired. */
  dropConnection(id: string): void
  /** The payment page says yes: the instance is subscribed. */
  completeCheckout(sessionId: string): void
  /** The payment page says no: nothing changes. */
  failCheckout(sessionId: string): void
  /** Back to the start: rows, tokens, faults, requests and the clock. */
  reset(): void
}

/**
 * Makes a mock gateway: the contract's rules over rows in memory.
 *
 * @example
 * const gateway = createMockGateway({ seed: 7, instances: [{ name: 'Support', connected: true }] })
 * const response = await gateway.fetch(new Request('https://api.vzaps.com/plans/list'))
 */
export function createMockGateway(options: MockGatewayOptions = {}): MockGateway {
  const clock = options.now ?? (() => Date.now())
  let offset = 0
  const now = () => clock() + offset
  const log = createRequestLog()
  const { world, faults, requestId, restart } = createState(options, now)
  const { instances, checkouts } = world
  const basePath = (options.basePath ?? '').replace(/\/+$/, '')

  return {
    fetch: createFetch({ world, faults, requestId, now, log, basePath }),
    credentials: world.credentials,
    now,
    advance: (ms) => {
      offset += ms
    },
    faults: faults.control,
    requests: log.list,
    instances: instances.control,
    tokens: world.tokens.control,
    scanQr: (id) => {
      const record = instances.need(id)
      const { pairing } = record.life
      if (!pairing) throw new Error(`The mock gateway shows no QR code for instance ${id}`)
      instances.save(connect(record, now(), pairing.phone))
    },
    dropConnection: (id) => {
      instances.save(drop(instances.need(id), now()))
    },
    completeCheckout: (sessionId) => {
      const record = instances.need(checkouts.close(sessionId))
      instances.save(activate(record, now()))
    },
    failCheckout: (sessionId) => {
      checkouts.close(sessionId)
    },
    reset: () => {
      offset = 0
      log.clear()
      restart()
    },
  }
}
