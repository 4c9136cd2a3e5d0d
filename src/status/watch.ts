import { STEADY_MS } from './pace.ts'

/** What a polling interval may be made of: what is known, and why there is no more. */
export interface Watchable<Data> {
  readonly data: Data | undefined
  readonly error: unknown
}

/** How often the server is asked; the names are RTK Query's. */
export interface LiveOptions<Data> {
  /**
   * ms between polls, or a function of what is known that gives them. Absent: 15,000, and less while something is about to
   * change. 0: it is shown, and not polled. Of several watchers of one thing the smallest counts.
   */
  readonly pollingInterval?: number | ((entry: Watchable<Data>) => number) | undefined
  /** true. Asks when the page is looked at again, where what is known is older than half the interval. */
  readonly refetchOnFocus?: boolean | undefined
  /** true. The same when the network is back. */
  readonly refetchOnReconnect?: boolean | undefined
  /** true. Pauses while the page is hidden. */
  readonly skipPollingIfUnfocused?: boolean | undefined
}

/** One watcher: its options as they are now, and how it hears of news. */
export interface Watch {
  /** Its status is to be pushed, too. */
  readonly push?: boolean | undefined
  options(): LiveOptions<never>
  notify(): void
}

const intervalIn = (
  { pollingInterval }: LiveOptions<never>,
  entry: () => Watchable<unknown>,
  byDefault: number,
): number => {
  if (pollingInterval === undefined) return byDefault
  if (typeof pollingInterval === 'number') return pollingInterval
  try {
    return pollingInterval(entry() as Watchable<never>)
  } catch {
    return 0
  }
}

/** ms between polls for all watchers of one thing; Infinity: none of them wants any now. */
export const steadyOf = (
  watches: Iterable<Watch>,
  isVisible: boolean,
  entry: () => Watchable<unknown>,
  byDefault = STEADY_MS,
): number => {
  let least = Number.POSITIVE_INFINITY
  for (const { options } of watches) {
    const given = options()
    if (!isVisible && given.skipPollingIfUnfocused !== false) continue
    const ms = intervalIn(given, entry, byDefault)
    if (ms > 0 && ms < least) least = ms
  }
  return least
}

/** Does one of the watchers say by what is known how often it is asked? */
export const isAskedByData = ({ watches }: { readonly watches: Iterable<Watch> }): boolean =>
  [...watches].some(({ options }) => typeof options().pollingInterval === 'function')
