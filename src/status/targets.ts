import type { VZapsError } from '../core/errors.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import { spacing } from './failures.ts'
import type { LiveOptions, Watch } from './watch.ts'
import { steadyOf } from './watch.ts'

/** Something that is watched, and what is known of its polls. Times in epoch ms. */
export interface Target {
  readonly watches: Set<Watch>
  /** The moment that the next poll is counted from; `undefined`: it is due. */
  anchor: number | undefined
  /** It was seen that it is watched, and `anchor` set. */
  isPlaced: boolean
  /** Polls that failed since the last that did not. */
  failures: number
  /** 0 to 1, of the last failure. */
  jitter: number
  error: VZapsError | undefined
  /** Its polls have come to an end (it is gone, or was asked for wrongly): by the order in which requests leave. */
  overSince: number | undefined
  /** Somebody wants it asked now. */
  isForced: boolean
  /** The answer to that has not come. */
  isRefetching: boolean
  /** It is to be asked out of its turn: no others come along, and its turn stays. */
  isExtra: boolean
  /** ms between its polls, as of the last look. */
  intervalMs: number
  /** Nothing about it is due before, unless it is touched. */
  lookAt: number
}

/** A live list. */
export interface ListTarget extends Target {
  readonly key: string
  readonly args: ListInstancesArgs | undefined
  /** The instances that it shows. */
  ids: ReadonlySet<string>
}

/** What a poll asks. */
export type Question = (
  | {
      readonly kind: 'list'
      readonly args: ListInstancesArgs | undefined
      /** Nobody shows it here. */
      readonly isForOthers?: boolean
    }
  | {
      readonly kind: 'page'
      readonly page: number
      /** All pages are asked at once: whom none shows is not there. */
      readonly isAll: boolean
    }
  | { readonly kind: 'id'; readonly id: string }
) & {
  /** The cache key of RTK Query's entry for the same question: one at a time. */
  readonly slot: string
  /** The instances that it is to tell of. */
  ids: readonly string[]
}

/** A poll that is due, or on its way. */
export type Poll = Question & {
  /** Epoch ms; it may have to wait until others are answered. */
  readonly plannedAt: number
  /** Epoch ms: another one that left since then tells as much. */
  readonly since: number
  readonly controller: AbortController
}

/** Makes a target that nobody has asked for yet. */
export const createTarget = (): Target => ({
  watches: new Set(),
  anchor: undefined,
  isPlaced: false,
  failures: 0,
  jitter: 0,
  error: undefined,
  overSince: undefined,
  isForced: false,
  isRefetching: false,
  isExtra: false,
  intervalMs: Number.POSITIVE_INFINITY,
  lookAt: 0,
})

/** Its polls begin anew. */
export const restart = (target: Target): void => {
  Object.assign(target, createTarget(), { watches: target.watches })
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
