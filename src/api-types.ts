import type { Api, ApiModules, CoreModule } from '@reduxjs/toolkit/query'
import type { AuthEndpoints } from './auth/endpoints.ts'
import type { BillingEndpoints } from './billing/endpoints.ts'
import type { VZapsBaseQuery } from './core/calls/base-query.ts'
import type { VZapsTag } from './core/calls/endpoint-types.ts'
import type { InstanceEndpoints } from './instances/endpoints.ts'
import type { Instance, InstanceRows } from './instances/schema.ts'
import type {
  DraftUtil,
  Injectable,
  InspectUtil,
  OptimisticUtil,
  UpdateOf,
} from './overlay/optimistic-api.ts'
import type { PersistUtil } from './persist.ts'
import type { RequestEndpoints } from './request/endpoints.ts'
import type { SessionEndpoints } from './sessions/endpoints.ts'
import type { WebhookEndpoints } from './webhooks/endpoints.ts'

// What the api is, for what stands on it: live status, hooks and the composition.

/** Every endpoint of the api, slice by slice. */
export type VZapsEndpoints<P extends string = 'vzaps'> = AuthEndpoints<P> &
  InstanceEndpoints<P> &
  BillingEndpoints<P> &
  SessionEndpoints<P> &
  WebhookEndpoints<P> &
  RequestEndpoints<P>

/** What RTK Query's modules are called. */
export type ModuleName = keyof ApiModules<VZapsBaseQuery, VZapsEndpoints, 'vzaps', VZapsTag>

/** The RTK Query part of the api. */
export type VZapsRtkApi<P extends string, M extends ModuleName = CoreModule> = Api<
  VZapsBaseQuery,
  VZapsEndpoints<P>,
  P,
  VZapsTag,
  M
>

/** `injectEndpoints` with rows and recipes. */
export type VZapsInjectable<P extends string, M extends ModuleName = CoreModule> = Injectable<
  VZapsBaseQuery,
  VZapsEndpoints<P>,
  P,
  VZapsTag,
  M,
  InstanceRows
>

/** What `util` has besides RTK Query's own. Selectors take the store's whole state. */
export interface VZapsUtil
  extends DraftUtil<VZapsEndpoints, UpdateOf<VZapsRtkApi<'vzaps'>>>,
    OptimisticUtil<VZapsEndpoints, InstanceRows>,
    InspectUtil,
    PersistUtil {
  /** An instance as it is shown, in whichever list or detail; the same object while nothing about it changes. */
  selectInstance(state: unknown, instanceId: string): Instance | undefined
  /** A React key that stays the same when a created instance gets its real id. */
  selectInstanceKey(state: unknown, instanceId: string): string
}

/** What hooks and live status stand on. */
export interface WithUtil {
  readonly util: VZapsUtil
}
