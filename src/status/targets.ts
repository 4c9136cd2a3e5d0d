import type { VZapsError } from '../core/errors.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { Watch } from './watch.ts'

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

/** An instance. */
export interface InstanceTarget extends Target {
  readonly id: string
  /** ms between the polls that its watchers want; `undefined`: it has to be asked of them. */
  ownMs: number | undefined
  /** ms between polls while nothing is expected, as of the last look. */
  steadyMs: number
  /** It is to be asked now, as of the last look. */
  isDue: boolean
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

/** The same for an instance. */
export const createInstanceTarget = (id: string): InstanceTarget => ({
  ...createTarget(),
  id,
  ownMs: undefined,
  steadyMs: Number.POSITIVE_INFINITY,
  isDue: false,
})

/** Its polls begin anew. */
export const restart = (target: Target): void => {
  Object.assign(target, createTarget(), { watches: target.watches })
}
