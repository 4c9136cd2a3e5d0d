import { getBillingPhase } from '../billing/phase.ts'
import { isRecord } from '../core/casing.ts'
import { isVZapsError } from '../core/errors.ts'
import type { Instance } from '../instances/schema.ts'
import type { FailedOperation, Operation } from '../overlay/operations/operation.ts'

/** What is looked at to tell whether a failed mutation may be called again. */
export interface RetryView {
  readonly operations: readonly Operation[]
  readonly failures: readonly FailedOperation[]
  /** The instance as the cache shows it, where it does. */
  rowOf(instanceId: string): Instance | undefined
}

const subscribedId = ({ endpointName, arg }: Operation): string | undefined =>
  endpointName === 'subscribeInstance' && isRecord(arg) ? String(arg.instanceId) : undefined

const mayBeDone = (error: unknown): boolean => !isVZapsError(error) || error.outcome === 'unknown'

/** Subscribing again could pay twice: there is a subscription, or there may be one. */
const isPaidFor = (row: Instance | undefined): boolean =>
  row !== undefined && !['none', 'trial', 'ended'].includes(getBillingPhase(row))

/** Not idempotent: a second create, a second restart, or a call of the app's own of which nothing is known. */
const notTwice: ReadonlySet<string> = new Set(['createInstance', 'restartInstance', 'request'])

/**
 * May this failed mutation be called again? Not if it may have been carried out, and would then be done twice. A payment
 * may not be repeated either while another one is under way or may have been made, or when the instance is paid for.
 */
export const canRetry = (
  { operation, error }: FailedOperation,
  { operations, failures, rowOf }: RetryView,
): boolean => {
  const id = subscribedId(operation)
  if (id === undefined) return !(notTwice.has(operation.endpointName) && mayBeDone(error))
  return !(
    operations.some((other) => subscribedId(other) === id) ||
    failures.some((other) => subscribedId(other.operation) === id && mayBeDone(other.error)) ||
    isPaidFor(rowOf(id))
  )
}
