import { steady } from './cadence.ts'
import { setCadence } from './hub-state.ts'
import type { OpenRound } from './open-round.ts'
import { lookAgain, never, send } from './open-round.ts'
import { afterPoll, intervalOf } from './pace.ts'
import { planIds } from './plan-ids.ts'
import { isSoon } from './schedule.ts'
import type { InstanceTarget } from './targets.ts'
import { dueAt, markAsked, sinceOf } from './turns.ts'

/** Asks for those that are due, and for those of the same rate that are due soon: together from now on. */
export const askDue = (round: OpenRound, found: readonly InstanceTarget[]): void => {
  const { state, cache, now, rates } = round
  const all = new Map<string, InstanceTarget>()
  for (const one of found) {
    if (one.isDue || isSoon(one, rates, now)) all.set(one.id, one)
  }
  if (all.size === 0) return
  const mark = (target: InstanceTarget) => {
    const { id, intervalMs, steadyMs } = target
    if (target.isExtra) state.extraAt = now
    markAsked(target, intervalMs, now, state.phase)
    const cadence = state.cadences.get(id)
    if (cadence) setCadence(state, id, afterPoll(cadence, steadyMs, now))
    const next = intervalOf(state.cadences.get(id) ?? steady, steadyMs)
    if (next !== never) lookAgain(round, dueAt(target, next), target)
  }
  const questions = planIds(state, cache, [...all.keys()])
  let left = all.size
  for (const question of questions) {
    const told = question.ids.flatMap((id) => all.get(id) ?? [])
    let since = 0
    for (const one of told) since = Math.max(since, sinceOf(one, one.intervalMs, now))
    send(round, question, since)
    for (const one of told) mark(one)
    left -= told.length
  }
  if (left === 0) return
  const asked = new Set(questions.flatMap(({ ids }) => ids))
  for (const one of all.values()) {
    if (asked.has(one.id)) continue
    // More than can be asked for one by one: their turn is another time.
    if (state.lost.has(one.id)) mark(one)
    else if (one.isDue) round.waiting.add(one.id)
  }
}
