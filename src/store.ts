import type { Middleware, Store } from '@reduxjs/toolkit'
import type { VZapsRtkApi } from './api-types.ts'
import type { Account } from './auth/auth.ts'
import type { ChargesOf } from './billing/charges.ts'
import type { Runtime, Runtimes } from './core/calls/runtime.ts'
import { misconfigured, throwable } from './core/errors.ts'
import type { Platform } from './core/platform.ts'
import { connectType, createStoreMiddleware } from './middleware.ts'
import { createConnection } from './status/connection.ts'
import { createGate } from './status/gate.ts'
import type { HubParts, PollParts } from './status/hub-parts.ts'
import type { InnerConnection, LiveSettings } from './store-parts.ts'
import { createStoreParts } from './store-parts.ts'

/** The stores that an api is mounted in. */
export interface Stores {
  /** Makes the middleware that gives each store its runtime. */
  attach(api: HubParts['api'], account: Account, polls: PollParts): Middleware
  connect(store: Pick<Store, 'dispatch'>): InnerConnection
  /** Resets the api's state in every store. */
  reset(): void
  /** Tells other tabs that somebody signed out here, at that moment (epoch ms). */
  signedOut(at: number): void
  /** Ends all that runs in any store. */
  dispose(): void
  /** Tells each store that shows it when the JWT ends (epoch ms). */
  setExpiry(expiresAt: number): void
}

/** Makes the stores' side of an api. */
export const createStores = (
  runtimes: Runtimes,
  platform: Platform,
  chargesOf: ChargesOf,
  live: LiveSettings,
): Stores => {
  const connections = new WeakMap<Runtime, InnerConnection>()
  const gate = createGate()
  /** When somebody signed out last: epoch ms. */
  let signedOutAt = 0
  let attached: VZapsRtkApi<'vzaps'> | undefined

  const reset = () => {
    if (!attached) return
    // `Retry-After` was meant for the account that is gone.
    gate.heldUntil = 0
    for (const { dispatch } of runtimes.all()) dispatch(attached.util.resetApiState())
  }

  return {
    reset,
    signedOut: (at) => {
      signedOutAt = at
      for (const runtime of runtimes.all()) connections.get(runtime)?.tabs.inside()?.signedOut(at)
    },
    dispose: () => {
      for (const runtime of runtimes.all()) connections.get(runtime)?.dispose()
    },
    setExpiry: (expiresAt) => {
      const api = attached
      if (!api) return
      for (const { dispatch } of runtimes.all()) {
        const update = api.util.updateQueryData('getAccessToken', undefined, () => ({ expiresAt }))
        dispatch(update as never)
      }
    },
    connect: (store) => {
      const answer: unknown = store.dispatch({ type: connectType(`${attached?.reducerPath}`) })
      const connection = connections.get(answer as Runtime)
      if (connection) return connection
      throw throwable(
        misconfigured(
          'This store runs without vzaps.middleware: add it with getDefaultMiddleware().prepend(...)',
        ),
      )
    },
    attach: (api, account, polls) => {
      attached = api
      const rtk = api.middleware as Middleware
      return (store) => {
        const runtime = runtimes.create(store.dispatch)
        const side = {
          ...live,
          ...polls,
          api,
          store,
          platform,
          gate,
          runtime,
          account,
          charges: chargesOf(store.dispatch),
          signedOutAt: () => signedOutAt,
        }
        const parts = createStoreParts(side)
        const { hub, tabs, realtime } = parts
        connections.set(runtime, {
          ...createConnection(hub, platform),
          realtime,
          tabs,
          events$: realtime.events$,
          dispose: () => {
            tabs.dispose()
            hub.dispose()
            realtime.inside()?.dispose()
            store.dispatch(api.util.resetApiState())
          },
        })
        return createStoreMiddleware(rtk, side, parts)
      }
    },
  }
}
