import { rowsOfPage } from '../instances/rows-of.ts'
import type { HubState } from './hub-state.ts'
import { setListed } from './hub-state.ts'
import type { PollCache } from './poll-cache.ts'
import type { ListTarget, Target } from './targets.ts'
import { isOld } from './turns.ts'

/** A list was mounted: when is its first poll due? Its first read is RTK Query's own. */
export const placeList = (
  state: HubState,
  cache: PollCache,
  list: ListTarget,
  now: number,
): void => {
  list.isPlaced = true
  const { status, data, fulfilledTimeStamp } = cache.entryAt(list.key)
  setListed(state, list, new Set(rowsOfPage(data).map(({ id }) => id)))
  if (status === 'pending') list.anchor = now
  else if (data !== undefined) {
    const askedAt = state.heard.get(list.key)?.askedAt ?? fulfilledTimeStamp
    list.anchor = isOld(askedAt, list.intervalMs, now) ? undefined : askedAt
  }
}

/** An instance is watched from now on: when is its first poll due? */
export const placeId = (
  state: HubState,
  cache: PollCache,
  id: string,
  target: Target,
  now: number,
  steadyMs: number,
): void => {
  target.isPlaced = true
  if (!cache.rowOf(id)) return
  const { data, fulfilledTimeStamp } = cache.entryOf('getInstance', id)
  const own = data === undefined ? undefined : fulfilledTimeStamp
  const askedAt = state.heard.get(id)?.askedAt ?? own
  target.anchor = isOld(askedAt, steadyMs, now) ? undefined : askedAt
}
