import type { Middleware, Store } from '@reduxjs/toolkit'
import type { VZapsRtkApi, WithUtil } from './api-types.ts'
import type { Account } from './auth/auth.ts'
import type { ChargesOf } from './billing/charges.ts'
import { guardActions } from './core/calls/guard.ts'
import type { VZapsMeta } from './core/calls/job.ts'
import { whyGone } from './core/calls/job.ts'
import { checkMounting } from './core/calls/mounting.ts'
import type { Runtime, Runtimes } from './core/calls/runtime.ts'
import { isRecord } from './core/casing.ts'
import { misconfigured, throwable } from './core/errors.ts'
import type { Platform } from './core/platform.ts'
import { deletedId } from './instances/endpoints.ts'
import { rowsAnswered } from './instances/rows-of.ts'
import type { Instance } from './instances/schema.ts'
import { releaseType } from './overlay/rtk-query/actions.ts'
import type { DoorParts, EventsConnection, RealtimeDoor } from './realtime/door.ts'
import { createRealtimeDoor } from './realtime/door.ts'
import type { LiveConnection, StatusConnection } from './status/connection.ts'
import { createConnection } from './status/connection.ts'
import { createHubDoor } from './status/door.ts'
import { createGate } from './status/gate.ts'
import type { HubParts, PollParts } from './status/hub-parts.ts'
import type { TabsDoor, TabsSettings } from './tabs/door.ts'
import { createTabsDoor } from './tabs/door.ts'

/** What `vzaps.connect(store)` gives: a store's runtime, seen from outside React. */
export interface Connection extends EventsConnection {
  /** Watches instances. */
  readonly status: StatusConnection
  /** Resets the api's state in this store, and ends all that runs in it. */
  dispose(): void
}

/** A connection as the hooks of the api see it. */
export interface InnerConnection extends Connection {
  readonly live: LiveConnection
  readonly realtime: RealtimeDoor
  readonly tabs: TabsDoor
}

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

/** What polls and sockets need of the options. */
type LiveSettings = TabsSettings &
  Pick<HubParts, 'maxPageSize' | 'isTransitional'> &
  Pick<
    DoorParts,
    | 'baseUrl'
    | 'realtimeUrl'
    | 'timeoutMs'
    | 'maxAnswerBytes'
    | 'bufferSize'
    | 'maxSockets'
    | 'onSchemaIssue'
  >

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

  const connectType = () => `${attached?.reducerPath}/connect`

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
    attach: (api, account, polls) => {
      attached = api
      const rtk = api.middleware as Middleware
      const released = releaseType(api.reducerPath)
      return (store) => {
        const runtime = runtimes.create(store.dispatch)
        const charges = chargesOf(store.dispatch)
        const hub = createHubDoor({
          ...live,
          api,
          store,
          platform,
          ...polls,
          gate,
          onRead: (action) => {
            charges.observe(action)
            liftDeletes(runtime, action)
          },
          others: () => tabs.inside(),
          push: (id) => realtime.enter(id, ({ push }) => push(id)),
        })
        const tabs = createTabsDoor(live, platform, hub, () => ({
          api,
          store,
          account,
          runtime,
          door: realtime,
          epoch: signedOutAt,
          onRows: (rows, sentSeq) => liftRows(runtime, rows, sentSeq),
        }))
        const realtime = createRealtimeDoor({
          ...live,
          api,
          store,
          platform,
          hub,
          tellRows: polls.tellRows,
          sessions: account,
          tabs,
          tokenChanges$: account.tokens.changes$,
          whyNot: (id) => whyGone(runtime, id),
        })
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
        const inner = rtk(store)
        const guard = guardActions({
          reducerPath: api.reducerPath,
          runtime,
          sessions: account,
          onCall: (action) => {
            liftDeletes(runtime, action)
            hub.observe(action)
            if (api.endpoints.deleteInstance.matchFulfilled(action)) {
              endDetails(deletedId(action.meta.arg.originalArgs), api, store)
            }
            if (api.endpoints.subscribeInstance.matchFulfilled(action)) {
              const { instanceId } = action.meta.arg.originalArgs
              endFailures('subscribeInstance', instanceId, api, store)
            }
          },
        })
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
      }
    },
  }
}

/** A delete may take effect later than its answer, or not at all: when a later read shows the instance, it is there again. */
const liftDeletes = ({ deleted }: Runtime, action: object): void => {
  if (deleted.size === 0) return
  const { payload, meta } = action as {
    readonly payload?: unknown
    readonly meta: {
      readonly requestStatus: string
      readonly arg: { readonly endpointName: string }
      readonly baseQueryMeta?: Pick<VZapsMeta, 'sentSeq'>
    }
  }
  const { requestStatus, arg, baseQueryMeta: { sentSeq = 0 } = {} } = meta
  if (requestStatus !== 'fulfilled') return
  liftRows({ deleted }, rowsAnswered(arg.endpointName, payload), sentSeq)
}

const liftRows = (
  { deleted }: Pick<Runtime, 'deleted'>,
  rows: readonly Instance[],
  sentSeq: number,
): void => {
  for (const [id, deletedAt] of deleted) {
    if (deletedAt < sentSeq && rows.some((row) => row.id === id)) deleted.delete(id)
  }
}

/** What RTK Query's `setupListeners` tells: that the page is looked at, or online, and the opposite. */
const isSignal = (action: unknown): action is { readonly type: string } =>
  isRecord(action) && typeof action.type === 'string' && action.type.startsWith('__rtkq/')

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

/** Once a payment succeeded, failures of earlier ones are dismissed: nobody is to be offered to pay again. */
const endFailures = (
  endpointName: string,
  instanceId: string,
  { util }: WithUtil,
  { dispatch, getState }: Parameters<Middleware>[0],
): void => {
  for (const { operation } of util.selectFailures(getState())) {
    const isIt = operation.endpointName === endpointName && operation.row?.id === instanceId
    if (isIt) dispatch(util.dismissFailure(operation.requestId))
  }
}
