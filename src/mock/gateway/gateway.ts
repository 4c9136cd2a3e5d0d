import type { Credentials } from '../account/account.ts'
import { createAccount } from '../account/account.ts'
import type { InstanceControl } from '../account/instances.ts'
import { connect as connectPhone, drop } from '../account/life.ts'
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
import { createConnect } from './realtime/connect.ts'
import type { RealtimeControl } from './realtime/sockets.ts'
import { createSockets } from './realtime/sockets.ts'
import type { Connect } from './realtime/web-socket.ts'
import { createWebSocket } from './realtime/web-socket.ts'
import type { RecordedRequest } from './request-log.ts'
import { createRequestLog } from './request-log.ts'

/** A message that a phone gets. */
export interface ReceivedMessage {
  /** Digits with country code. */
  readonly from?: string | undefined
  readonly text?: string | undefined
}

/** A VZaps account that lives in memory. */
export interface MockGateway {
  /** Answers as the service would; rejects only where a real fetch does. */
  fetch(this: void, request: Request): Promise<Response>
  /** Opens sockets at this gateway, in memory: for `platform.WebSocket`. */
  readonly WebSocket: typeof globalThis.WebSocket
  /** Asks for a socket, whatever carries it: what adapters stand on. */
  connect: Connect
  /** Sockets, and what is pushed over them. */
  readonly realtime: RealtimeControl
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
  /** The phone gets a message, which is pushed. Returns the event's id; throws unless a phone is connected. */
  receiveMessage(id: string, message?: ReceivedMessage): string
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
    events: createRandom(`${seed}/events`),
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
  const sockets = createSockets(account, now, random.events)
  const connect = createConnect({ sockets, faults, log, now })
  const answer = createFetch({
    account,
    faults,
    now,
    log,
    createRequestId: () => `req_${random.requestIds.text(20)}`,
    basePath: (options.basePath ?? '').replace(/\/+$/, ''),
    isStrict: options.strict ?? false,
  })
  /** Whatever is done to instances may be something to push. */
  const pushing =
    <Args extends unknown[], Result>(act: (...args: Args) => Result) =>
    (...args: Args): Result => {
      const result = act(...args)
      sockets.sync()
      return result
    }

  return {
    fetch: (request) => answer(request).finally(sockets.sync),
    connect,
    WebSocket: createWebSocket(connect),
    realtime: sockets.control,
    credentials: account.credentials,
    now,
    advance: pushing(clock.advance),
    faults: faults.control,
    requests: log.list,
    instances: { ...instances.control, patch: pushing(instances.control.patch) },
    tokens: account.tokens.control,
    checkouts: payments.control,
    charges: payments.charges,
    scanQr: pushing((id) => {
      const record = instances.need(id)
      const { pairing } = record.life
      if (!pairing) throw new Error(`The mock gateway shows no QR code for instance ${id}`)
      instances.save(connectPhone(record, now(), pairing.phone))
    }),
    dropConnection: pushing((id) => {
      instances.save(drop(instances.need(id), now()))
    }),
    receiveMessage: (id, message = {}) => {
      const { row } = instances.need(id)
      if (!row.connected) throw new Error(`No phone is connected to instance ${id}`)
      return sockets.control.send(id, { type: 'Message', data: createMessage(message, now()) })
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
      sockets.clear()
      clock.reset()
      log.clear()
      for (const source of Object.values(random)) source.restart()
      faults.control.reset()
      account.restart()
    },
  }
}

/** What a webhook gets of a message; every field is assumed. */
const createMessage = (
  { from = '5511988887777', text = 'Hello' }: ReceivedMessage,
  at: number,
): object => ({
  type: 'Message',
  event: { from: `${from}@s.whatsapp.net`, text, timestamp: Math.floor(at / 1000) },
})
