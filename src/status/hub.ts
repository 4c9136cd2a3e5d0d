import type { MiddlewareAPI } from '@reduxjs/toolkit'
import type { Subscription } from 'rxjs'
import { fromEventPattern, merge, mergeMap, Observable, Subject, switchMap } from 'rxjs'
import type { VZapsRtkApi, WithOptimistic } from '../api.ts'
import type { ReadOnce } from '../core/base-query.ts'
import type { Platform, PlatformSignal } from '../core/platform.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { Instance, InstanceRows } from '../instances/schema.ts'
import type { RowUtil } from '../overlay/with-optimistic-updates.ts'
import { createAnswers } from './answers.ts'
import { createCache } from './cache.ts'
import type { Transition } from './cadence.ts'
import { changeOf, changesIn } from './changes.ts'
import { spacing } from './failures.ts'
import type { Gate } from './gate.ts'
import { createObserver } from './observe.ts'
import { makeRound } from './round.ts'
import type { HubState, ListTarget, Poll, Target } from './targets.ts'
import { createHubState, createTarget, isOld, restart, setListed } from './targets.ts'
import type { InstanceStatusResult } from './view.ts'
import { createViews } from './view.ts'
import type { Watch } from './watch.ts'
import { steadyOf } from './watch.ts'

/** What a hub is made of: one a store. */
export interface HubParts {
  readonly api: VZapsRtkApi<'vzaps'> & WithOptimistic & { readonly util: RowUtil<InstanceRows> }
  readonly store: MiddlewareAPI
  readonly platform: Platform
  readonly read: ReadOnce
  readonly gate: Gate
  /** The largest page that is asked for. */
  readonly maxPageSize: number
  /** Does the row say itself that it is about to change? */
  readonly isTransitional: ((row: Instance) => boolean) | undefined
  /** Called as an action of a read is, with what the hub's own reads ask and are answered. */
  onRead(action: object): void
}

/** The one poller of a store, for any number of watchers. */
export type Hub = ReturnType<typeof createHub>

/** Requests under way at once. */
const MAX_PARALLEL = 6

const changesOf = (signal: PlatformSignal) =>
  fromEventPattern<unknown>(
    (listener) => signal.subscribe(() => listener(undefined)),
    (_listener, stop: () => void) => stop(),
  )

/** Makes a hub: nothing runs before there is a watcher, nor after the last one. */
export const createHub = (parts: HubParts) => {
  const { api, store, platform, gate } = parts
  const state: HubState = createHubState()
  const cache = createCache(parts)
  const wake$ = new Subject<void>()
  const end$ = new Subject<void>()
  const fresh = new Map<string, Set<() => void>>()
  const checkouts = new Set<string>()
  // What RTK Query was told by `setupListeners`, where an app tells it otherwise than the platform does.
  const told = { online: true, focused: true }
  let running: Subscription | undefined
  let isWoken = false

  const isVisible = () => told.focused && platform.visible.get()
  const isOnline = () => told.online && platform.online.get()

  const wake = () => {
    if (isWoken || !running) return
    isWoken = true
    // All that is mounted in one turn is looked at together.
    queueMicrotask(() => {
      isWoken = false
      wake$.next()
    })
  }

  const notify = (ids: Iterable<string>) => {
    for (const id of ids) for (const watch of state.ids.get(id)?.watches ?? []) watch.notify()
  }
  const notifyLists = () => {
    for (const { watches } of state.lists.values()) for (const watch of watches) watch.notify()
  }

  const views = createViews(api)
  const statusOf = views.statusIn(store)

  /** The result of one instance. */
  const read = (id: string): InstanceStatusResult => {
    const target = state.ids.get(id)
    const lists = state.listed.get(id)
    const error = target?.error ?? [...(lists ?? [])].find((list) => list.error)?.error
    return views.viewOf(store.getState(), id, {
      error: error ?? state.refusal,
      isRefetching: target?.isRefetching ?? false,
      isStale: state.stale.has(id),
      refetch: refetchOf(id),
    })
  }

  const refetches = new Map<string, () => void>()
  const refetchOf = (id: string) => {
    const known = refetches.get(id) ?? (() => refetch(id))
    refetches.set(id, known)
    return known
  }
  const refetch = (id: string) => {
    const target = state.ids.get(id)
    if (!target) return
    restart(target)
    Object.assign(target, { isPlaced: true, isForced: true, isRefetching: true })
    state.refusal = undefined
    notify([id])
    wake()
  }

  const answers = createAnswers({
    ...parts,
    state,
    cache,
    wake,
    notify,
    notifyLists,
    onConfirmed: (ids) => {
      if (fresh.size === 0) return
      for (const id of ids) for (const listener of fresh.get(id) ?? []) listener()
    },
  })

  const round = () => {
    const found = makeRound({
      state,
      cache,
      statusOf,
      now: platform.now(),
      isOnline: isOnline(),
      isVisible: isVisible(),
      heldUntil: gate.heldUntil,
    })
    for (const id of found.stale) state.stale.add(id)
    notify(found.stale)
    return found
  }

  /** What is due now, at once; and again when the next is. */
  const rounds$ = new Observable<Poll>((out) => {
    const { polls, waitMs } = round()
    for (const poll of polls) out.next(poll)
    if (waitMs === Number.POSITIVE_INFINITY) return
    const timer = platform.setTimeout(() => wake$.next(), waitMs)
    return () => platform.clearTimeout(timer)
  })

  const run = (): Subscription => {
    state.phase = platform.random()
    const subscription = wake$
      .pipe(
        switchMap(() => rounds$),
        mergeMap((poll) => answers.ask(poll), MAX_PARALLEL),
      )
      .subscribe()
    let [wasVisible, wasOnline] = [isVisible(), isOnline()]
    const look = merge(changesOf(platform.visible), changesOf(platform.online), signals$)
    subscription.add(
      look.subscribe(() => {
        const [visible, online] = [isVisible(), isOnline()]
        if (visible && !wasVisible) onFocus()
        if (online && !wasOnline) onReconnect()
        wasVisible = visible
        wasOnline = online
        wake()
      }),
    )
    subscription.add(answers.abortAll)
    return subscription
  }
  const signals$ = new Subject<void>()

  const nudge = (wants: (watch: Watch) => boolean) => {
    const now = platform.now()
    for (const target of [...state.lists.values(), ...state.ids.values()]) {
      if (![...target.watches].some(wants)) continue
      const intervalMs = steadyOf(target.watches, true, () => ({
        data: undefined,
        error: undefined,
      }))
      const apart = spacing(intervalMs, target.failures, target.jitter)
      if (intervalMs < Number.POSITIVE_INFINITY && isOld(target.anchor, apart, now)) {
        target.anchor = undefined
      }
    }
  }
  const onFocus = () => {
    nudge(({ options }) => options().refetchOnFocus !== false)
    for (const id of checkouts) answers.expect(id, 'billing')
    checkouts.clear()
  }
  const onReconnect = () => {
    for (const target of [...state.lists.values(), ...state.ids.values()]) target.failures = 0
    nudge(({ options }) => options().refetchOnReconnect !== false)
  }

  const stopIfIdle = () => {
    if (state.ids.size > 0 || state.lists.size > 0) return
    running?.unsubscribe()
    running = undefined
  }

  const enter = (target: Target, watch: Watch, leave: () => void) => {
    target.watches.add(watch)
    running ??= run()
    wake()
    let isIn = true
    return () => {
      if (!isIn) return
      isIn = false
      target.watches.delete(watch)
      if (target.watches.size === 0) leave()
      stopIfIdle()
      wake()
    }
  }

  let seen: unknown
  /** Tells the watchers of each instance whose status is another one now. */
  const check = () => {
    const slice: unknown = (store.getState() as Record<string, unknown>)[api.reducerPath]
    if (slice === seen) return
    const [before, after] = [changesIn(seen), changesIn(slice)]
    const changed = views.operationChanges(seen, slice)
    seen = slice
    if (before !== after) {
      for (const id of state.ids.keys()) {
        if (changeOf(before, id) !== changeOf(after, id)) changed.add(id)
      }
    }
    notify(changed)
  }

  const clear = () => {
    answers.abortAll()
    for (const part of [state.heard, state.cadences, state.expected, state.stale] as const) {
      part.clear()
    }
    for (const part of [state.pageOf, state.lost, checkouts] as const) part.clear()
    state.pageCount = undefined
    state.refusal = undefined
    gate.heldUntil = 0
    cache.releaseAll()
    for (const target of state.ids.values()) restart(target)
    for (const list of state.lists.values()) {
      setListed(state, list, new Set())
      restart(list)
    }
  }

  return {
    read,
    refetch,
    check,
    end$,
    views,
    wake,
    confirmedAt: (id: string) => state.heard.get(id)?.confirmedAt,
    isOver: (id: string) =>
      state.refusal !== undefined || state.ids.get(id)?.overSince !== undefined,
    listError: (args: ListInstancesArgs | undefined) =>
      state.lists.get(cache.slotOf('listInstances', args))?.error ?? state.refusal,

    watch: (id: string, watch: Watch) => {
      const target = state.ids.get(id) ?? createTarget()
      state.ids.set(id, target)
      return enter(target, watch, () => {
        state.ids.delete(id)
        refetches.delete(id)
        state.stale.delete(id)
        cache.release(id)
      })
    },

    watchList: (args: ListInstancesArgs | undefined, watch: Watch) => {
      const key = cache.slotOf('listInstances', args)
      const known = state.lists.get(key)
      const list: ListTarget = known ?? {
        ...createTarget(),
        key,
        args,
        ids: new Set(),
        intervalMs: Number.POSITIVE_INFINITY,
      }
      state.lists.set(key, list)
      return enter(list, watch, () => {
        setListed(state, list, new Set())
        state.lists.delete(key)
      })
    },

    follow: (id: string, listener: () => void) => {
      const listeners = fresh.get(id) ?? new Set()
      fresh.set(id, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && fresh.get(id) === listeners) fresh.delete(id)
      }
    },

    /** Something is about to happen to an instance. */
    expect: (id: string, why: Transition) => answers.expect(id, why),

    /** Looks at an action of the api's calls after the reducers have. */
    observe: createObserver({
      ...answers,
      state,
      cache,
      platform,
      onCheckout: (id: string) => checkouts.add(id),
    }),

    /** Looks at what `setupListeners` tells. */
    hear: (type: string) => {
      const signal = type.slice('__rtkq/'.length)
      if (signal.startsWith('o')) told.online = signal === 'online'
      else told.focused = signal === 'focused'
      signals$.next()
    },

    /** The state was reset: nothing that is known is of anybody's. */
    reset: () => {
      clear()
      notify(state.ids.keys())
      notifyLists()
      wake()
    },

    /** Ends all that runs, and every watch. */
    dispose: () => {
      clear()
      running?.unsubscribe()
      running = undefined
      for (const part of [state.ids, state.lists, state.listed, fresh] as const) part.clear()
      end$.next()
    },
  }
}
