import type { UnknownAction } from '@reduxjs/toolkit'
import type { Observable } from 'rxjs'
import { Subject } from 'rxjs'
import { requireSlice } from '../core/calls/mounting.ts'
import type { VZapsError } from '../core/errors.ts'
import { isVZapsError } from '../core/errors.ts'
import { createLazy, notLoaded } from '../core/lazy.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import { createKeyFinder } from '../overlay/rtk-query/entries.ts'
import type { Transition } from './cadence.ts'
import type { CallMeta } from './calls.ts'
import { showsInstances } from './calls.ts'
import { createEarly } from './early.ts'
import { holdAsTold } from './gate.ts'
import type { Hub, HubMaker } from './hub.ts'
import type { Answered, HubParts, Watched } from './hub-parts.ts'
import { tellSession } from './session-news.ts'
import type { InstanceStatus } from './status.ts'
import type { InstanceStatusResult } from './view.ts'
import { createViews } from './view.ts'
import type { Watch } from './watch.ts'

/** The one poller of a store, for any number of watchers; its code is loaded for the first of them. */
export interface HubDoor {
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
  /** Absent until the code is there: for the developer tools, which change nothing of it. */
  inside(): Hub | undefined
  /** The hub, for other code that is loaded late. */
  load(): Promise<Hub>
}

/** The only way to the hub, which is a file of its own: until something is watched, or a mutation has an outcome to follow, there is nothing to poll. */
const loadHub = () => import('./hub.ts')

const nothing = () => {}

/** Makes the door of a store: nothing runs before there is a watcher, nor after the last one. */
export const createHubDoor = (parts: HubParts, fetchCode = loadHub): HubDoor => {
  const { api, store, platform, gate } = parts
  const lazy = createLazy(platform, fetchCode)
  const views = createViews(api)
  const slotOf = createKeyFinder(api)
  const end$ = new Subject<void>()
  const watched: Watched = { ids: new Map(), lists: new Map() }
  const { ids, lists } = watched
  const told = { online: true, focused: true }
  const answered = new Map<string, Answered>()
  const refetches = new Map<string, () => void>()
  const early = createEarly<Hub>(platform.now)
  let hub: Hub | undefined
  /** Why the code is not there. */
  let error: VZapsError | undefined
  let leave: (() => void) | undefined
  let seen: unknown

  const statusOf = (id: string) => views.statusIn(store.getState(), id)
  const keyOf = (args: ListInstancesArgs | undefined) => slotOf('listInstances', args) ?? ''

  const tell = (kind: keyof Watched, keys: Iterable<string>) => {
    for (const key of keys)
      for (const watch of watched[kind].get(key)?.watches ?? []) watch.notify()
  }
  const notify = (changed: Iterable<string>) => tell('ids', changed)
  const notifyLists = () => tell('lists', lists.keys())
  const notifyAll = () => {
    notify(ids.keys())
    notifyLists()
  }

  const soon = (use: (inside: Hub) => void) => {
    if (hub) use(hub)
    else early.add(use)
  }

  const open = (createHub: HubMaker): Hub => {
    if (hub) return hub
    hub = createHub({ parts, watched, answered, told, statusOf, notify, notifyLists })
    early.tell(hub)
    if (error) notifyAll()
    error = undefined
    return hub
  }

  const load = () => lazy.load().then(({ createHub }) => open(createHub))
  const start = () => {
    leave ??= lazy.enter(
      ({ createHub }) => open(createHub).start(),
      (retryAt) => {
        if (!retryAt) return
        error = notLoaded
        notifyAll()
      },
    )
  }

  const enter = (
    kind: keyof Watched,
    key: string,
    watch: Watch,
    args?: ListInstancesArgs | undefined,
  ) => {
    requireSlice(store, api.reducerPath)
    const all = watched[kind]
    const thing = all.get(key) ?? { args, watches: new Set() }
    all.set(key, thing)
    thing.watches.add(watch)
    hub?.enter(kind, key, thing)
    start()
    return () => {
      if (!thing.watches.delete(watch)) return
      if (thing.watches.size === 0 && all.get(key) === thing) {
        all.delete(key)
        refetches.delete(key)
        hub?.leave(kind, key)
      }
      if (ids.size + lists.size === 0) {
        leave?.()
        leave = undefined
      }
      hub?.wake(key)
    }
  }

  const refetchOf = (id: string) => {
    const refetch = refetches.get(id) ?? (() => soon((inside) => inside.refetch(id)))
    refetches.set(id, refetch)
    return refetch
  }

  return {
    statusOf,
    keyOf,
    end$,
    inside: () => hub,
    load,
    wake: (id) => hub?.wake(id),
    expect: (id, why) => {
      const now = platform.now()
      soon(({ answers }) => answers.expect(id, why, now))
    },
    confirmedAt: (id) => hub?.state.heard.get(id)?.confirmedAt,
    isOver: (id) => hub?.isOver(id) ?? false,
    listError: (key) => (hub ? hub.listError(key) : error),

    read: (id) =>
      views.viewOf(store.getState(), id, {
        ...(hub?.live(id) ?? { error, isRefetching: false, isStale: false }),
        refetch: refetchOf(id),
      }),

    watch: (id, watch) => {
      const end = enter('ids', id, watch)
      const endPush = watch.push ? parts.push(id) : undefined
      return () => {
        endPush?.()
        end()
      }
    },
    watchList: (args, watch) => enter('lists', keyOf(args), watch, args),
    follow: (id, listener) => lazy.enter(({ createHub }) => open(createHub).follow(id, listener)),

    observe: (action) => {
      const meta = action.meta as CallMeta
      const { requestStatus, arg } = meta
      const now = platform.now()
      const isRejected = requestStatus === 'rejected'
      if (isRejected && isVZapsError(action.payload)) holdAsTold(gate, action.payload, platform)
      tellSession(action, parts)
      if (hub) return hub.observe(action, now)
      if (requestStatus === 'pending') return
      if (!isRejected && showsInstances(arg.endpointName)) {
        answered.set(arg.queryCacheKey as string, { meta, at: now })
        return
      }
      soon((inside) => inside.observe(action, now))
      // Something was done, and whoever watches next is to see what comes of it.
      if (!isRejected) load().catch(nothing)
    },

    hear: (type) => {
      const signal = type.slice(type.indexOf('/') + 1)
      if (signal.startsWith('o')) told.online = signal === 'online'
      else told.focused = signal === 'focused'
      hub?.look()
    },

    check: () => {
      const slice: unknown = (store.getState() as Record<string, unknown>)[api.reducerPath]
      if (slice === seen) return
      const before = seen
      seen = slice
      if (hub) hub.check(before, slice)
      // Which instances that changed is worked out by code that is not there yet.
      else notify(ids.keys())
    },

    wakeAll: () => hub?.wakeAll(),

    reset: () => {
      early.clear()
      answered.clear()
      hub?.reset()
      notifyAll()
      hub?.wake()
    },

    dispose: () => {
      leave?.()
      leave = undefined
      early.clear()
      hub?.dispose()
      for (const part of [ids, lists, answered] as const) part.clear()
      end$.next()
    },
  }
}
