import type { Platform } from '../core/platform.ts'
import { refusal } from './refusal.ts'

/** Calls that may wait; each holds little more than its request. */
const MAX_WAITING = 20_000

const busy = () =>
  refusal(503, 'busy', 'Too many calls at once: ask again in a moment', { retryAfter: 1 })

/** Lets so many work at a time, in the order in which they came. */
export interface Slots {
  /** Resolves when there is room, with the function that makes it again; throws a refusal when there is none in time. */
  enter(signal: AbortSignal): Promise<() => void>
}

/** What slots need; `timeoutMs` is the longest wait. */
export interface SlotParts {
  readonly size: number
  readonly timeoutMs: number
  readonly platform: Pick<Platform, 'setTimeout' | 'clearTimeout'>
}

/** Makes {@link Slots}. */
export const createSlots = ({ size, timeoutMs, platform }: SlotParts): Slots => {
  let free = size
  const waiting = new Set<() => void>()

  const leave = () => {
    const [next] = waiting
    if (next) next()
    else free += 1
  }

  /** Leaving twice must not make room for two. */
  const taken = () => {
    let isIn = true
    return () => {
      if (isIn) leave()
      isIn = false
    }
  }

  return {
    enter: (signal) => {
      if (free > 0) {
        free -= 1
        return Promise.resolve(taken())
      }
      if (waiting.size >= MAX_WAITING) return Promise.reject(busy())
      return new Promise((resolve, reject) => {
        const end = () => {
          waiting.delete(start)
          platform.clearTimeout(timer)
          signal.removeEventListener('abort', giveUp)
        }
        const start = () => {
          end()
          resolve(taken())
        }
        const giveUp = () => {
          end()
          reject(busy())
        }
        const timer = platform.setTimeout(giveUp, timeoutMs)
        waiting.add(start)
        signal.addEventListener('abort', giveUp, { once: true })
        if (signal.aborted) giveUp()
      })
    },
  }
}
