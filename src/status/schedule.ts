import type { Due } from './due.ts'
import type { HubState, Target } from './targets.ts'
import { dueAt } from './targets.ts'

const never = Number.POSITIVE_INFINITY

/** An instance that somebody watches: by itself, or on a live list where something is expected of it. */
export const watchedTarget = (state: HubState, id: string): Target | undefined =>
  state.ids.get(id) ?? (state.listed.has(id) ? state.expected.get(id) : undefined)

/** Has each instance looked at whose time has come, or all that are. Returns whether any could be. */
export const touchDue = (state: HubState, now: number): boolean => {
  const isAll = state.areAllTouched
  if (!isAll && now < state.lookAt) return false
  state.areAllTouched = false
  for (const targets of [state.ids, state.expected]) {
    for (const [id, { lookAt }] of targets) if (isAll || lookAt <= now) state.touched.add(id)
  }
  return true
}

/** Those of the same rate as what is due, that are due soon: they are asked together from now on. */
export const soonWith = (
  state: HubState,
  found: readonly Due[],
  now: number,
): readonly string[] => {
  const rates = ratesOf(found)
  const soon: string[] = []
  if (rates.size === 0) return soon
  for (const targets of [state.ids, state.expected]) {
    for (const [id, target] of targets) if (isSoon(target, rates, now)) soon.push(id)
  }
  return soon
}

/** The intervals of what is due in its turn: who wants no polls gets none because others do. */
export const ratesOf = (found: readonly Due[]): ReadonlySet<number> => {
  const rates = new Set<number>()
  for (const { isDue, target, intervalMs } of found) {
    if (isDue && !target.isExtra && intervalMs !== never) rates.add(intervalMs)
  }
  return rates
}

/** Is it about to be due? */
export const isSoon = (target: Target, rates: ReadonlySet<number>, now: number): boolean => {
  const { intervalMs, overSince } = target
  const isOneOf = overSince === undefined && rates.has(intervalMs)
  return isOneOf && dueAt(target, intervalMs) <= now + intervalMs / 2
}

/** Notes when the next is to be looked at; those that a round did not look at have their time from before. */
export const setLookAt = (state: HubState, looked: Iterable<string>, isLate: boolean): void => {
  if (isLate) state.lookAt = never
  for (const id of isLate ? new Set([...state.ids.keys(), ...state.expected.keys()]) : looked) {
    const target = watchedTarget(state, id)
    if (target) state.lookAt = Math.min(state.lookAt, target.lookAt)
  }
}

/** Tells which instances the polls on their way are to tell of. */
export const createIsAsked = ({ polls }: HubState): ((id: string) => boolean) => {
  let asked: ReadonlySet<string> | undefined
  return (id) => {
    asked ??= new Set([...polls.values()].flatMap(({ ids }) => ids))
    return asked.has(id)
  }
}
