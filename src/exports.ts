// What both doors export, with React and without.

export type { VZapsCoreApi, VZapsExtras } from './api.ts'
export type { VZapsEndpoints, VZapsInjectable, VZapsRtkApi, VZapsUtil } from './api-types.ts'
export type { AuthState, VZapsAuth, VZapsTokens } from './auth/auth.ts'
export type { AccessToken } from './auth/endpoints.ts'
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
  ActivityDetails,
  AnswerActivity,
  RefreshActivity,
  RetryActivity,
  SettleActivity,
  StartActivity,
} from './core/calls/activity.ts'
export type { VZapsBaseQuery } from './core/calls/base-query.ts'
export type { HttpMethod, QueryValues, VZapsRequest } from './core/calls/call.ts'
export type { VZapsTag } from './core/calls/endpoint-types.ts'
export type { VZapsMeta } from './core/calls/job.ts'
export type { SchemaIssue } from './core/calls/read-answer.ts'
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
export type { RetryOptions } from './core/http/retry.ts'
export type {
  Platform,
  PlatformChannel,
  PlatformLocks,
  PlatformSignal,
  TimerHandle,
} from './core/platform.ts'
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
export type { PendingKind } from './operations/operations.ts'
export type { VZapsOptions } from './options.ts'
export type { FailedOperation, Operation } from './overlay/operations/operation.ts'
export type { PersistUtil, SavedEntry, VZapsSnapshot } from './persist.ts'
export type { RealtimeConnection } from './realtime/connection.ts'
export type { EventsConnection } from './realtime/door.ts'
export type { EventIssue, EventsOptions, RealtimeEvent } from './realtime/events.ts'
export type { RawRequest, RawRequestOptions } from './request/request.ts'
export type { GetPairCodeArgs } from './sessions/endpoints.ts'
export type { BusinessProfile, PairCode, SessionQr, SessionStatus } from './sessions/schema.ts'
export type { ExpectedChange, StatusConnection, WaitOptions } from './status/connection.ts'
export type { InstanceStatus } from './status/status.ts'
export type { LiveOptions, Watchable } from './status/watch.ts'
export type { Connection } from './store-parts.ts'
export type { TabsOptions } from './tabs/options.ts'
export type { SetWebhookArgs } from './webhooks/endpoints.ts'
export type { Webhook } from './webhooks/schema.ts'
