import { MAX_TIMER_MS } from '../core/platform.ts'
import { isTemporaryId } from '../overlay/operations/temporary-ids.ts'
import type { Cadence } from './cadence.ts'
import { steady } from './cadence.ts'
import type { Due, Join } from './due.ts'
import type { HubState } from './hub-state.ts'
import { setCadence, touch } from './hub-state.ts'
import { ownIntervalOf } from './own-interval.ts'
import { afterPoll, intervalOf, STEADY_MS } from './pace.ts'
import { placeId, placeList } from './place.ts'
import { planIds } from './plan-ids.ts'
import type { PollCache } from './poll-cache.ts'
import { eachTarget, isSoon, touchDue } from './schedule.ts'
import type { ListTarget, Poll, Question, Target } from './targets.ts'
import { createTarget } from './targets.ts'
import { dueAt, markAsked, NUDGE_MS } from './turns.ts'
import { steadyOf } from './watch.ts'

/** What a round finds. Times in epoch ms. */
export interface Surroundings {
  readonly state: HubState
  readonly cache: PollCache
  readonly now: number
  readonly isOnline: boolean
  readonly isVisible: boolean
  /** No polls before. */
  readonly heldUntil: number
  /** Adds what others want asked. */
  readonly join: Join | undefined
  statusOf(id: string): unknown
}

/** What is to be done now, and when to look again. */
export interface Round {
  readonly polls: readonly Poll[]
  /** ms; Infinity: when something happens. */
  readonly waitMs: number
  /** The instances that have not been confirmed for too long, since now. */
  readonly stale: readonly string[]
}

/** A round that is being made. */
interface Making extends Surroundings {
  readonly polls: Poll[]
  readonly stale: string[]
  /** Instances that no live list shows. */
  readonly loose: string[]
  /** Instances that are due, and have to wait for an answer that is on its way. */
  readonly waiting: Set<string>
  /** Is a poll on its way that is to tell of the instance? */
  isAsked(id: string): boolean
  /** The intervals of what is due in its turn. */
  readonly rates: Set<number>
  nextAt: number
}

/** Polls missed until a status counts as stale. */
const MISSED = 3

const never = Number.POSITIVE_INFINITY

/**
 * Looks at what is watched: what is due, and when is the next? Marks what is due as asked. Of instances it looks at those
 * that were touched since the last round, and at others when their time has come.
 */
export const makeRound = (surroundings: Surroundings): Round => {
  const { state, cache, now } = surroundings
  const onTheirWay = [...state.polls.values()]
  let asked: ReadonlySet<string> | undefined
  const making: Making = {
    ...surroundings,
    polls: [],
    stale: [],
    loose: [],
    waiting: new Set(),
    // Of live lists alone, nobody wants to know.
    isAsked: (id) => {
      asked ??= new Set(onTheirWay.flatMap(({ ids }) => ids))
      return asked.has(id)
    },
    rates: new Set(),
    nextAt: never,
  }
  for (const list of state.lists.values()) lookAtList(making, list)
  touchDue(state, now)
  const found: Due[] = []
  const look = (id: string) => {
    const due = lookAt(making, id)
    if (!due) return
    found.push(due)
    // Who wants no polls gets none because others do.
    const { isDue, target, intervalMs } = due
    if (isDue && !target.isExtra && intervalMs !== never) making.rates.add(intervalMs)
  }
  for (const id of state.touched) look(id)
  if (making.rates.size > 0) {
    eachTarget(state, (target, id) => {
      if (!state.touched.has(id) && isSoon(target, making.rates, now)) look(id)
    })
  }
  state.touched.clear()
  surroundings.join?.(making, found, {
    isDue,
    send,
    lookAgain,
    markAsked,
    createTarget,
    steadyMs: STEADY_MS,
  })
  askFor(making, found)
  cache.hold(making.loose)
  for (const id of making.waiting) touch(state, id)
  const { polls, stale } = making
  state.lookAt = Math.min(state.lookAt, making.nextAt)
  return { polls, stale, waitMs: state.lookAt === never ? never : clamp(state.lookAt - now) }
}

const clamp = (ms: number): number => Math.min(Math.max(ms, 0), MAX_TIMER_MS)

const lookAgain = (making: Making, at: number, target?: Target): void => {
  making.nextAt = Math.min(making.nextAt, at)
  if (target) target.lookAt = Math.min(target.lookAt, at)
}

const send = ({ polls, state, now }: Making, question: Question, since: number): void => {
  const poll: Poll = { ...question, since, plannedAt: now, controller: new AbortController() }
  state.polls.set(poll.slot, poll)
  polls.push(poll)
}

/** A poll at the usual time may be one of another tab, a little before; one that somebody wants is to leave from now on. */
const sinceOf = ({ anchor, isExtra }: Target, intervalMs: number, now: number): number =>
  anchor === undefined || isExtra || intervalMs === never ? now : now - intervalMs / 2

/** Is it due? Else it is looked at again in time. */
const isDue = (making: Making, target: Target, intervalMs: number): boolean => {
  const { isOnline, state, heldUntil, now } = making
  if (!isOnline || state.refusal || target.overSince !== undefined) return false
  if (target.isForced) return true
  if (intervalMs === never) return false
  const own = dueAt(target, intervalMs)
  const due = target.isExtra ? Math.min(own, state.extraAt + NUDGE_MS) : own
  const at = Math.max(due, heldUntil)
  if (at > now) lookAgain(making, at, target)
  return at <= now
}

const lookAtList = (making: Making, list: ListTarget): void => {
  const { state, cache, now, isVisible } = making
  const { key, args } = list
  const entry = () => {
    const { data, error } = cache.entryOf('listInstances', args)
    return { data, error }
  }
  const intervalMs = steadyOf(list.watches, isVisible, entry)
  if (list.intervalMs !== intervalMs) for (const id of list.ids) touch(state, id)
  list.intervalMs = intervalMs
  if (!list.isPlaced) placeList(state, cache, list, now)
  if (state.polls.has(key) || !isDue(making, list, intervalMs)) return
  // Its own first read, or one that somebody asked for: the hub hears of it when that is over.
  if (cache.isAsked('listInstances', args)) return
  const since = sinceOf(list, intervalMs, now)
  markAsked(list, intervalMs, now, state.phase)
  lookAgain(making, dueAt(list, intervalMs))
  send(making, { kind: 'list', args, slot: key, ids: [...list.ids] }, since)
}

/** Is an instance to be asked? Else it is looked at again in time. */
const lookAt = (making: Making, id: string): Due | undefined => {
  const { state, now } = making
  const isListed = state.listed.has(id)
  const target = state.ids.get(id) ?? (isListed ? state.expected.get(id) : undefined)
  if (target) {
    target.lookAt = never
    return isTemporaryId(id) ? undefined : lookAtId(making, id, target)
  }
  if (isLongAgo(state.cadences.get(id), now)) setCadence(state, id, steady)
  return undefined
}

const lookAtId = (making: Making, id: string, target: Target): Due | undefined => {
  const { state, cache, now, isVisible, statusOf } = making
  const lists = state.listed.get(id)
  let byLists = never
  for (const { intervalMs } of lists ?? []) byLists = Math.min(byLists, intervalMs)
  const entry = () => ({ data: statusOf(id), error: target.error })
  const own = ownIntervalOf(state, id, target, isVisible, entry)
  // Who does not poll it sees what the list is told.
  const steadyMs = own === never ? byLists : own
  if (!target.isPlaced) placeId(state, cache, id, target, now, steadyMs)
  if (!lists) making.loose.push(id)
  noteStale(making, id, target, steadyMs)
  // Nobody polls it, and there is nothing to show: it is asked for once.
  const isFirst = steadyMs === never && isVisible && target.anchor === undefined && !cache.rowOf(id)
  const intervalMs = isFirst ? 0 : intervalOf(state.cadences.get(id) ?? steady, steadyMs)
  target.intervalMs = intervalMs
  if (byLists <= intervalMs && !target.isForced) return undefined
  const due = isDue(making, target, intervalMs)
  if (making.isAsked(id) || cache.isAsked('getInstance', id)) {
    if (due) making.waiting.add(id)
    return undefined
  }
  return { id, target, intervalMs, steadyMs, isDue: due }
}

const noteStale = (making: Making, id: string, target: Target, steadyMs: number): void => {
  const { state, now, stale } = making
  const confirmedAt = state.heard.get(id)?.confirmedAt
  if (confirmedAt === undefined || steadyMs === never || state.stale.has(id)) return
  const staleAt = confirmedAt + MISSED * steadyMs
  if (staleAt < now) stale.push(id)
  else lookAgain(making, staleAt + 1, target)
}

/** Asks for those that are due, and for those of the same rate that are due soon: together from now on. */
const askFor = (making: Making, found: readonly Due[]): void => {
  const { state, cache, now, rates } = making
  const all = new Map<string, Due>()
  for (const one of found) {
    if (one.isDue || isSoon(one.target, rates, now)) all.set(one.id, one)
  }
  if (all.size === 0) return
  const mark = ({ id, target, intervalMs, steadyMs }: Due) => {
    if (target.isExtra) state.extraAt = now
    markAsked(target, intervalMs, now, state.phase)
    const cadence = state.cadences.get(id)
    if (cadence) setCadence(state, id, afterPoll(cadence, steadyMs, now))
    const next = intervalOf(state.cadences.get(id) ?? steady, steadyMs)
    if (next !== never) lookAgain(making, dueAt(target, next), target)
    all.delete(id)
  }
  for (const question of planIds(state, cache, [...all.keys()])) {
    const told = question.ids.flatMap((id) => all.get(id) ?? [])
    let since = 0
    for (const one of told) since = Math.max(since, sinceOf(one.target, one.intervalMs, now))
    send(making, question, since)
    for (const one of told) mark(one)
  }
  for (const one of all.values()) {
    // More than can be asked for one by one: their turn is another time.
    if (state.lost.has(one.id)) mark(one)
    else if (one.isDue) making.waiting.add(one.id)
  }
}

const isLongAgo = (cadence: Cadence | undefined, now: number): boolean =>
  cadence?.kind !== 'fast' || cadence.until < now
