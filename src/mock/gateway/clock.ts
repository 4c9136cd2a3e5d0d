import { isDuration, maxDurationMs } from '../durations.ts'

/** The gateway's clock. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Moves on; throws a RangeError for what is no way to go. */
  advance(ms: number): void
  reset(): void
}

/** The end of the year 9999, the last that an ISO-8601 text writes with four digits. */
const latest = Date.UTC(10_000, 0) - 1

/** Makes a clock that is ahead of another one. */
export const createClock = (clock: () => number): Clock => {
  let offset = 0
  const now = () => clock() + offset
  return {
    now,
    advance: (ms) => {
      if (!isDuration(ms) || now() + ms > latest) {
        throw new RangeError(
          `The mock gateway's clock moves on by 0 to ${maxDurationMs} milliseconds, not beyond the year 9999; not by ${ms}`,
        )
      }
      offset += ms
    },
    reset: () => {
      offset = 0
    },
  }
}
