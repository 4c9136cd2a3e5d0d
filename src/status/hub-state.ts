import type { VZapsError } from '../core/errors.ts'
import type { Cadence } from './cadence.ts'
import type { InstanceTarget, ListTarget, Poll } from './targets.ts'
import { createInstanceTarget, restart } from './targets.ts'

/** When an instance or a list was last heard of: one object for all the rows of an answer. */
export interface Heard {
  /** When the request left. */
  readonly askedAt: number
  readonly confirmedAt: number
}

/** All that a hub keeps in mind. Nothing here is shown but by way of `heard`, errors and ends: values are in the slice. */
export interface HubState {
  readonly ids: Map<string, InstanceTarget>
  /** By cache key. */
  readonly lists: Map<string, ListTarget>
  /** The live lists that show an instance. */
  readonly listed: Map<string, Set<ListTarget>>
  /** By instance id, and by cache key of a list. */
  readonly heard: Map<string, Heard>
  /** Of instances of which something is expected. */
  readonly cadences: Map<string, Cadence>
  /** Instances of which something is expected, and that only live lists watch. */
  readonly expected: Map<string, InstanceTarget>
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
  touched: Set<string>
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

/** The next round looks at an instance, if that is of any interest. */
export const touch = (state: HubState, id: string): void => {
  const [own, expected] = [state.ids.get(id), state.expected.get(id)]
  if (own) own.ownMs = undefined
  if (own || expected) state.touched.add(id)
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

/** Drops a poll that is on its way. */
export const dropPoll = ({ polls }: HubState, slot: string): void => {
  polls.get(slot)?.controller.abort()
  polls.delete(slot)
}

/** Drops all of them. */
export const dropPolls = (state: HubState): void => {
  for (const slot of [...state.polls.keys()]) dropPoll(state, slot)
}

/** What is expected of an instance is something else now. */
export const setCadence = (state: HubState, id: string, cadence: Cadence): void => {
  if (cadence.kind === 'steady') {
    state.cadences.delete(id)
    state.expected.delete(id)
  } else {
    state.cadences.set(id, cadence)
    if (!state.expected.has(id)) state.expected.set(id, createInstanceTarget(id))
  }
  touch(state, id)
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
