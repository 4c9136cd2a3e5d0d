/** A million requests can leave between two ticks of the clock before they would reach the next. */
const STEP = 2 ** -20

/**
 * Numbers the requests of one store as they leave, for `meta.sentSeq`: by the overlay's clock, and those that leave
 * between two of its ticks one after the other.
 *
 * @example
 * const order = createSendOrder()
 * meta.sentSeq = order(api.util.selectClock(getState()))
 */
export const createSendOrder = (): ((clock: number) => number) => {
  let last = 0
  return (clock) => {
    // A clock that was set back (another state was put into the store) starts anew.
    last = clock <= last && last < clock + 1 ? last + STEP : clock
    return last
  }
}
