import type { Random } from '../random.ts'
import { checkFailNext, checkFaults } from './checks.ts'
import type { Fault, FaultControl, FaultMatch, Faults } from './faults.ts'
import { noFaults } from './faults.ts'

/** The faults, and the draws from them. */
export interface FaultStore {
  readonly control: FaultControl
  /** What happens to this call, if anything. */
  pick(method: string, path: string): Fault | undefined
  /** How long this call takes, in milliseconds. */
  drawLatency(): number
}

interface QueuedFault {
  readonly fault: Fault
  readonly match: FaultMatch
  left: number
}

/** Makes the faults; `initial` is where `reset` goes back to. */
export const createFaultStore = (initial: Partial<Faults>, random: Random): FaultStore => {
  checkFaults(initial)
  const start: Faults = merge(noFaults, initial)
  let current = start
  let queue: readonly QueuedFault[] = []

  const takeQueued = (method: string, path: string): Fault | undefined => {
    const entry = queue.find(({ match }) => isMatch(match, method, path))
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
        current = merge(current, faults)
      },
      failNext: (fault, match = {}) => {
        checkFailNext(fault, match)
        queue = [...queue, { fault, match, left: match.times ?? 1 }]
      },
      reset: () => {
        current = start
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

/** What is undefined is not said. */
const merge = (faults: Faults, said: Partial<Faults>): Faults => ({
  ...faults,
  ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
})

const pickStanding = (faults: Faults, random: Random): Fault | undefined => {
  if (faults.offline) return { kind: 'offline' }
  if (faults.status !== null) {
    const { status, retryAfter } = faults
    return { kind: 'status', status, ...(retryAfter !== null && { retryAfter }) }
  }
  if (faults.errorRate > 0 && random.next() < faults.errorRate) {
    return { kind: 'status', status: 500 }
  }
  if (faults.stall) return { kind: 'stall' }
  if (faults.invalidJson) return { kind: 'invalidJson' }
  return faults.dropAnswer ? { kind: 'dropAnswer' } : undefined
}

const isMatch = (match: FaultMatch, method: string, path: string): boolean => {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  // `search` ignores the memory of a sticky or global expression.
  return typeof match.path === 'string' ? match.path === path : path.search(match.path) >= 0
}
