import type { Middleware, Store, UnknownAction } from '@reduxjs/toolkit'
import type { VZapsRtkApi, WithOptimistic } from './api.ts'
import type { ChargesOf } from './billing/charges.ts'
import { isRecord } from './core/casing.ts'
import { misconfigured, throwable } from './core/errors.ts'
import { guardActions } from './core/guard.ts'
import type { VZapsMeta } from './core/job.ts'
import { checkMounting } from './core/mounting.ts'
import type { Platform } from './core/platform.ts'
import type { Runtime, Runtimes } from './core/runtime.ts'
import type { SessionSource } from './core/session.ts'
import { deletedId } from './instances/endpoints.ts'
import type { StatusTracker } from './status/tracker.ts'
import { createStatusTracker } from './status/tracker.ts'

/** What `vzaps.connect(store)` gives: a store's runtime, seen from outside React. */
export interface Connection {
  /** The status of each instance that the store has heard of. */
  readonly status: StatusTracker
  /** Resets the api's state in this store, and so ends all that runs in it. */
  dispose(): void
}

/** The stores that an api is mounted in. */
export interface Stores {
  /** Makes the middleware that gives each store its runtime. */
  attach(api: VZapsRtkApi<'vzaps'>, sessions: SessionSource): Middleware
  connect(store: Pick<Store, 'dispatch'>): Connection
  /** Resets the api's state in every store. */
  reset(): void
  /** Tells each store that shows it when the JWT ends (epoch ms). */
  setExpiry(expiresAt: number): void
}

/** Makes the stores' side of an api. */
export const createStores = (
  runtimes: Runtimes,
  platform: Platform,
  chargesOf: ChargesOf,
): Stores => {
  const connections = new WeakMap<Runtime, Connection>()
  let attached: VZapsRtkApi<'vzaps'> | undefined

  const connectType = () => `${attached?.reducerPath}/connect`

  const reset = () => {
    if (!attached) return
    for (const { dispatch } of runtimes.all()) dispatch(attached.util.resetApiState())
  }

  return {
    reset,
    setExpiry: (expiresAt) => {
      const api = attached
      if (!api) return
      for (const { dispatch } of runtimes.all()) {
        const update = api.util.updateQueryData('getAccessToken', undefined, () => ({ expiresAt }))
        dispatch(update as never)
      }
    },
    connect: (store) => {
      const answer: unknown = store.dispatch({ type: connectType() })
      const runtime = answer as Runtime
      const connection = connections.get(runtime)
      if (connection) return connection
      throw throwable(
        misconfigured(
          'This store runs without vzaps.middleware: add it with getDefaultMiddleware().prepend(...)',
        ),
      )
    },
    attach: (api, sessions) => {
      attached = api
      const rtk = api.middleware as Middleware
      return (store) => {
        const runtime = runtimes.create(store.dispatch)
        const tracker = createStatusTracker(platform, (id) => {
          // Who sees it first, list or detail, slows both down again: the other must not stay behind.
          store.dispatch(api.util.invalidateTags([{ type: 'Instance', id }]))
        })
        connections.set(runtime, {
          status: tracker,
          dispose: () => {
            store.dispatch(api.util.resetApiState())
          },
        })
        const inner = rtk(store)
        const guard = guardActions({
          reducerPath: api.reducerPath,
          runtime,
          sessions,
          onCall: (action) => {
            tracker.observe(action)
            liftDeletes(runtime, api, action)
            if (api.endpoints.deleteInstance.matchFulfilled(action)) {
              endDetails(deletedId(action.meta.arg.originalArgs), api, store)
            }
            if (api.endpoints.subscribeInstance.matchFulfilled(action)) {
              const { instanceId } = action.meta.arg.originalArgs
              endFailures('subscribeInstance', instanceId, api as never, store)
            }
          },
        })
        const charges = chargesOf(store.dispatch)
        const checked = checkMounting({ ...store, reducerPath: api.reducerPath })
        return (next) => {
          const reduce = inner(next)
          const handle = guard((action) => {
            charges.observe(action)
            return reduce(action)
          })
          return checked((action) => {
            if (isOfType(action, connectType())) return runtime
            const result = handle(action)
            if (api.util.resetApiState.match(action)) {
              runtime.reset()
              tracker.reset()
            }
            return result
          }, next)
        }
      }
    },
  }
}

/** A delete may be carried out later than it is answered, or not at all: a later list that shows the instance says so. */
const liftDeletes = (
  { deleted }: Runtime,
  { endpoints }: VZapsRtkApi<'vzaps'>,
  action: UnknownAction,
): void => {
  const isPages = endpoints.listInstancePages.matchFulfilled(action)
  if (!isPages && !endpoints.listInstances.matchFulfilled(action)) return
  const payload: unknown = action.payload
  const pages = isPages && isRecord(payload) ? payload.pages : [payload]
  // Of several pages only the last says when it left: the others may be older than the delete.
  const page: unknown = Array.isArray(pages) && pages.length === 1 ? pages[0] : undefined
  // An app may have given the answer another shape.
  const rows = isRecord(page) && Array.isArray(page.content) ? page.content : []
  const { sentSeq = 0 } = (action.meta.baseQueryMeta ?? {}) as Partial<VZapsMeta>
  for (const [id, deletedAt] of deleted) {
    if (deletedAt < sentSeq && rows.some((row) => row?.id === id)) deleted.delete(id)
  }
}

const isOfType = (action: unknown, type: string): boolean =>
  typeof action === 'object' && action !== null && 'type' in action && action.type === type

/**
 * Ends the entries about a deleted instance: asked again, they get `http` 404, `code: 'deleted'` from the runtime, and
 * nothing is sent. Lists are invalidated by their tag.
 */
const endDetails = (
  id: string,
  api: VZapsRtkApi<'vzaps'>,
  store: Parameters<Middleware>[0],
): void => {
  const entries = api.util.selectInvalidatedBy(store.getState(), [
    { type: 'Instance', id },
    { type: 'Session', id },
    { type: 'Webhook', id },
  ])
  for (const { endpointName, originalArgs } of entries) {
    if (endpointName.startsWith('listInstance')) continue
    const endpoint = api.endpoints[endpointName as 'getInstance']
    store.dispatch(
      endpoint.initiate(originalArgs, { subscribe: false, forceRefetch: true }) as never,
    )
  }
}

/** A failed payment is history once another one succeeded: nobody is to be offered to pay again. */
const endFailures = (
  endpointName: string,
  instanceId: string,
  { optimistic }: WithOptimistic,
  { dispatch, getState }: Parameters<Middleware>[0],
): void => {
  for (const { operation } of optimistic.selectFailures(getState())) {
    const isIt = operation.endpointName === endpointName && operation.row?.id === instanceId
    if (isIt) dispatch(optimistic.dismiss(operation.requestId))
  }
}
