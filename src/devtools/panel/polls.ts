import type { VZapsError } from '../../core/errors.ts'
import { steady } from '../../status/cadence.ts'
import type { HubDoor } from '../../status/door.ts'
import type { HubInside } from '../../status/hub-inside.ts'
import { ownIntervalOf } from '../../status/own-interval.ts'
import { intervalOf } from '../../status/pace.ts'
import { planIds } from '../../status/plan-ids.ts'
import { createPollCache } from '../../status/poll-cache.ts'
import type { Question, Target } from '../../status/targets.ts'
import { dueAt } from '../../status/turns.ts'

/** What keeps one instance, or a list, up to date. Times in epoch ms. */
export interface Watched {
  readonly name: string
  /** The instances that it tells of. */
  readonly ids: readonly string[]
  readonly watchers: number
  /** `undefined` where nothing is to be asked. */
  readonly nextAt: number | undefined
  /** ms between polls. */
  readonly intervalMs: number
  /** Why it is asked as often, or not at all. */
  readonly why: string
  readonly failures: number
  readonly error: VZapsError | undefined
}

/** A request that tells of these instances. */
export interface Asked {
  readonly name: string
  readonly ids: readonly string[]
}

/** What the hub does, and will do next. */
export interface PollView {
  readonly watched: readonly Watched[]
  readonly inFlight: readonly Asked[]
  /** The requests by which instances that no list tells of would be asked for together now. */
  readonly plan: readonly Asked[]
  readonly nextAt: number | undefined
  /** No polls before: the server said so with `Retry-After`. */
  readonly heldUntil: number | undefined
  /** Why the account is not asked any more. */
  readonly refusal: VZapsError | undefined
}

const never = Number.POSITIVE_INFINITY

const nameOf = (question: Question): string =>
  question.kind === 'page' ? `page ${question.page} of all instances` : question.slot

const toAsked = (question: Question): Asked => ({ name: nameOf(question), ids: question.ids })

/** When it is asked next. */
const nextOf = (
  { gate, state }: Pick<HubInside, 'gate' | 'state'>,
  target: Target,
  intervalMs: number,
  now: number,
) => {
  if (state.refusal || target.overSince !== undefined) return undefined
  if (target.isForced) return now
  return intervalMs === never ? undefined : Math.max(dueAt(target, intervalMs), gate.heldUntil, now)
}

const watchedList = (inside: HubInside, now: number): readonly Watched[] =>
  [...inside.state.lists.values()].map((list) => ({
    name: list.key,
    ids: [...list.ids],
    watchers: list.watches.size,
    nextAt: nextOf(inside, list, list.intervalMs, now),
    intervalMs: list.intervalMs,
    why: 'a live list',
    failures: list.failures,
    error: list.error,
  }))

interface WatchedId extends Watched {
  /** A list tells of it in time. */
  readonly isByList: boolean
}

const watchedId = (
  { state, gate }: HubInside,
  statusOf: HubDoor['statusOf'],
  now: number,
  [id, target]: readonly [string, Target],
): WatchedId => {
  const lists = [...(state.listed.get(id) ?? [])]
  const byLists = Math.min(never, ...lists.map(({ intervalMs }) => intervalMs))
  const isPushed = state.pushed.has(id)
  const entry = () => ({ data: statusOf(id), error: target.error })
  const own = ownIntervalOf(state, id, target, true, entry)
  const cadence = state.cadences.get(id) ?? steady
  const intervalMs = intervalOf(cadence, own === never ? byLists : own)
  const isByList = byLists <= intervalMs && !target.isForced
  const why = [
    isByList && 'a live list tells of it',
    isPushed && 'pushed',
    cadence.kind !== 'steady' && `${cadence.kind}: ${cadence.why}`,
    target.overSince !== undefined && 'ended',
    state.stale.has(id) && 'stale',
  ]
  return {
    name: id,
    ids: [id],
    watchers: target.watches.size,
    nextAt: isByList ? undefined : nextOf({ state, gate }, target, intervalMs, now),
    intervalMs,
    why: why.filter(Boolean).join(', ') || 'watched by itself',
    failures: target.failures,
    error: target.error,
    isByList,
  }
}

const nothingWatched: PollView = {
  watched: [],
  inFlight: [],
  plan: [],
  nextAt: undefined,
  heldUntil: undefined,
  refusal: undefined,
}

/** Looks at a hub, and changes nothing of it. */
export const viewPolls = (
  { inside: getInside, statusOf }: Pick<HubDoor, 'inside' | 'statusOf'>,
  now: number,
): PollView => {
  const inside = getInside()
  if (!inside) return nothingWatched
  const { state, gate } = inside
  const ids = [...state.ids].map((one) => watchedId(inside, statusOf, now, one))
  const watched = [...watchedList(inside, now), ...ids]
  const loose = ids.filter(({ isByList, nextAt }) => !isByList && nextAt !== undefined)
  const times = watched.flatMap(({ nextAt }) => nextAt ?? [])
  return {
    watched,
    inFlight: [...state.polls.values()].map(toAsked),
    plan: planIds(
      state,
      createPollCache(inside),
      loose.map(({ name }) => name),
    ).map(toAsked),
    nextAt: times.length > 0 ? Math.min(...times) : undefined,
    heldUntil: gate.heldUntil > now ? gate.heldUntil : undefined,
    refusal: state.refusal,
  }
}
