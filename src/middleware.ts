import type { Middleware } from '@reduxjs/toolkit'
import { guardActions } from './core/calls/guard.ts'
import { checkMounting } from './core/calls/mounting.ts'
import { isRecord } from './core/casing.ts'
import { liftDeletes } from './instances/deleted.ts'
import { followOutcomes } from './outcomes.ts'
import { releaseType } from './overlay/rtk-query/actions.ts'
import type { StoreParts, StoreSide } from './store-parts.ts'

/** The action that `vzaps.connect(store)` sends to learn whose store it is. */
export const connectType = (reducerPath: string): string => `${reducerPath}/connect`

/**
 * Makes the middleware of one store: RTK Query's, between what guards the api's calls and what looks at them afterwards.
 *
 * ```
 * action -> mounted right? -> guard -> charges -> RTK Query -> reducers
 *                               `-> deletes, status, outcomes   (a call, after the reducers)
 * ```
 *
 * @param rtk the api's own, before it is given this one.
 */
export const createStoreMiddleware =
  (rtk: Middleware, side: StoreSide, { hub, realtime, tabs }: StoreParts): ReturnType<Middleware> =>
  (next) => {
    const { api, store, runtime, account, charges } = side
    const { reducerPath } = api
    const followOutcome = followOutcomes(api, store)
    const reduce = rtk(store)(next)
    const guard = guardActions({
      reducerPath,
      runtime,
      sessions: account,
      onCall: (action) => {
        liftDeletes(runtime, action)
        hub.observe(action)
        followOutcome(action)
      },
    })
    const handle = guard((action) => {
      charges.observe(action)
      return reduce(action)
    })
    const released = releaseType(reducerPath)
    const connect = connectType(reducerPath)
    return checkMounting({ ...store, reducerPath })((action) => {
      if (isOfType(action, connect)) return runtime
      const result = handle(action)
      if (api.util.resetApiState.match(action)) {
        runtime.reset()
        hub.reset()
        realtime.inside()?.reset()
        tabs.inside()?.reset()
      } else if (isSignal(action)) hub.hear(action.type)
      if (isOfType(action, released)) hub.wakeAll()
      hub.check()
      tabs.inside()?.check()
      return result
    }, next)
  }

/** What RTK Query's `setupListeners` tells: that the page is looked at, or online, and the opposite. */
const isSignal = (action: unknown): action is { readonly type: string } =>
  isRecord(action) && typeof action.type === 'string' && action.type.startsWith('__rtkq/')

const isOfType = (action: unknown, type: string): boolean =>
  typeof action === 'object' && action !== null && 'type' in action && action.type === type
