import type { UnknownAction } from '@reduxjs/toolkit'
import type { VZapsError } from '../core/errors.ts'
import type { Instance } from '../instances/schema.ts'
import type { SliceState } from '../overlay/rtk-query/entries.ts'
import { createAnswers } from './answers.ts'
import { createCache } from './cache.ts'
import type { HubInside } from './hub-inside.ts'
import type { DoorSide, Watched, WatchedThing } from './hub-parts.ts'
import { createHubState, dropPolls, forgetAll, setListed, touch } from './hub-state.ts'
import { createObserver } from './observe.ts'
import type { Poller } from './poller.ts'
import { startPolling } from './poller.ts'
import { changedBetween } from './state-changes.ts'
import { createInstanceTarget, createTarget, restart } from './targets.ts'
import type { Live } from './view.ts'
import { isAskedByData } from './watch.ts'

/** What watches, asks and draws conclusions; what the app sees of it is the door's. */
export interface Hub extends HubInside {
  /** What it knows of an instance besides what is in the state. */
  live(instanceId: string): Omit<Live, 'refetch'>
  listError(key: string): VZapsError | undefined
  /** Have the polls of this instance, or all, come to an end by themselves? */
  isOver(instanceId: string): boolean
  /** Asks now, whatever ended the polls. */
  refetch(instanceId: string): void
  /** It is watched from now on, if it was not; or not any more. */
  enter(kind: keyof Watched, key: string, thing: WatchedThing): void
  leave(kind: keyof Watched, key: string): void
  /** Starts the polls; returns the function that ends them. */
  start(): () => void
  /** Something about an instance, or a list, may make it due earlier. */
  wake(instanceId?: string): void
  wakeAll(): void
  /** The page may be visible now, or online, or not any more. */
  look(): void
  /** Calls the listener each time that the instance is confirmed; returns the function that ends that. */
  follow(instanceId: string, listener: () => void): () => void
  /** Tells the watchers of each instance whose status is another one from one state of the slice to the next. */
  check(before: unknown, after: unknown): void
  /** Looks at an action of the api's calls that the reducers had at that moment (epoch ms). */
  observe(action: UnknownAction, at: number): void
  reset(): void
  dispose(): void
}

/** What makes a hub. */
export type HubMaker = (door: DoorSide) => Hub

/** Makes the hub of a store, which knows at once what the store shows already. */
export const createHub: HubMaker = (door) => {
  const { parts, watched, answered, told, statusOf, notify, notifyLists } = door
  const { api, store, gate } = parts
  const state = createHubState()
  const cache = createCache(parts)
  const followers = new Map<string, Set<() => void>>()
  /** Instances whose checkout page was asked for: its user will be back. */
  const checkouts = new Set<string>()
  let poller: Poller | undefined

  const wake = (id?: string) => {
    if (id !== undefined) touch(state, id)
    poller?.wake()
  }

  const onConfirmed = (confirmed: readonly Instance[]) => {
    if (followers.size === 0) return
    for (const { id } of confirmed) for (const listener of followers.get(id) ?? []) listener()
  }
  const answers = createAnswers({ ...parts, state, cache, wake, notify, notifyLists, onConfirmed })
  const observe = createObserver({
    others: parts.others,
    state,
    answers,
    clock: cache.clock,
    onCheckout: (id) => checkouts.add(id),
  })
  const inside: HubInside = { state, cache, gate, answers, parts }

  const enter: Hub['enter'] = (kind, key, { args, watches }) => {
    if (kind === 'lists') {
      const make = () => ({ ...createTarget(), watches, args, key, ids: new Set<string>() })
      if (!state.lists.has(key)) state.lists.set(key, make())
    } else if (!state.ids.has(key)) state.ids.set(key, { ...createInstanceTarget(key), watches })
    wake(key)
  }

  const clear = () => {
    dropPolls(state)
    forgetAll(state)
    checkouts.clear()
    poller?.releaseAll()
  }

  /** What reads brought before there was a hub; a state that was restored was read by somebody else. */
  const recall = () => {
    const slice = (store.getState() as Record<string, Partial<SliceState> | undefined>)[
      api.reducerPath
    ]
    for (const [key, { meta, at }] of answered)
      observe({ type: '', meta, payload: slice?.queries?.[key]?.data }, at)
    answered.clear()
  }

  for (const kind of ['ids', 'lists'] as const)
    for (const [key, thing] of watched[kind]) enter(kind, key, thing)
  recall()

  return {
    ...inside,
    wake,
    enter,
    listError: (key) => state.lists.get(key)?.error ?? state.refusal,
    isOver: (id) => state.refusal !== undefined || state.ids.get(id)?.overSince !== undefined,
    check: (before, after) => {
      const changed = changedBetween(before, after)
      let isByData = false
      for (const id of changed) {
        touch(state, id)
        const target = state.ids.get(id)
        isByData ||= target !== undefined && isAskedByData(target)
      }
      // How often they are asked may be something else now.
      if (isByData || (changed.size > 0 && [...state.lists.values()].some(isAskedByData))) wake()
      notify(changed)
    },
    follow: (id, listener) => {
      const listeners = followers.get(id) ?? new Set()
      followers.set(id, listeners.add(listener))
      if (state.heard.has(id)) listener()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && followers.get(id) === listeners) followers.delete(id)
      }
    },
    look: () => poller?.look(),
    wakeAll: () => {
      state.areAllTouched = true
      wake()
    },

    live: (id) => {
      const target = state.ids.get(id)
      const lists = [...(state.listed.get(id) ?? [])]
      const error = target?.error ?? lists.find((list) => list.error)?.error
      return {
        error: error ?? state.refusal,
        isRefetching: target?.isRefetching ?? false,
        isStale: state.stale.has(id),
      }
    },

    refetch: (id) => {
      const target = state.ids.get(id)
      if (!target) return
      restart(target)
      Object.assign(target, { isPlaced: true, isForced: true, isRefetching: true })
      if (state.refusal) {
        state.refusal = undefined
        notify(state.ids.keys())
        notifyLists()
      } else notify([id])
      wake(id)
    },

    leave: (kind, key) => {
      if (kind === 'lists') {
        const list = state.lists.get(key)
        if (list) setListed(state, list, new Set())
      } else {
        state.stale.delete(key)
        poller?.release(key)
      }
      state[kind].delete(key)
    },

    start: () => {
      const started = startPolling({ ...inside, told, checkouts, notify, statusOf })
      poller = started
      return () => {
        started.stop()
        poller = undefined
      }
    },

    observe,
    reset: clear,
    dispose: () => {
      clear()
      for (const part of [state.ids, state.lists, state.listed, state.touched, followers] as const)
        part.clear()
    },
  }
}
