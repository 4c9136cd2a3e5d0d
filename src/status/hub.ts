import type { UnknownAction } from '@reduxjs/toolkit'
import type { Observable } from 'rxjs'
import { Subject } from 'rxjs'
import { requireSlice } from '../core/calls/mounting.ts'
import type { VZapsError } from '../core/errors.ts'
import { notLoaded } from '../core/lazy.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import { createAnswers } from './answers.ts'
import { createCache } from './cache.ts'
import type { Transition } from './cadence.ts'
import { changedIds } from './change-map.ts'
import { changesIn } from './changes.ts'
import type { HubInside } from './hub-inside.ts'
import type { HubParts } from './hub-parts.ts'
import { createHubState, dropPolls, forgetAll, setListed, touch } from './hub-state.ts'
import { createObserver } from './observe.ts'
import { createPollerDoor } from './poller-door.ts'
import type { InstanceStatus } from './status.ts'
import type { ListTarget, Target } from './targets.ts'
import { createTarget, restart } from './targets.ts'
import type { InstanceStatusResult } from './view.ts'
import { createViews } from './view.ts'
import type { Watch } from './watch.ts'

/** The one poller of a store, for any number of watchers. */
export interface Hub {
  /** The result of one instance. */
  read(instanceId: string): InstanceStatusResult
  statusOf(instanceId: string): InstanceStatus | undefined
  /** Epoch ms of the last answer that showed the instance. */
  confirmedAt(instanceId: string): number | undefined
  /** Have the polls of this instance, or all, come to an end by themselves? */
  isOver(instanceId: string): boolean
  /** The cache key of a list. */
  keyOf(args: ListInstancesArgs | undefined): string
  /** Why the last poll of a live list failed. */
  listError(key: string): VZapsError | undefined
  /** Each returns the function that ends the watch. */
  watch(instanceId: string, watch: Watch): () => void
  watchList(args: ListInstancesArgs | undefined, watch: Watch): () => void
  /** Calls the listener each time that the instance is confirmed. */
  follow(instanceId: string, listener: () => void): () => void
  /** Something is about to happen to an instance. */
  expect(instanceId: string, why: Transition): void
  /** Options of a watch changed: of this instance, or of a list. */
  wake(instanceId?: string): void
  /** Looks at an action of the api's calls after the reducers have. */
  observe(action: UnknownAction): void
  /** Tells the watchers of each instance whose status is another one in the state now. */
  check(): void
  /** An entry is shown by one less: rows that are watched may need a place of their own before it is removed. */
  wakeAll(): void
  /** Takes what `setupListeners` dispatches. */
  hear(type: string): void
  /** The state was reset: nothing that is known is of anybody's. */
  reset(): void
  /** Ends all that runs, and every watch. */
  dispose(): void
  readonly end$: Observable<void>
  /** What it works with: for the developer tools, which change nothing of it, and for what other tabs say. */
  readonly inside: HubInside
}

/** Makes a hub: nothing runs before there is a watcher, nor after the last one. */
export const createHub = (parts: HubParts): Hub => {
  const { api, store, platform, gate } = parts
  const state = createHubState()
  const cache = createCache(parts)
  const views = createViews(api)
  const end$ = new Subject<void>()
  const followers = new Map<string, Set<() => void>>()
  const refetches = new Map<string, () => void>()
  /** Instances whose checkout page was asked for: its user will be back. */
  const checkouts = new Set<string>()
  const statusOf = (id: string) => views.statusIn(store.getState(), id)

  const notify = (ids: Iterable<string>) => {
    for (const id of ids) for (const watch of state.ids.get(id)?.watches ?? []) watch.notify()
  }
  const notifyLists = () => {
    for (const { watches } of state.lists.values()) for (const watch of watches) watch.notify()
  }

  const answers = createAnswers({
    ...parts,
    state,
    cache,
    wake: () => poller.wake(),
    notify,
    notifyLists,
    onConfirmed: (ids) => {
      if (followers.size === 0) return
      for (const id of ids) for (const listener of followers.get(id) ?? []) listener()
    },
  })
  const inside: HubInside = { state, cache, gate, answers, parts }
  const poller = createPollerDoor({
    ...inside,
    checkouts,
    statusOf,
    notify,
    onFailure: () => {
      const failed = { error: notLoaded, seq: 0 }
      answers.fail({ ...failed, ids: [...state.ids.keys()] })
      for (const list of state.lists.values()) answers.fail({ ...failed, list, ids: [] })
    },
  })

  const refetchOf = (id: string) => {
    const refetch =
      refetches.get(id) ??
      (() => {
        const target = state.ids.get(id)
        if (!target) return
        restart(target)
        Object.assign(target, { isPlaced: true, isForced: true, isRefetching: true })
        state.refusal = undefined
        notify([id])
        wake(id)
      })
    refetches.set(id, refetch)
    return refetch
  }

  /** Something about an instance, or a list, may make it due earlier. */
  const wake = (id?: string) => {
    if (id !== undefined) touch(state, id)
    poller.wake()
  }

  const enter = (target: Target, watch: Watch, leave: () => void, id?: string) => {
    target.watches.add(watch)
    poller.start()
    wake(id)
    return () => {
      if (!target.watches.delete(watch)) return
      if (target.watches.size === 0) leave()
      if (state.ids.size + state.lists.size === 0) poller.stop()
      wake(id)
    }
  }

  const clear = () => {
    dropPolls(state)
    forgetAll(state)
    checkouts.clear()
    poller.releaseAll()
  }

  let seen: unknown

  return {
    statusOf,
    end$,
    inside,
    wake,
    hear: poller.hear,
    expect: answers.expect,
    confirmedAt: (id) => state.heard.get(id)?.confirmedAt,
    isOver: (id) => state.refusal !== undefined || state.ids.get(id)?.overSince !== undefined,
    keyOf: (args) => cache.slotOf('listInstances', args),
    listError: (key) => state.lists.get(key)?.error ?? state.refusal,

    read: (id) => {
      const target = state.ids.get(id)
      const lists = [...(state.listed.get(id) ?? [])]
      const error = target?.error ?? lists.find((list) => list.error)?.error
      return views.viewOf(store.getState(), id, {
        error: error ?? state.refusal,
        isRefetching: target?.isRefetching ?? false,
        isStale: state.stale.has(id),
        refetch: refetchOf(id),
      })
    },

    watch: (id, watch) => {
      requireSlice(store, api.reducerPath)
      const target = state.ids.get(id) ?? createTarget()
      state.ids.set(id, target)
      const forget = () => {
        if (state.ids.get(id) !== target) return
        state.ids.delete(id)
        refetches.delete(id)
        state.stale.delete(id)
        poller.release(id)
      }
      const leave = enter(target, watch, forget, id)
      const endPush = watch.push ? parts.push(id) : undefined
      return () => {
        endPush?.()
        leave()
      }
    },

    watchList: (args, watch) => {
      requireSlice(store, api.reducerPath)
      const key = cache.slotOf('listInstances', args)
      const list: ListTarget = state.lists.get(key) ?? {
        ...createTarget(),
        key,
        args,
        ids: new Set(),
      }
      state.lists.set(key, list)
      return enter(list, watch, () => {
        setListed(state, list, new Set())
        if (state.lists.get(key) === list) state.lists.delete(key)
      })
    },

    follow: (id, listener) => {
      const listeners = followers.get(id) ?? new Set()
      followers.set(id, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && followers.get(id) === listeners) followers.delete(id)
      }
    },

    observe: createObserver({
      others: parts.others,
      state,
      cache,
      platform,
      answers,
      onCheckout: (id) => checkouts.add(id),
    }),

    check: () => {
      const slice: unknown = (store.getState() as Record<string, unknown>)[api.reducerPath]
      if (slice === seen) return
      const changed = changedIds(changesIn(seen), changesIn(slice))
      for (const id of views.operationChanges(seen, slice)) changed.add(id)
      seen = slice
      for (const id of changed) touch(state, id)
      notify(changed)
    },

    wakeAll: () => {
      state.areAllTouched = true
      poller.wake()
    },

    reset: () => {
      clear()
      notify(state.ids.keys())
      notifyLists()
      poller.wake()
    },

    dispose: () => {
      clear()
      poller.stop()
      for (const part of [state.ids, state.lists, state.listed, state.touched, followers] as const)
        part.clear()
      end$.next()
    },
  }
}
