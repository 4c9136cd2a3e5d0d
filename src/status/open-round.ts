import type { HubState } from './hub-state.ts'
import type { Join } from './join.ts'
import type { PollCache } from './poll-cache.ts'
import type { Poll, Question, Target } from './targets.ts'
import { dueAt, NUDGE_MS } from './turns.ts'

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

/** A round that is being made. */
export interface OpenRound extends Surroundings {
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

/** Nobody wants it, or nothing is to come. */
export const never = Number.POSITIVE_INFINITY

/** There is something to look at then (epoch ms), about a target or else about all. */
export const lookAgain = (round: OpenRound, at: number, target?: Target): void => {
  round.nextAt = Math.min(round.nextAt, at)
  if (target) target.lookAt = Math.min(target.lookAt, at)
}

/** Plans a poll. */
export const send = ({ polls, state, now }: OpenRound, question: Question, since: number): void => {
  const poll: Poll = { ...question, since, plannedAt: now, controller: new AbortController() }
  state.polls.set(poll.slot, poll)
  polls.push(poll)
}

/** Is it due? Else it is looked at again in time. */
export const isDue = (round: OpenRound, target: Target, intervalMs: number): boolean => {
  const { isOnline, state, heldUntil, now } = round
  if (!isOnline || state.refusal || target.overSince !== undefined) return false
  if (target.isForced) return true
  if (intervalMs === never) return false
  const own = dueAt(target, intervalMs)
  const due = target.isExtra ? Math.min(own, state.extraAt + NUDGE_MS) : own
  const at = Math.max(due, heldUntil)
  if (at > now) lookAgain(round, at, target)
  return at <= now
}
