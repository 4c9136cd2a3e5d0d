import type { HubState } from './hub-state.ts'
import type { InstanceTarget, Target } from './targets.ts'
import { dueAt } from './turns.ts'

/** Visits all that is watched by itself, or else expected to change. */
export const eachTarget = (
  { ids, expected }: HubState,
  visit: (target: InstanceTarget, id: string) => void,
): void => {
  ids.forEach(visit)
  expected.forEach((target, id) => {
    if (!ids.has(id)) visit(target, id)
  })
}

/** The instances whose time to be looked at has come, or all where something concerns them all; not those touched. */
export const idsInTime = (state: HubState, now: number): readonly string[] => {
  const isAll = state.areAllTouched
  if (!isAll && now < state.lookAt) return []
  const ids: string[] = []
  state.areAllTouched = false
  state.lookAt = Number.POSITIVE_INFINITY
  eachTarget(state, (target, id) => {
    const { lookAt } = target
    if (isAll) target.ownMs = undefined
    if (!isAll && lookAt > now) state.lookAt = Math.min(state.lookAt, lookAt)
    else if (!state.touched.has(id)) ids.push(id)
  })
  return ids
}

/** Is it about to be due, and of the same rate as what is? They are asked together from now on. */
export const isSoon = (target: Target, rates: ReadonlySet<number>, now: number): boolean => {
  const { intervalMs, overSince } = target
  if (overSince !== undefined || !rates.has(intervalMs)) return false
  return dueAt(target, intervalMs) <= now + intervalMs / 2
}
