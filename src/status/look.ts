import { isTemporaryId } from '../overlay/operations/temporary-ids.ts'
import type { Cadence } from './cadence.ts'
import { steady } from './cadence.ts'
import { setCadence, touch } from './hub-state.ts'
import type { OpenRound } from './open-round.ts'
import { isDue, lookAgain, never, send } from './open-round.ts'
import { ownIntervalOf } from './own-interval.ts'
import { intervalOf } from './pace.ts'
import { placeId, placeList } from './place.ts'
import type { InstanceTarget, ListTarget, Target } from './targets.ts'
import { dueAt, markAsked, sinceOf } from './turns.ts'
import { steadyOf } from './watch.ts'

/** Polls missed until a status counts as stale. */
const MISSED = 3

/** Asks a live list that is due; else it is looked at again in time. */
export const lookAtList = (round: OpenRound, list: ListTarget): void => {
  const { state, cache, now, isVisible } = round
  const { key, args } = list
  const entry = () => {
    const { data, error } = cache.entryAt(key)
    return { data, error }
  }
  const intervalMs = steadyOf(list.watches, isVisible, entry)
  if (list.intervalMs !== intervalMs) for (const id of list.ids) touch(state, id)
  list.intervalMs = intervalMs
  if (!list.isPlaced) placeList(state, cache, list, now)
  if (state.polls.has(key) || !isDue(round, list, intervalMs)) return
  // Its own first read, or one that somebody asked for: the hub hears of it when that is over.
  if (cache.isAsked('listInstances', args)) return
  const since = sinceOf(list, intervalMs, now)
  markAsked(list, intervalMs, now, state.phase)
  lookAgain(round, dueAt(list, intervalMs))
  send(round, { kind: 'list', args, slot: key, ids: [...list.ids] }, since)
}

/** An instance that is to be asked, or may be with others. Else it is looked at again in time. */
export const lookAt = (round: OpenRound, id: string): InstanceTarget | undefined => {
  const { state, now } = round
  const isListed = state.listed.has(id)
  const target = state.ids.get(id) ?? (isListed ? state.expected.get(id) : undefined)
  if (target) {
    target.lookAt = never
    return isTemporaryId(id) || !lookAtId(round, id, target) ? undefined : target
  }
  if (isLongAgo(state.cadences.get(id), now)) setCadence(state, id, steady)
  return undefined
}

const lookAtId = (round: OpenRound, id: string, target: InstanceTarget): boolean => {
  const { state, cache, now, isVisible } = round
  const lists = state.listed.get(id)
  let byLists = never
  lists?.forEach(({ intervalMs, overSince }) => {
    // One that is not asked any more tells of nobody.
    if (overSince === undefined) byLists = Math.min(byLists, intervalMs)
  })
  const own = target.ownMs ?? ownMsOf(round, target)
  // Who does not poll it sees what the list is told.
  const steadyMs = own === never ? byLists : own
  if (!target.isPlaced) placeId(state, cache, id, target, now, steadyMs)
  if (!lists) round.loose.push(id)
  noteStale(round, id, target, steadyMs)
  // Nobody polls it, and there is nothing to show: it is asked for once.
  const isFirst = steadyMs === never && isVisible && target.anchor === undefined && !cache.rowOf(id)
  const intervalMs = isFirst ? 0 : intervalOf(state.cadences.get(id) ?? steady, steadyMs)
  target.intervalMs = intervalMs
  target.steadyMs = steadyMs
  target.isDue = false
  if (byLists <= intervalMs && !target.isForced) return false
  const due = isDue(round, target, intervalMs)
  if (round.isAsked(id) || cache.isAsked('getInstance', id)) {
    if (due) round.waiting.add(id)
    return false
  }
  target.isDue = due
  return true
}

/** What its watchers want; the same until it is touched, unless one of them wants it by what is known. */
const ownMsOf = ({ state, isVisible, statusOf }: OpenRound, target: InstanceTarget): number => {
  let isByData = false
  const entry = () => {
    isByData = true
    return { data: statusOf(target.id), error: target.error }
  }
  const own = ownIntervalOf(state, target.id, target, isVisible, entry)
  target.ownMs = isByData ? undefined : own
  return own
}

const noteStale = (round: OpenRound, id: string, target: Target, steadyMs: number): void => {
  const { state, now, stale } = round
  // Who is only expected to change is shown to nobody.
  if (!state.ids.has(id)) return
  const confirmedAt = state.heard.get(id)?.confirmedAt
  if (confirmedAt === undefined || steadyMs === never || state.stale.has(id)) return
  const staleAt = confirmedAt + MISSED * steadyMs
  if (staleAt < now) stale.push(id)
  else lookAgain(round, staleAt + 1, target)
}

const isLongAgo = (cadence: Cadence | undefined, now: number): boolean =>
  cadence?.kind !== 'fast' || cadence.until < now
