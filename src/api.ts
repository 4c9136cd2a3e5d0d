import type { Store } from '@reduxjs/toolkit'
import type { CreateApiOptions, SerializeQueryArgs } from '@reduxjs/toolkit/query'
import { defaultSerializeQueryArgs } from '@reduxjs/toolkit/query'
import type { Observable } from 'rxjs'
import type {
  VZapsEndpoints,
  VZapsInjectable,
  VZapsRtkApi,
  VZapsUtil,
  WithUtil,
} from './api-types.ts'
import type { VZapsAuth, VZapsTokens } from './auth/auth.ts'
import { createAccount } from './auth/auth.ts'
import { authEndpoints } from './auth/endpoints.ts'
import { createChargesOf } from './billing/charges.ts'
import { billingEndpoints } from './billing/endpoints.ts'
import { billingRecipes } from './billing/optimistic.ts'
import type { Activity, ActivityDetails } from './core/calls/activity.ts'
import { createActivityLog } from './core/calls/activity.ts'
import type { BaseQueryParts, VZapsBaseQuery } from './core/calls/base-query.ts'
import { createBaseQuery, createReadOnce } from './core/calls/base-query.ts'
import type { VZapsBuilder, VZapsTag } from './core/calls/endpoint-types.ts'
import { createExchange } from './core/calls/exchange.ts'
import { createRuntimes } from './core/calls/runtime.ts'
import type { SessionSource } from './core/calls/session.ts'
import { createTransport } from './core/http/transport.ts'
import { redactDeep, vetJson } from './core/secrets/redaction.ts'
import { createSecretFinder } from './core/secrets/secret-finder.ts'
import { instanceEndpoints } from './instances/endpoints.ts'
import { toListBody } from './instances/list-args.ts'
import { instanceRecipes, instanceRow } from './instances/optimistic.ts'
import type { Instance, InstanceRows } from './instances/schema.ts'
import type { VZapsOptions } from './options.ts'
import { readOptions } from './options.ts'
import { withEntryInvalidation } from './overlay/invalidation/with-entry-invalidation.ts'
import type { OptimisticOptions } from './overlay/recipes/recipes.ts'
import type { OverlayReducer } from './overlay/reducer/reducer.ts'
import { hydrateType, toServerState } from './overlay/reducer/snapshot.ts'
import { definitionOf } from './overlay/rtk-query/definitions.ts'
import { selectClockIn } from './overlay/rtk-query/entries.ts'
import { withOptimisticUpdates } from './overlay/with-optimistic-updates.ts'
import { createPersistUtil } from './persist.ts'
import { requestEndpoints } from './request/endpoints.ts'
import type { RawRequest } from './request/request.ts'
import { createRawRequest } from './request/request.ts'
import { sessionEndpoints } from './sessions/endpoints.ts'
import { sessionRecipes } from './sessions/optimistic.ts'
import { withStatusChanges } from './status/changes.ts'
import { createStores } from './store.ts'
import type { Connection } from './store-parts.ts'
import { webhookEndpoints } from './webhooks/endpoints.ts'
import { webhookRecipes, webhookRow } from './webhooks/optimistic.ts'

/** What the api has besides RTK Query's own: what reads and writes the cache is in `util`, the account is here. */
export interface VZapsExtras extends WithUtil {
  readonly auth: VZapsAuth
  readonly tokens: VZapsTokens
  readonly request: RawRequest
  /** Each request's start, answer, retry and end, and each refresh of the JWT; without secrets. */
  readonly activity$: Observable<Activity>
  /**
   * The path and the body of a start or an answer that `activity$` gave, for an inspector: they may hold names and numbers
   * of people, but no secret, nor a code that links a phone. They are read when they are asked for, and not before.
   */
  detailsOf(activity: Activity): ActivityDetails | undefined
  /** What works on a store from outside: its instances' status. Throws a `config` error without the middleware. */
  connect(store: Pick<Store, 'dispatch'>): Connection
  /** Ends the session and everything in each store. The api cannot be used again. */
  dispose(): void
}

/** The api without React. */
export type VZapsCoreApi<P extends string = 'vzaps'> = VZapsInjectable<P> &
  VZapsExtras &
  VZapsRtkApi<P>

/** What the entry points make an api of: the config for `createApi`, and what turns its result into ours. */
export interface Prepared<P extends string> {
  readonly config: CreateApiOptions<VZapsBaseQuery, VZapsEndpoints<P>, P, VZapsTag>
  readonly platform: ReturnType<typeof readOptions>['platform']
  /** Extends the api in place: a copy would be lost by `injectEndpoints`, which returns the original. */
  attach<A extends AttachableApi>(api: A): A & VZapsExtras
}

/** What `attach` needs of an api, whichever modules and reducer path it has. */
export interface AttachableApi {
  readonly reducerPath: string
  readonly middleware: unknown
}

/** The one place where slices, core and account are wired together. */
export const prepare = <P extends string = 'vzaps'>(options: VZapsOptions<P>): Prepared<P> => {
  // The credentials go into the session and nowhere else, so that they go with it.
  const { auth: initial, ...settings } = readOptions(options)
  const { platform, baseUrl } = settings
  const { extractRehydrationInfo } = settings.rtk
  const runtimes = createRuntimes()
  const chargesOf = createChargesOf()
  const stores = createStores(runtimes, platform, chargesOf, settings)
  const transport = createTransport(settings)
  const activity = createActivityLog(platform.now)
  const account = createAccount(
    {
      ...settings,
      transport,
      onSession: stores.reset,
      onSignOut: stores.signedOut,
      onExpiry: stores.setExpiry,
      onRefresh: activity.refreshed,
    },
    initial,
  )
  const exchange = createExchange({ transport, baseUrl, now: platform.now })
  let attached: VZapsRtkApi<'vzaps'> | undefined

  const queryParts: BaseQueryParts = {
    exchange,
    platform,
    sessions: account,
    runtimes,
    reducerPath: settings.reducerPath,
    retry: settings.retry,
    reading: settings,
    activity,
    isGivenAsIs: (endpoint) => attached !== undefined && isGivenAsIs(attached, endpoint),
    clockOf: selectClockIn(settings.reducerPath),
  }

  const config: Prepared<P>['config'] = {
    ...settings.rtk,
    extractRehydrationInfo: (action, context) => {
      if (action.type === hydrateType(context.reducerPath)) return action.payload as never
      // Only the server's values are taken: what was pending in the snapshot ended with the page that it is from.
      const snapshot = extractRehydrationInfo?.(action, context)
      return snapshot && toServerState(snapshot)
    },
    reducerPath: settings.reducerPath as P,
    tagTypes: ['Instance', 'Session', 'Webhook'],
    baseQuery: createBaseQuery(queryParts),
    serializeQueryArgs: cacheKey(account),
    endpoints: (build: VZapsBuilder<P>): VZapsEndpoints<P> => ({
      ...authEndpoints(account)(build),
      ...instanceEndpoints(build),
      ...billingEndpoints(chargesOf)(build),
      ...sessionEndpoints(build),
      ...webhookEndpoints(build),
      ...requestEndpoints(build),
    }),
  }

  const attach = <A extends AttachableApi>(api: A): A & VZapsExtras => {
    attached = api as unknown as VZapsRtkApi<'vzaps'>
    const inner = withEntryInvalidation(
      withOptimisticUpdates(api as unknown as VZapsRtkApi<'vzaps'>, optimisticOptions),
      { confirm: { Instance: { endpointName: 'getInstance', row: 'Instance' } } },
    )
    const overlay = inner.reducer as unknown as OverlayReducer
    const reducer = withStatusChanges(overlay, {
      reducerPath: api.reducerPath,
      now: platform.now,
      changedKeys: overlay.changedKeys,
      rowIn: (slice, id) => overlay.selectRow(slice, 'Instance', id) as Instance | undefined,
    })
    const { util } = inner
    const { tellRows } = util
    const ours: Omit<VZapsUtil, keyof typeof util> & Pick<VZapsUtil, 'tellRows'> = {
      ...createPersistUtil(api.reducerPath),
      selectInstance: (state, id) => util.selectRow(state, 'Instance', id),
      selectInstanceKey: (state, id) => util.selectRowKey(state, 'Instance', id),
      // A pushed row may hold the instance's token.
      tellRows: (rows, options) => {
        const secrets = account.current()?.secrets ?? createSecretFinder()
        return tellRows(vetJson(secrets.redact).value(rows) as typeof rows, options)
      },
    }
    const whole = Object.assign(inner, { util: Object.assign(util, ours) })
    const middleware = stores.attach(whole, account, { read: createReadOnce(queryParts), tellRows })
    const extras: Omit<VZapsExtras, 'util'> = {
      auth: account.auth,
      tokens: account.tokens,
      request: createRawRequest(exchange, account, activity),
      activity$: activity.activity$,
      detailsOf: activity.detailsOf,
      connect: stores.connect,
      dispose: () => {
        account.dispose()
        stores.dispose()
        activity.complete()
      },
    }
    return Object.assign(api, extras, { reducer, middleware }) as never
  }

  return { config, platform, attach }
}

/** What an app can give an endpoint that changes what the base query gave, or replaces it. */
const changers = [
  'queryFn',
  'merge',
  'transformResponse',
  'transformErrorResponse',
  'responseSchema',
  'rawResponseSchema',
  'metaSchema',
] as const

const isGivenAsIs = (api: VZapsRtkApi<'vzaps'>, endpoint: string): boolean => {
  const definition = definitionOf(api, endpoint) as Record<string, unknown> | undefined
  return !!definition && !changers.some((changer) => definition[changer])
}

/** Rows and recipes of all slices. */
const optimisticOptions: OptimisticOptions<VZapsEndpoints, InstanceRows> = {
  rows: { Instance: { ...instanceRow, in: { ...instanceRow.in, getWebhook: webhookRow } } },
  recipes: { ...instanceRecipes, ...billingRecipes, ...sessionRecipes, ...webhookRecipes },
}

/** Arguments that mean the same are one entry. A secret in one never becomes part of a cache key. */
const cacheKey =
  (sessions: SessionSource): SerializeQueryArgs<unknown> =>
  (query) => {
    const queryArgs = canonical(query)
    const secrets = sessions.current()?.secrets
    return defaultSerializeQueryArgs({
      ...query,
      queryArgs: secrets ? redactDeep(queryArgs, secrets, 'all') : queryArgs,
    })
  }

const canonical = ({ endpointName, queryArgs }: { endpointName: string; queryArgs: unknown }) => {
  if (endpointName !== 'listInstances' && endpointName !== 'listInstancePages') return queryArgs
  try {
    return toListBody(queryArgs as Parameters<typeof toListBody>[0])
  } catch {
    return queryArgs // bad arguments: the call itself says what is wrong with them
  }
}
