import type { Platform } from 'vzaps-rtk'

/** Noon of a fixed day, in epoch ms. */
export const noon = Date.UTC(2026, 3, 13, 12)

/** A clock and timers that only a test moves. */
export interface ManualClock extends Pick<Platform, 'now' | 'setTimeout' | 'clearTimeout'> {
  /** Moves on by ms and runs what falls due, in order. */
  advance(ms: number): void
  /** Sets the time without running anything, as a user does who sets the system's clock. */
  set(at: number): void
  /** ms left of each timer that is waiting, the shortest first. */
  waiting(): readonly number[]
}

export const createClock = (start = noon): ManualClock => {
  let time = start
  // Timers follow time that passed, which setting the clock does not change.
  let elapsed = 0
  let last = 0
  const timers = new Map<number, { readonly due: number; readonly run: () => void }>()
  const next = () => [...timers].sort(([, a], [, b]) => a.due - b.due)[0]
  return {
    now: () => time,
    setTimeout: (run, ms) => {
      last += 1
      timers.set(last, { due: elapsed + ms, run })
      return last
    },
    clearTimeout: (handle) => {
      timers.delete(Number(handle))
    },
    advance: (ms) => {
      const end = elapsed + ms
      for (let first = next(); first && first[1].due <= end; first = next()) {
        const [id, { due, run }] = first
        timers.delete(id)
        time += due - elapsed
        elapsed = due
        run()
      }
      time += end - elapsed
      elapsed = end
    },
    set: (at) => {
      time = at
    },
    waiting: () => [...timers.values()].map(({ due }) => due - elapsed).sort((a, b) => a - b),
  }
}
