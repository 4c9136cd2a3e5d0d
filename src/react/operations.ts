import { useCallback, useMemo } from 'react'
import { shallowEqual, useDispatch, useSelector, useStore } from 'react-redux'
import type { WithUtil } from '../api-types.ts'
import { toVZapsError } from '../core/errors.ts'
import { canRetry } from '../operations/can-retry.ts'
import type { InstanceOperations } from '../operations/operations.ts'
import { isAbout } from '../operations/operations.ts'
import type { FailedOperation, Operation } from '../overlay/operations/operation.ts'

/** The hooks of optimistic updates. */
export interface OperationHooks {
  /**
   * The mutations under way and failed, of one instance or of all; renders when they change. `retry` calls again with
   * the same argument, where `canRetry`: never what could pay twice.
   */
  useInstanceOperations(instanceId?: string): InstanceOperations
  /** Gives each row a React key that stays the same when a created one gets its real id. */
  useInstanceKey(): (row: { readonly id: string }) => string
}

interface Endpoint {
  initiate(arg: unknown, options: { track: false }): never
}

/** Makes the hooks of one api. */
export const createOperationHooks = (
  api: WithUtil & { readonly endpoints: object },
): OperationHooks => {
  const { util } = api
  const endpoints = api.endpoints as Record<string, Endpoint | undefined>

  const mayRetry = (state: unknown, failure: FailedOperation): boolean =>
    canRetry(failure, {
      operations: util.selectPending(state),
      failures: util.selectFailures(state),
      rowOf: (id) => util.selectInstance(state, id),
    })

  /** Those of one instance, or all; the same list while nothing about them changes. */
  const useOperations = <T>(
    select: (state: unknown) => readonly T[],
    operationOf: (item: T) => Operation,
    instanceId: string | undefined,
  ): readonly T[] =>
    useSelector((state) => {
      const all = select(state)
      return instanceId === undefined
        ? all
        : all.filter((item) => isAbout(operationOf(item), instanceId))
    }, shallowEqual)

  return {
    useInstanceOperations: (instanceId) => {
      const dispatch = useDispatch()
      const store = useStore()
      const pending = useOperations(util.selectPending, (operation) => operation, instanceId)
      const failures = useOperations(
        util.selectFailures,
        ({ operation }: FailedOperation) => operation,
        instanceId,
      )
      const retryable = useSelector(
        (state) => failures.map((failure) => mayRetry(state, failure)),
        shallowEqual,
      )
      const failed = useMemo(() => {
        const dismiss = (requestId: string) => dispatch(util.dismissFailure(requestId))
        const retry = async (failure: FailedOperation) => {
          const { endpointName, arg, requestId } = failure.operation
          const endpoint = endpoints[endpointName]
          // Asked again: what is shown may be older than what is.
          if (!endpoint || !mayRetry(store.getState(), failure)) return
          // Whether it works or fails: this failure is history then.
          await dispatch(endpoint.initiate(arg, { track: false }))
          dismiss(requestId)
        }
        return failures.map((failure, i) => ({
          operation: failure.operation,
          error: toVZapsError(failure.error),
          canRetry: retryable[i] ?? false,
          retry: () => void retry(failure),
          dismiss: () => void dismiss(failure.operation.requestId),
        }))
      }, [failures, retryable, dispatch, store])
      return useMemo(() => ({ pending, failed }), [pending, failed])
    },
    useInstanceKey: () => {
      // Aliases are few, and change only when a created row gets its id.
      const aliases = useSelector(util.selectAliases)
      return useCallback(({ id }) => aliases[`Instance/${id}`] ?? id, [aliases])
    },
  }
}
