'use client'

export * from './exports.ts'
export type { FailedInstanceOperation, InstanceOperations } from './operations/operations.ts'
export type { AuthHooks } from './react/auth.ts'
export type { ListHooks, VZapsApi } from './react/create.ts'
export { createVZapsApi } from './react/create.ts'
export type { GeneratedHooks } from './react/generated-hooks.ts'
export type { OperationHooks } from './react/operations.ts'
export type { PairingHooks } from './react/pairing.ts'
export type { RealtimeHooks } from './react/realtime.ts'
export type {
  LiveInstancesOptions,
  LiveInstancesResult,
  StatusFreshness,
  StatusHooks,
  StatusOptions,
} from './react/status.ts'
export type { PairingMethod } from './sessions/look.ts'
export type { CodeShown, InstancePairing, PairingState, QrShown } from './sessions/pairing.ts'
export type { InstanceStatusResult } from './status/view.ts'
