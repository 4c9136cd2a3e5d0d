import type { VZapsError } from '../core/errors.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { Cadence } from './cadence.ts'
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

/** When an instance or a list was last heard of: one object for all the rows of an answer. */
export interface Heard {
  /** When the request left. */
  readonly askedAt: number
  readonly confirmedAt: number
}

/** All that a hub keeps in mind. Nothing here is shown but by way of `heard`, errors and ends: values are in the slice. */
export interface HubState {
  readonly ids: Map<string, Target>
  /** By cache key. */
  readonly lists: Map<string, ListTarget>
  /** The live lists that show an instance. */
  readonly listed: Map<string, Set<ListTarget>>
  /** By instance id, and by cache key of a list. */
  readonly heard: Map<string, Heard>
  /** Of instances of which something is expected. */
  readonly cadences: Map<string, Cadence>
  /** Instances of which something is expected, and that only live lists watch. */
  readonly expected: Map<string, Target>
  /** By slot. */
  readonly polls: Map<string, Poll>
  readonly stale: Set<string>
  /** Instances whose status is pushed, and since when; epoch ms. They are polled to make sure, and no more. */
  readonly pushed: Map<string, number>
  readonly pageOf: Map<string, number>
  pageCount: number | undefined
  /** Instances that no page showed though all were asked. */
  readonly lost: Set<string>
  /** When any was asked out of its turn last; epoch ms. */
  extraAt: number
  /** When a mutation settled last, by the order in which requests leave. */
  mutatedAt: number
  /** The account was refused: no polls until somebody asks, or signs in. */
  refusal: VZapsError | undefined
  /** 0 to 1: clients that start at the same moment do not stay in step. */
  phase: number
  /** Instances about which something changed since the last round, so that a round looks at no others before their time. */
  readonly touched: Set<string>
  /** Something changed that concerns them all. */
  areAllTouched: boolean
  /** The earliest of their times to be looked at; epoch ms. */
  lookAt: number
}

/** Makes what an empty hub keeps in mind. */
export const createHubState = (): HubState => ({
  ids: new Map(),
  lists: new Map(),
  listed: new Map(),
  heard: new Map(),
  cadences: new Map(),
  expected: new Map(),
  polls: new Map(),
  stale: new Set(),
  pushed: new Map(),
  pageOf: new Map(),
  pageCount: undefined,
  lost: new Set(),
  extraAt: 0,
  mutatedAt: 0,
  refusal: undefined,
  phase: 0,
  touched: new Set(),
  areAllTouched: false,
  lookAt: Number.POSITIVE_INFINITY,
})

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

/** The next round looks at an instance, if that is of any interest. */
export const touch = (state: HubState, id: string): void => {
  if (state.ids.has(id) || state.expected.has(id)) state.touched.add(id)
}

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

/** The instances that a live list shows are others now. */
export const setListed = (state: HubState, list: ListTarget, ids: ReadonlySet<string>): boolean => {
  const { listed } = state
  let isChanged = false
  for (const id of list.ids) {
    if (ids.has(id)) continue
    listed.get(id)?.delete(list)
    if (listed.get(id)?.size === 0) listed.delete(id)
    touch(state, id)
    isChanged = true
  }
  for (const id of ids) {
    const lists = listed.get(id)
    if (lists?.has(list)) continue
    if (lists) lists.add(list)
    else listed.set(id, new Set([list]))
    touch(state, id)
    isChanged = true
  }
  list.ids = ids
  return isChanged
}

/** What is expected of an instance is something else now. */
export const setCadence = (state: HubState, id: string, cadence: Cadence): void => {
  if (cadence.kind === 'steady') {
    state.cadences.delete(id)
    state.expected.delete(id)
  } else {
    state.cadences.set(id, cadence)
    if (!state.expected.has(id)) state.expected.set(id, createTarget())
  }
  touch(state, id)
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

/** Nothing is known any more; what is watched stays so. */
export const forgetAll = (state: HubState): void => {
  const { heard, cadences, expected, stale, pageOf, lost } = state
  for (const part of [heard, cadences, expected, stale, pageOf, lost] as const) part.clear()
  state.pageCount = undefined
  state.refusal = undefined
  state.areAllTouched = true
  for (const target of state.ids.values()) restart(target)
  for (const list of state.lists.values()) {
    setListed(state, list, new Set())
    restart(list)
  }
}
