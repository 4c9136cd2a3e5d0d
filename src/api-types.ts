import type { Api, ApiModules, CoreModule } from '@reduxjs/toolkit/query'
import type { AuthEndpoints } from './auth/endpoints.ts'
import type { BillingEndpoints } from './billing/endpoints.ts'
import type { VZapsBaseQuery } from './core/calls/base-query.ts'
import type { VZapsTag } from './core/calls/endpoint-types.ts'
import type { InstanceEndpoints } from './instances/endpoints.ts'
import type { InstanceRows } from './instances/schema.ts'
import type { Injectable, Optimistic } from './overlay/optimistic-api.ts'
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

/** What optimistic updates add, for the api's endpoints. */
export type VZapsOptimistic = Optimistic<VZapsEndpoints, InstanceRows>

/** What the hooks of optimistic updates stand on. */
export interface WithOptimistic {
  readonly optimistic: VZapsOptimistic
}
