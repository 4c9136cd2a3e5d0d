import { canRetry } from '../../operations/can-retry.ts'
import type { FailedOperation } from '../../overlay/operations/operation.ts'
import type { Inspected, InspectedStore } from '../inspected.ts'

interface MutationEndpoint {
  initiate(arg: unknown, options: { track: false }): never
}

/** May a failed mutation be called again? Of ours it is known which must not be done twice. */
export const mayRetry = ({ vzaps }: Inspected, state: unknown, failure: FailedOperation): boolean =>
  !vzaps ||
  canRetry(failure, {
    operations: vzaps.util.selectPending(state),
    failures: vzaps.util.selectFailures(state),
    rowOf: (id) => vzaps.util.selectInstance(state, id),
  })

/** Calls a failed mutation again; the failure is history once that has ended, however it did. */
export const retry = async (
  inspected: Inspected,
  { dispatch, getState }: InspectedStore,
  failure: FailedOperation,
): Promise<void> => {
  const { endpointName, arg, requestId } = failure.operation
  const endpoints = inspected.endpoints as Readonly<Record<string, MutationEndpoint | undefined>>
  const endpoint = endpoints[endpointName]
  if (!endpoint || !mayRetry(inspected, getState(), failure)) return
  await dispatch(endpoint.initiate(arg, { track: false }))
  dispatch(inspected.util.dismissFailure(requestId))
}
