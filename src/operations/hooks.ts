import { useCallback, useMemo } from 'react'
import { shallowEqual, useDispatch, useSelector } from 'react-redux'
import type { VZapsOptimistic } from '../api.ts'
import { toVZapsError } from '../core/errors.ts'
import type { FailedOperation, Operation } from '../overlay/operations/operation.ts'
import type { InstanceOperations } from './operations.ts'
import { isAbout } from './operations.ts'

/** The hooks of optimistic updates. */
export interface OperationHooks {
  /**
   * The mutations under way and failed, of one instance or of all; renders when they change. `retry` calls again with
   * the same argument.
   */
  useInstanceOperations(instanceId?: string): InstanceOperations
  /** Gives each row a React key that stays the same when a created one gets its real id. */
  useInstanceKey(): (row: { readonly id: string }) => string
}

interface Endpoint {
  initiate(arg: unknown, options: { track: false }): never
}

/** Makes the hooks of one api. */
export const createOperationHooks = (api: {
  readonly endpoints: object
  readonly optimistic: VZapsOptimistic
}): OperationHooks => {
  const { optimistic } = api
  const endpoints = api.endpoints as Record<string, Endpoint | undefined>

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
      const pending = useOperations(
        optimistic.selectOperations,
        (operation) => operation,
        instanceId,
      )
      const failures = useOperations(
        optimistic.selectFailures,
        ({ operation }: FailedOperation) => operation,
        instanceId,
      )
      const failed = useMemo(() => {
        const dismiss = (requestId: string) => dispatch(optimistic.dismiss(requestId))
        const retry = async ({ endpointName, arg, requestId }: Operation) => {
          const endpoint = endpoints[endpointName]
          if (!endpoint) return
          // Whether it works or fails: this failure is history then.
          await dispatch(endpoint.initiate(arg, { track: false }))
          dismiss(requestId)
        }
        return failures.map(({ operation, error }) => ({
          operation,
          error: toVZapsError(error),
          retry: () => void retry(operation),
          dismiss: () => void dismiss(operation.requestId),
        }))
      }, [failures, dispatch])
      return useMemo(() => ({ pending, failed }), [pending, failed])
    },
    useInstanceKey: () => {
      // Aliases are few, and change only when a created row gets its id.
      const aliases = useSelector(optimistic.selectAliases)
      return useCallback(({ id }) => aliases[`Instance/${id}`] ?? id, [aliases])
    },
  }
}
