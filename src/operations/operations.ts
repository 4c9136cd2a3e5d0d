import type { VZapsError } from '../core/errors.ts'
import type { FailedOperation, Operation } from '../overlay/operations/operation.ts'
import { temporaryId } from '../overlay/operations/temporary-ids.ts'

/** The kind of mutation that is under way on an instance. */
export type PendingKind =
  | 'create'
  | 'update'
  | 'restart'
  | 'delete'
  | 'subscribe'
  | 'resume'
  | 'cancel'
  | 'disconnect'
  | 'webhook'

const kinds: Readonly<Record<string, PendingKind>> = {
  createInstance: 'create',
  updateInstance: 'update',
  restartInstance: 'restart',
  deleteInstance: 'delete',
  subscribeInstance: 'subscribe',
  resumeSubscription: 'resume',
  cancelInstance: 'cancel',
  disconnectSession: 'disconnect',
  setWebhook: 'webhook',
}

/** Is the operation about this instance? One that is being created has a temporary id. */
export const isAbout = ({ row, requestId }: Operation, instanceId: string): boolean =>
  row ? row.id === instanceId : temporaryId(requestId) === instanceId

/** The newest operation under way on an instance, or null. */
export const pendingKind = (
  operations: readonly Operation[],
  instanceId: string,
): PendingKind | null => {
  const last = operations.filter((operation) => isAbout(operation, instanceId)).at(-1)
  return (last && kinds[last.endpointName]) ?? null
}

/** A failed mutation, why it failed, and what can be done about it. */
export interface FailedInstanceOperation extends FailedOperation {
  readonly error: VZapsError
  /**
   * Offer Retry only then. It is false of a payment (`subscribeInstance`) that may have been made, or that has become
   * superfluous since.
   */
  readonly canRetry: boolean
  /** Calls the mutation again with the same argument, if it can; this failure goes with the new call's end. */
  retry(): void
  /** Takes the failure off the list. */
  dismiss(): void
}

/** The mutations of instances that are under way, and those that failed and were not dismissed. */
export interface InstanceOperations {
  /** In the order of their calls; `unknown` ones wait for the next read to tell. */
  readonly pending: readonly Operation[]
  readonly failed: readonly FailedInstanceOperation[]
}
