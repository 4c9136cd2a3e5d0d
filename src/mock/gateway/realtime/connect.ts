import type { FaultStore } from '../../faults/store.ts'
import { wait } from '../aborts.ts'
import { refuseWith } from '../answers.ts'
import type { RequestLog } from '../request-log.ts'
import type { Sockets } from './sockets.ts'
import { socketPath } from './upgrade.ts'
import type { Connect } from './web-socket.ts'

/** What asking for a socket takes. */
export interface ConnectParts {
  readonly sockets: Sockets
  readonly faults: FaultStore
  readonly log: RequestLog
  /** Epoch milliseconds. */
  now(): number
}

/**
 * Makes what answers upgrades: they are in the list of requests as a GET of their path, 101 when they may come in, and
 * meet the faults of that path.
 */
export const createConnect =
  ({ sockets, faults, log, now }: ConnectParts): Connect =>
  async (upgrade) => {
    const path = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)/i.exec(upgrade.url)?.[1] || '/'
    const fault = faults.pick('GET', path)
    const complete = log.add({
      at: now(),
      method: 'GET',
      url: upgrade.url,
      path,
      headers: Object.fromEntries(upgrade.headers ?? []),
      body: undefined,
      status: null,
      fault: fault?.kind ?? null,
    })
    await wait(fault?.kind === 'latency' ? fault.ms : faults.drawLatency(), undefined)
    if (fault?.kind === 'stall') await new Promise(() => {})
    if (fault && fault.kind !== 'latency') {
      const status = fault.kind === 'status' ? fault.status : 502
      complete({ status })
      return refuseWith(status)
    }
    const answer = path.endsWith(socketPath) ? sockets.open(upgrade) : refuseWith(404)
    complete({ status: typeof answer === 'function' ? 101 : answer.status })
    return answer
  }
