import type { Dials } from './dials.ts'
import { describeDials } from './dials.ts'
import type { Besides, Misbehaviour } from './misbehaviour.ts'
import { describeAll } from './misbehaviour.ts'
import type { Outside } from './outside.ts'
import type { OutsideCall } from './outside-calls.ts'
import { besidesHeader } from './outside-calls.ts'

/** JSON knows no patterns. */
const asPlain = (_key: string, value: unknown) =>
  value instanceof RegExp ? { pattern: value.source } : value

/** The gateway of another process: what happens there is asked for, and each of its answers says what is wrong with it. */
export const createRemote = (seed: number, initial: Dials) => {
  const listeners = new Set<() => void>()
  let dials = initial
  let besides: Besides | undefined
  let heard = 0

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const hear = ({ headers }: Response) => {
    const [, count = '0', text] = /^(\d+) (.+)$/.exec(headers.get(besidesHeader) ?? '') ?? []
    // Answers may overtake each other.
    if (!text || Number(count) <= heard) return
    heard = Number(count)
    besides = JSON.parse(text)
    tell()
  }
  const call = async (name: OutsideCall, ...args: readonly unknown[]) => {
    const response = await fetch(`/playground/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(args, asPlain),
    })
    hear(response)
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.message)
    return answer
  }
  // One after the other: the last turn is to be the one that stays.
  let turning: Promise<unknown> = Promise.resolve()
  const turn = (next: Dials) => {
    dials = next
    tell()
    turning = turning.then(() => call('turn', next)).catch(() => undefined)
  }

  const gateway: Outside = {
    // They stay with the relay.
    credentials: { clientToken: '', clientSecret: '' },
    instances: {
      list: () => call('list'),
      get: (id) => call('get', id),
      add: (row) => call('add', row),
      patch: (id, fields) => call('patch', id, fields),
      remove: (id) => call('remove', id),
    },
    tokens: { expire: () => call('expireTokens') },
    realtime: { drop: () => call('dropSockets') },
    faults: {
      set: (faults) => call('setFaults', faults),
      failNext: (fault, match) => call('failNext', fault, match),
      reset: () => call('resetFaults'),
    },
    dropConnection: (id) => call('dropConnection', id),
    scanQr: (id) => call('scanQr', id),
    receiveMessage: (id, message) => call('receiveMessage', id, message),
    completeCheckout: (id) => call('completeCheckout', id),
    failCheckout: (id) => call('failCheckout', id),
    advance: (ms) => call('advance', ms),
  }
  const misbehaviour: Misbehaviour = {
    describe: () => (besides ? describeAll(dials, seed, besides) : describeDials(dials, seed)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    turn,
    reset: () => gateway.faults.reset(),
  }
  /** For the api: the relay, and what its answers say besides. */
  const connection = {
    baseUrl: '/relay',
    platform: {
      fetch: async (request: Request) => {
        const response = await fetch(request)
        hear(response)
        return response
      },
    },
  }
  return { gateway, misbehaviour, connection }
}
