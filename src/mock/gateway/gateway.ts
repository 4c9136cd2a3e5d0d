import type { Credentials } from '../account/account.ts'
import { createAccount } from '../account/account.ts'
import type { InstanceControl } from '../account/instances.ts'
import { connect, drop } from '../account/life.ts'
import type { Charge, CheckoutControl } from '../account/payments.ts'
import { pay } from '../account/subscription.ts'
import type { TokenControl } from '../account/tokens.ts'
import type { FaultControl } from '../faults/faults.ts'
import { createFaultStore } from '../faults/store.ts'
import { createRandom } from '../random.ts'
import { createClock } from './clock.ts'
import { createFetch } from './fetch.ts'
import type { MockGatewayOptions } from './options.ts'
import { checkOptions } from './options.ts'
import type { RecordedRequest } from './request-log.ts'
import { createRequestLog } from './request-log.ts'

/** A VZaps account that lives in memory. */
export interface MockGateway {
  /** Answers as the service would; rejects only where a real fetch does. */
  fetch(this: void, request: Request): Promise<Response>
  /** What `POST /token` accepts; made from the seed. */
  readonly credentials: Credentials
  /** The gateway's clock in epoch milliseconds. */
  now(): number
  /**
   * Moves the clock on by milliseconds: trials, JWTs, restarts and pairings follow. Throws a
   * RangeError for a move that makes no sense.
   */
  advance(ms: number): void
  readonly faults: FaultControl
  /** Every request so far, in order; the list is live. */
  readonly requests: readonly RecordedRequest[]
  readonly instances: InstanceControl
  readonly tokens: TokenControl
  readonly checkouts: CheckoutControl
  /** All money that was taken so far, in order: who pays twice is here twice. The list is live. */
  readonly charges: readonly Charge[]
  /** The phone scans the QR code; throws unless one has been asked for in the last minute. */
  scanQr(id: string): void
  /** The phone loses its connection and stays paired. */
  dropConnection(id: string): void
  /** The payment page says yes: the instance is subscribed, after `faults.activationMs`. */
  completeCheckout(sessionId: string): void
  /** The payment page says no: nothing changes. */
  failCheckout(sessionId: string): void
  /** Back to the start: rows, tokens, payments, faults, requests and the clock. */
  reset(): void
}

/**
 * Makes a mock gateway: the service's rules over rows in memory.
 *
 * @example
 * const gateway = createMockGateway({ seed: 7, instances: [{ name: 'Support', connected: true }] })
 * const response = await gateway.fetch(new Request('https://api.vzaps.com/plans/list'))
 */
export const createMockGateway = (options: MockGatewayOptions = {}): MockGateway => {
  checkOptions(options)
  const { seed = 1, restartMs = 3_000, autoScanMs = null } = options
  const { now, ...clock } = createClock(options.now ?? (() => Date.now()))
  const log = createRequestLog()
  // A sequence for each use: a fault that draws must not change the ids of requests.
  const random = {
    faults: createRandom(`${seed}/faults`),
    requestIds: createRandom(`${seed}/requestIds`),
  }
  const faults = createFaultStore(options.faults ?? {}, random.faults)
  const account = createAccount({
    seed,
    now,
    instances: options.instances ?? 3,
    checkoutUrl: options.checkoutUrl,
    rules: () => ({ ...faults.control.get(), restartMs, autoScanMs }),
  })
  const { instances, payments } = account

  return {
    fetch: createFetch({
      account,
      faults,
      now,
      log,
      createRequestId: () => `req_${random.requestIds.text(20)}`,
      basePath: (options.basePath ?? '').replace(/\/+$/, ''),
      isStrict: options.strict ?? false,
    }),
    credentials: account.credentials,
    now,
    advance: clock.advance,
    faults: faults.control,
    requests: log.list,
    instances: instances.control,
    tokens: account.tokens.control,
    checkouts: payments.control,
    charges: payments.charges,
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
      const { instanceId } = payments.needOpen(sessionId)
      const record = instances.need(instanceId)
      payments.close(sessionId, 'paid')
      payments.charge(now(), instanceId, 'checkout')
      instances.save(pay(record, now(), account.rules().activationMs))
    },
    failCheckout: (sessionId) => payments.close(sessionId, 'failed'),
    reset: () => {
      clock.reset()
      log.clear()
      for (const source of Object.values(random)) source.restart()
      faults.control.reset()
      account.restart()
    },
  }
}
