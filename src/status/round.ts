import { MAX_TIMER_MS } from '../core/platform.ts'
import { askDue } from './ask-due.ts'
import { touch } from './hub-state.ts'
import type { RoundTools } from './join.ts'
import { lookAt, lookAtList } from './look.ts'
import type { OpenRound, Surroundings } from './open-round.ts'
import { isDue, lookAgain, never, send } from './open-round.ts'
import { STEADY_MS } from './pace.ts'
import { eachTarget, idsInTime, isSoon } from './schedule.ts'
import type { InstanceTarget, Poll } from './targets.ts'
import { createInstanceTarget } from './targets.ts'
import { markAsked } from './turns.ts'

/** What is to be done now, and when to look again. */
export interface Round {
  readonly polls: readonly Poll[]
  /** ms; Infinity: when something happens. */
  readonly waitMs: number
  /** The instances that have not been confirmed for too long, since now. */
  readonly stale: readonly string[]
}

/**
 * Looks at what is watched: what is due, and when is the next? Marks what is due as asked. Of instances it looks at those
 * that were touched since the last round, and at others when their time has come.
 */
export const makeRound = (surroundings: Surroundings): Round => {
  const { state, cache, now } = surroundings
  const round = begin(surroundings)
  for (const list of state.lists.values()) lookAtList(round, list)
  askDue(round, findDue(round))
  cache.hold(round.loose)
  for (const id of round.waiting) touch(state, id)
  const { polls, stale } = round
  state.lookAt = Math.min(state.lookAt, round.nextAt)
  return { polls, stale, waitMs: state.lookAt === never ? never : clamp(state.lookAt - now) }
}

const tools: RoundTools<OpenRound> = {
  isDue,
  send,
  lookAgain,
  markAsked,
  createTarget: createInstanceTarget,
  steadyMs: STEADY_MS,
}

const begin = (surroundings: Surroundings): OpenRound => {
  const onTheirWay = [...surroundings.state.polls.values()]
  let asked: ReadonlySet<string> | undefined
  return {
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
}

/** The instances that are due, those that may come along, and what other tabs want asked. */
const findDue = (round: OpenRound): readonly InstanceTarget[] => {
  const { state, now, rates, join } = round
  const { touched } = state
  const inTime = idsInTime(state, now)
  const found: InstanceTarget[] = []
  const look = (id: string) => {
    const target = lookAt(round, id)
    if (!target) return
    found.push(target)
    const { isExtra, intervalMs } = target
    // Who wants no polls gets none because others do.
    if (target.isDue && !isExtra && intervalMs !== never) rates.add(intervalMs)
  }
  inTime.forEach(look)
  touched.forEach(look)
  if (rates.size > 0) {
    const isSeen = new Set([...inTime, ...touched])
    eachTarget(state, (target, id) => {
      if (!isSeen.has(id) && isSoon(target, rates, now)) look(id)
    })
  }
  // Not cleared: the tables that a set outgrew are garbage that leads to those of later rounds, and keeps them.
  state.touched = new Set()
  join?.(round, found, tools)
  return found
}

const clamp = (ms: number): number => Math.min(Math.max(ms, 0), MAX_TIMER_MS)
