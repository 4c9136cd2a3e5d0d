import type { Store, UnknownAction } from '@reduxjs/toolkit'
import type { VZapsExtras } from '../api.ts'
import type { FailedOperation, Operation } from '../overlay/operations/operation.ts'
import type { InspectUtil } from '../overlay/optimistic-api.ts'

/** What is needed of an api that `withOptimisticUpdates` was called on. */
export interface InspectableApi {
  readonly reducerPath: string
  readonly endpoints: object
  readonly util: InspectUtil & {
    selectOperations(state: unknown): readonly Operation[]
    selectFailures(state: unknown): readonly FailedOperation[]
    dismissFailure(requestId: string): UnknownAction
  }
}

/** What is needed of an api that `createVZapsApi` made. */
export type InspectableVZapsApi = InspectableApi &
  Pick<VZapsExtras, 'activity$' | 'detailsOf' | 'connect'> & {
    readonly util: Pick<VZapsExtras['util'], 'selectPending' | 'selectInstance'>
  }

/** An api as the developer tools see it, whichever it is. */
export interface Inspected extends InspectableApi {
  /** Ours. */
  readonly vzaps?: InspectableVZapsApi
}

/** The store that the api is mounted in. */
export type InspectedStore = Pick<Store, 'dispatch' | 'getState' | 'subscribe'>
