import type { Target } from './targets.ts'
import type { LiveOptions } from './watch.ts'
import { steadyOf } from './watch.ts'

/** The longest that polls which fail are apart, in ms; unless they are to be further apart anyway. */
const CAP_MS = 120_000

/**
 * ms from a poll to the next after so many failures in a row: twice as long each time, never less than the interval.
 *
 * @param jitter 0 to 1: many clients that met the same outage must not come back at the same moment.
 */
const spacing = (intervalMs: number, failures: number, jitter: number): number => {
  if (failures < 2) return intervalMs
  const longer = Math.min(intervalMs * 2 ** (failures - 1), Math.max(CAP_MS, intervalMs))
  return longer - (longer - intervalMs) * 0.2 * jitter
}

/** When the next poll is due, for polls so far apart. */
export const dueAt = ({ anchor, failures, jitter }: Target, intervalMs: number): number =>
  anchor === undefined ? 0 : anchor + spacing(intervalMs, failures, jitter)

/** It is asked now: at a fixed rate, however late a timer was; the first time, a little out of step. */
export const markAsked = (target: Target, intervalMs: number, now: number, phase: number): void => {
  const due = dueAt(target, intervalMs)
  const isOutOfTurn = target.isExtra && !target.isForced && due > now
  target.isForced = false
  target.isExtra = false
  if (isOutOfTurn) return
  const isInStep = target.failures === 0 && now - due < intervalMs
  const early = Number.isFinite(intervalMs) ? (phase * intervalMs) / 10 : 0
  target.anchor = isInStep ? Math.min(due, now) : now - early
}

/** A poll at the usual time may be one of another tab, a little before; one that somebody wants is to leave from now on. */
export const sinceOf = ({ anchor, isExtra }: Target, intervalMs: number, now: number): number =>
  anchor === undefined || isExtra || intervalMs === Number.POSITIVE_INFINITY
    ? now
    : now - intervalMs / 2

/** ms that must have passed since something was asked before it is asked again out of its turn. */
export const NUDGE_MS = 5_000

/** Is it worth asking again, because somebody looks at it again? */
export const isOld = (askedAt: number | undefined, spacingMs: number, now: number): boolean => {
  const age = askedAt === undefined ? Number.NaN : now - askedAt
  return !(age >= 0 && age < Math.max(spacingMs / 2, NUDGE_MS))
}

/** Asks again for what somebody looks at again, where what is known of it is old. */
export const nudge = (
  targets: readonly Target[],
  now: number,
  wants: (options: LiveOptions<never>) => boolean,
): void => {
  for (const target of targets) {
    if (![...target.watches].some(({ options }) => wants(options()))) continue
    const intervalMs = steadyOf(target.watches, true, () => ({ data: undefined, error: undefined }))
    const apart = spacing(intervalMs, target.failures, target.jitter)
    if (apart < Number.POSITIVE_INFINITY && isOld(target.anchor, apart, now)) {
      target.anchor = undefined
    }
  }
}
