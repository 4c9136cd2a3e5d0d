import type { Store, UnknownAction } from '@reduxjs/toolkit'
import type { VZapsExtras } from '../api.ts'
import type { FailedOperation, Operation } from '../overlay/operations/operation.ts'
import type { InspectUtil } from '../overlay/optimistic-api.ts'

/** What is needed of an api that `withOptimisticUpdates` was called on. */
export interface InspectableApi {
  readonly reducerPath: string
  readonly endpoints: object
  readonly util: InspectUtil
  readonly optimistic: {
    selectOperations(state: unknown): readonly Operation[]
    selectFailures(state: unknown): readonly FailedOperation[]
    dismiss(requestId: string): UnknownAction
  }
}

/** What is needed of an api that `createVZapsApi` made. */
export type InspectableVZapsApi = Pick<InspectableApi, 'reducerPath' | 'endpoints' | 'util'> &
  Pick<
    VZapsExtras,
    | 'selectOperations'
    | 'selectFailures'
    | 'dismissFailure'
    | 'selectInstance'
    | 'activity$'
    | 'detailsOf'
    | 'connect'
  >

/** An api as the developer tools see it, whichever it is. */
export interface Inspected extends Omit<InspectableApi, 'optimistic'> {
  selectOperations(state: unknown): readonly Operation[]
  selectFailures(state: unknown): readonly FailedOperation[]
  dismiss(requestId: string): UnknownAction
  /** Ours. */
  readonly vzaps?: InspectableVZapsApi
}

/** The store that the api is mounted in. */
export type InspectedStore = Pick<Store, 'dispatch' | 'getState' | 'subscribe'>
