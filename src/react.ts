'use client'

export type {
  VZapsCoreApi,
  VZapsEndpoints,
  VZapsExtras,
  VZapsInjectable,
  VZapsRtkApi,
  VZapsUtil,
} from './api.ts'
export type { AuthState, VZapsAuth, VZapsTokens } from './auth/auth.ts'
export type { AccessToken } from './auth/endpoints.ts'
export type { AuthHooks } from './auth/hooks.ts'
export type {
  AuthOptions,
  CredentialsAuth,
  ProxyAuth,
  ProxyCredentials,
  ProxyHeaders,
  TokenAnswer,
  TokenProviderAuth,
} from './auth/options.ts'
export type { SubscribeInstanceArgs } from './billing/endpoints.ts'
export type { Billed, BillingPhase } from './billing/phase.ts'
export { getBillingPhase } from './billing/phase.ts'
export type { BillingMode, BillingSession, CancelResult, ResumeResult } from './billing/schema.ts'
export type {
  Activity,
  RefreshActivity,
  RetryActivity,
  SettleActivity,
  StartActivity,
} from './core/activity.ts'
export type { VZapsBaseQuery } from './core/base-query.ts'
export type { HttpMethod, QueryValues, VZapsRequest } from './core/call.ts'
export type { VZapsTag } from './core/endpoint-types.ts'
export type {
  AbortedError,
  AuthError,
  AuthReason,
  ConfigError,
  HttpError,
  NetworkError,
  Outcome,
  ParseError,
  RateLimitError,
  TimeoutError,
  ValidationError,
  VZapsError,
  VZapsException,
} from './core/errors.ts'
export { isVZapsError, toVZapsError, toVZapsException } from './core/errors.ts'
export type { VZapsMeta } from './core/job.ts'
export type { Platform, PlatformSignal, TimerHandle } from './core/platform.ts'
export type { SchemaIssue } from './core/read-answer.ts'
export type { RetryOptions } from './core/retry.ts'
export type { ListHooks, VZapsApi } from './create-react.ts'
export { createVZapsApi } from './create-react.ts'
export type {
  CreateInstanceArgs,
  DeleteInstanceArgs,
  InstanceSettings,
  UpdateInstanceArgs,
} from './instances/endpoints.ts'
export type {
  InstanceSort,
  ListInstancePagesArgs,
  ListInstancesArgs,
} from './instances/list-args.ts'
export type { Instance, InstanceAction, InstanceEvent, InstancePage } from './instances/schema.ts'
export { instanceEvents } from './instances/schema.ts'
export type { OperationHooks } from './operations/hooks.ts'
export type {
  FailedInstanceOperation,
  InstanceOperations,
  PendingKind,
} from './operations/operations.ts'
export type { VZapsOptions } from './options.ts'
export type { FailedOperation, Operation } from './overlay/operations/operation.ts'
export type { PersistUtil, SavedEntry, VZapsSnapshot } from './persist.ts'
export type { GeneratedHooks } from './react/hooks.ts'
export type { RealtimeConnection } from './realtime/connection.ts'
export type { EventsConnection } from './realtime/door.ts'
export type { EventIssue, EventsOptions, RealtimeEvent } from './realtime/events.ts'
export type { RealtimeHooks } from './realtime/hooks.ts'
export type { RawRequest, RawRequestOptions } from './request/request.ts'
export type { GetPairCodeArgs } from './sessions/endpoints.ts'
export type { PairingHooks } from './sessions/hooks.ts'
export type { PairingMethod } from './sessions/look.ts'
export type { CodeShown, InstancePairing, PairingState, QrShown } from './sessions/pairing.ts'
export type { BusinessProfile, PairCode, SessionQr, SessionStatus } from './sessions/schema.ts'
export type {
  ExpectedChange,
  StatusConnection,
  WaitOptions,
  WatchOptions,
} from './status/connection.ts'
export type {
  LiveInstancesOptions,
  LiveInstancesResult,
  StatusFreshness,
  StatusHooks,
  StatusOptions,
} from './status/hooks.ts'
export type { InstanceStatus } from './status/status.ts'
export type { InstanceStatusResult } from './status/view.ts'
export type { LiveOptions, Watchable } from './status/watch.ts'
export type { Connection } from './store.ts'
export type { SetWebhookArgs } from './webhooks/endpoints.ts'
export type { Webhook } from './webhooks/schema.ts'
