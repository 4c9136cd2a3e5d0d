import { MAX_TIMER_MS } from '../core/platform.ts'
import { isTemporaryId } from '../overlay/operations/operation.ts'
import type { Cadence } from './cadence.ts'
import { afterPoll, intervalOf, steady } from './cadence.ts'
import type { Cache } from './cache.ts'
import { rowsIn } from './cache.ts'
import { planPolls } from './plan.ts'
import type { HubState, ListTarget, Poll, Target } from './targets.ts'
import { createTarget, dueAt, isOld, markAsked, setListed } from './targets.ts'
import { steadyOf } from './watch.ts'

/** What a round finds. Times in epoch ms. */
export interface Surroundings {
  readonly now: number
  readonly isOnline: boolean
  readonly isVisible: boolean
  /** No polls before. */
  readonly heldUntil: number
}

/** What is to be done now, and when to look again. */
export interface Round {
  readonly polls: readonly Poll[]
  /** ms; Infinity: when something happens. */
  readonly waitMs: number
  /** The instances that have not been confirmed for too long, since now. */
  readonly stale: readonly string[]
}

/** Polls missed until a status counts as stale. */
const MISSED = 3

interface Due {
  readonly id: string
  readonly target: Target
  readonly intervalMs: number
  readonly steadyMs: number
}

/** Looks at all that is watched: what is due, and when is the next? Marks what is due as asked. */
export const makeRound = (
  state: HubState,
  cache: Cache,
  statusOf: (id: string) => unknown,
  { now, isOnline, isVisible, heldUntil }: Surroundings,
): Round => {
  const polls: Poll[] = []
  let nextAt = never
  const isBlocked = !isOnline || state.refusal !== undefined
  const later = (at: number) => {
    nextAt = Math.min(nextAt, at)
  }
  /** Is it due? Else it is looked at again in time. */
  const isDue = (target: Target, intervalMs: number): boolean => {
    if (target.overSince !== undefined || isBlocked) return false
    if (target.isForced) return true
    if (intervalMs === never) return false
    const at = Math.max(dueAt(target, intervalMs), heldUntil)
    if (at > now) later(at)
    return at <= now
  }
  const send = (poll: Omit<Poll, 'controller'>) => {
    const sent = { ...poll, controller: new AbortController() } as Poll
    state.polls.set(sent.slot, sent)
    polls.push(sent)
  }

  for (const list of state.lists.values()) {
    const { key, args } = list
    const entry = () => cache.entryOf('listInstances', args)
    list.intervalMs = steadyOf(list.watches, isVisible, entry)
    if (!list.isPlaced) placeList(state, cache, list, now)
    if (state.polls.has(key) || !isDue(list, list.intervalMs)) continue
    // Its own first read, or one that somebody asked for: hears of it when that is over.
    if (cache.isAsked('listInstances', args)) continue
    markAsked(list, list.intervalMs, now, state.phase)
    later(dueAt(list, list.intervalMs))
    send({ kind: 'list', args, slot: key, ids: [...list.ids] } as Poll)
  }

  const stale: string[] = []
  const due: Due[] = []
  const soon: Due[] = []
  const loose: string[] = []
  const asked = new Set([...state.polls.values()].flatMap(({ ids }) => ids))

  const look = (id: string, target: Target) => {
    if (isTemporaryId(id)) return
    const lists = state.listed.get(id)
    const byLists = least([...(lists ?? [])].map(({ intervalMs }) => intervalMs))
    const own = steadyOf(target.watches, isVisible, () => ({
      data: statusOf(id),
      error: target.error,
    }))
    const steadyMs = target.watches.size > 0 ? own : byLists
    if (!target.isPlaced) placeId(state, cache, id, target, now, steadyMs)
    const confirmedAt = state.heard.get(id)?.confirmedAt
    if (confirmedAt !== undefined && own < never && !state.stale.has(id)) {
      const staleAt = confirmedAt + MISSED * own
      if (staleAt < now) stale.push(id)
      else later(staleAt + 1)
    }
    const cadence = state.cadences.get(id) ?? steady
    // Nobody polls it, and there is nothing to show: it is asked for once.
    const isFirst = steadyMs === never && target.anchor === undefined && !cache.rowOf(id)
    const intervalMs = isFirst ? 0 : intervalOf(cadence, steadyMs)
    if (!lists) loose.push(id)
    if ((byLists <= intervalMs && !target.isForced) || asked.has(id)) return
    const one = { id, target, intervalMs, steadyMs }
    if (isDue(target, intervalMs)) {
      if (!cache.isAsked('getInstance', id)) due.push(one)
    } else if (dueAt(target, intervalMs) <= now + intervalMs / 2) soon.push(one)
  }
  for (const [id, target] of state.ids) look(id, target)
  for (const [id, target] of state.expected) {
    if (state.ids.has(id)) continue
    if (state.listed.has(id)) look(id, target)
    else if (isLongAgo(state.cadences.get(id), now)) setCadence(state, id, steady)
  }

  if (due.length > 0) {
    // Those of the same rate that are due soon go along, so that they are asked for together from now on.
    const rates = new Set(due.map(({ intervalMs }) => intervalMs))
    const along = soon.filter(({ intervalMs }) => rates.has(intervalMs))
    const all = new Map([...due, ...along].map((one) => [one.id, one]))
    for (const poll of planIds(state, cache, [...all.keys()])) {
      send(poll)
      for (const id of poll.ids) {
        const { target, intervalMs = 0, steadyMs = 0 } = all.get(id) ?? {}
        if (!target) continue
        markAsked(target, intervalMs, now, state.phase)
        const cadence = state.cadences.get(id)
        if (cadence) setCadence(state, id, afterPoll(cadence, steadyMs, now))
        if (intervalMs > 0) later(dueAt(target, intervalMs))
      }
    }
  }
  cache.hold(loose)
  return { polls, waitMs: Math.min(Math.max(nextAt - now, 0), MAX_TIMER_MS), stale }
}

const never = Number.POSITIVE_INFINITY

const least = (numbers: readonly number[]): number => Math.min(never, ...numbers)

/** What is expected of an instance is something else now. */
export const setCadence = (state: HubState, id: string, cadence: Cadence): void => {
  if (cadence.kind === 'steady') {
    state.cadences.delete(id)
    state.expected.delete(id)
    return
  }
  state.cadences.set(id, cadence)
  if (!state.expected.has(id)) state.expected.set(id, createTarget())
}

const isLongAgo = (cadence: Cadence | undefined, now: number): boolean =>
  cadence?.kind !== 'fast' || cadence.until < now

const placeList = (state: HubState, cache: Cache, list: ListTarget, now: number): void => {
  list.isPlaced = true
  const { status, data, fulfilledTimeStamp } = cache.entryOf('listInstances', list.args)
  setListed(state, list, new Set(rowsIn(data).map(({ id }) => id)))
  // Its first read was sent when it was mounted.
  if (status === 'pending') list.anchor = now
  else if (data !== undefined) {
    const askedAt = state.heard.get(list.key)?.askedAt ?? fulfilledTimeStamp
    list.anchor = isOld(askedAt, list.intervalMs, now) ? undefined : askedAt
  }
}

const placeId = (
  state: HubState,
  cache: Cache,
  id: string,
  target: Target,
  now: number,
  steadyMs: number,
): void => {
  target.isPlaced = true
  if (!cache.rowOf(id)) return
  const { data, fulfilledTimeStamp } = cache.entryOf('getInstance', id)
  const askedAt = state.heard.get(id)?.askedAt ?? (data === undefined ? undefined : fulfilledTimeStamp)
  target.anchor = isOld(askedAt, steadyMs, now) ? undefined : askedAt
}

/** The fewest requests for instances that no poll of a live list tells of in time. */
const planIds = (
  state: HubState,
  cache: Cache,
  ids: readonly string[],
): readonly Omit<Poll, 'controller'>[] => {
  const { lost, pageOf, pageCount, polls } = state
  const toId = (id: string) => ({ kind: 'id', id, slot: cache.slotOf('getInstance', id), ids: [id] })
  // What no page shows has to be asked for by its own id: no more of it at once than the pages cost.
  const alone = ids.filter((id) => lost.has(id)).slice(0, Math.max(1, pageCount ?? 1))
  const others = ids.filter((id) => !lost.has(id))
  const shown = others.length > 1 ? cache.shownLists() : new Map<string, never>()
  const lists = new Map([...shown].filter(([key]) => !polls.has(key)).map(([key, { ids }]) => [key, ids]))
  const plan = planPolls({ ids: others, lists, pageOf, pageCount })
  const rest = new Set(others)
  const take = (isTold: (id: string) => boolean): readonly string[] => {
    const told = [...rest].filter(isTold)
    for (const id of told) rest.delete(id)
    return told
  }
  const planned = [
    ...plan.lists.map((key) => {
      const { args, ids } = shown.get(key) ?? {}
      return { kind: 'list', args, slot: key, ids: take((id) => ids.has(id)) }
    }),
    ...plan.ids.map((id) => ({ ...toId(id), ids: take((one) => one === id) })),
    ...plan.pages.map((page, i) => ({
      kind: 'page',
      page,
      slot: cache.slotOf('listInstances', cache.pageArgs(page)),
      // Who stands where is not known of all: the last page answers for those.
      ids: take((id) => pageOf.get(id) === page || i === plan.pages.length - 1),
    })),
    ...alone.map(toId),
  ]
  return planned.filter(({ slot }) => !polls.has(slot)) as unknown as readonly Poll[]
}
