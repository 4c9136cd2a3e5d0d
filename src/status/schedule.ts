import type { HubState } from './hub-state.ts'
import type { InstanceTarget, Target } from './targets.ts'
import { dueAt } from './turns.ts'

/** Visits all that is watched by itself, or expected to change. */
export const eachTarget = (
  { ids, expected }: HubState,
  visit: (target: InstanceTarget, id: string) => void,
): void => {
  ids.forEach(visit)
  expected.forEach(visit)
}

/** Has each instance looked at whose time has come, or all where something concerns them all. */
export const touchDue = (state: HubState, now: number): void => {
  const isAll = state.areAllTouched
  if (!isAll && now < state.lookAt) return
  state.areAllTouched = false
  state.lookAt = Number.POSITIVE_INFINITY
  eachTarget(state, (target, id) => {
    const { lookAt } = target
    if (isAll) target.ownMs = undefined
    if (isAll || lookAt <= now) state.touched.add(id)
    else state.lookAt = Math.min(state.lookAt, lookAt)
  })
}

/** Is it about to be due, and of the same rate as what is? They are asked together from now on. */
export const isSoon = (target: Target, rates: ReadonlySet<number>, now: number): boolean => {
  const { intervalMs, overSince } = target
  if (overSince !== undefined || !rates.has(intervalMs)) return false
  return dueAt(target, intervalMs) <= now + intervalMs / 2
}
