import type { Faults, MockGateway } from 'vzaps-rtk/mock'
import { plural } from '../words/plural.ts'
import type { Dials } from './dials.ts'
import { describeDials, describeFaults, pickFaults } from './dials.ts'
import { createDraws } from './random.ts'

/** How the gateway misbehaves, whoever made it so: the dials, the console, the help's buttons. */
export interface Misbehaviour {
  /** What is wrong at the moment, in a few words; empty when nothing is. */
  describe(): string
  subscribe(listener: () => void): () => void
  turn(dials: Dials): void
  /** Takes back what was set besides the dials. */
  reset(): unknown
}

/** What was set besides the dials. */
export interface Besides {
  readonly start: Faults
  readonly now: Faults
  /** How many calls will fail, once each. */
  readonly queued: number
}

/** A gateway that misbehaves. */
export interface MisbehavingGateway extends Misbehaviour {
  /** The gateway's fetch under the dials. */
  fetch(this: void, request: Request): Promise<Response>
  besides(): Besides
}

/** All that is wrong, in a few words. */
export const describeAll = (dials: Dials, seed: number, { start, now, queued }: Besides): string =>
  [
    describeDials(dials, seed),
    describeFaults(now, start),
    queued > 0 && plural(queued, { one: 'one call will fail', other: '{count} calls will fail' }),
  ]
    .filter(Boolean)
    .join(', ')

/** What was picked for one call, as it was before it; what was set meanwhile stays. */
const restored = (before: Faults, picked: Partial<Faults>, now: Faults): Partial<Faults> =>
  Object.fromEntries(
    (Object.keys(picked) as (keyof Faults)[])
      .filter((name) => now[name] === picked[name])
      .map((name) => [name, before[name]]),
  )

/** Puts dials before a gateway, and follows what is set at the gateway itself. */
export const createMisbehaviour = (
  gateway: MockGateway,
  seed: number,
  initial: Dials,
): MisbehavingGateway => {
  const { faults } = gateway
  const { set, failNext, reset } = faults
  const start = faults.get()
  const listeners = new Set<() => void>()
  let dials = initial
  let draw = createDraws(seed)
  let queued = 0

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const telling =
    <Args extends unknown[]>(run: (...args: Args) => void) =>
    (...args: Args) => {
      run(...args)
      tell()
    }
  Object.assign(faults, {
    set: telling(set),
    failNext: telling((...args: Parameters<typeof failNext>) => {
      failNext(...args)
      queued += args[1]?.times ?? 1
    }),
    reset: telling(() => {
      reset()
      queued = 0
    }),
  })

  /** Was a fault of one call used up by the call that was just begun? */
  const settleQueue = (isDialled: boolean) => {
    if (queued === 0 || isDialled || !gateway.requests.at(-1)?.fault) return
    queued -= 1
    tell()
  }

  const besides = () => ({ start, now: faults.get(), queued })

  return {
    fetch: (request) => {
      const { pathname } = new URL(request.url)
      const before = faults.get()
      const { latencyMs, ...wrong } = pickFaults(dials, request.method, pathname, draw)
      // What was set at the gateway itself goes before the dial.
      const isOwn = before.latencyMs !== start.latencyMs
      const picked = { ...wrong, ...(!isOwn && latencyMs !== undefined && { latencyMs }) }
      // A call takes its faults the moment it begins, so that only this one has them.
      set(picked)
      try {
        return gateway.fetch(request)
      } finally {
        set(restored(before, picked, faults.get()))
        settleQueue(Object.keys(wrong).length > 0)
      }
    },
    besides,
    describe: () => describeAll(dials, seed, besides()),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    turn: (next) => {
      dials = next
      draw = createDraws(seed)
      tell()
    },
    reset: () => faults.reset(),
  }
}
