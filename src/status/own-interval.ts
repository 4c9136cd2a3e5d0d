import type { HubState } from './hub-state.ts'
import { PUSHED_MS, STEADY_MS } from './pace.ts'
import type { Target } from './targets.ts'
import type { Watchable } from './watch.ts'
import { steadyOf } from './watch.ts'

/**
 * ms between the polls that the watchers of an instance want; Infinity: they want none. A status that is pushed is polled
 * rarely, but what happened before its pushes began is in none of them: until a read has left since then, it is polled
 * as often as others at least.
 */
export const ownIntervalOf = (
  { pushed, heard }: HubState,
  id: string,
  { watches }: Target,
  isVisible: boolean,
  entry: () => Watchable<unknown>,
): number => {
  const since = pushed.get(id)
  const wanted = steadyOf(watches, isVisible, entry, since === undefined ? STEADY_MS : PUSHED_MS)
  const isSure = since === undefined || (heard.get(id)?.askedAt ?? 0) >= since
  return isSure || wanted === Number.POSITIVE_INFINITY ? wanted : Math.min(wanted, STEADY_MS)
}
