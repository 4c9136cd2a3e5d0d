import type { FailedInstanceOperation, Instance, Operation } from 'vzaps-rtk/react'
import { newNameIn } from './words.ts'

type Failure = Pick<FailedInstanceOperation, 'operation' | 'error'>

/** Do two operations ask for the same, of one instance or of one new name? */
const isSameChange = (one: Operation, other: Operation): boolean =>
  one.endpointName === other.endpointName &&
  (one.row || other.row ? one.row?.id === other.row?.id : newNameIn(one) === newNameIn(other))

/** Does the instance look as the operation wanted it? */
const isDone = (operation: Operation, row: Instance | undefined): boolean => {
  if (operation.endpointName === 'deleteInstance') return row === undefined
  return operation.endpointName === 'updateInstance' && row?.name === newNameIn(operation)
}

/** Is an operation still open, waiting for its answer or for the read that tells what became of it? */
const isOpen = ({ requestId }: Operation, pending: readonly Operation[]): boolean =>
  pending.some((other) => other.requestId === requestId)

/**
 * Has time overtaken a failure? What was refused because the same was under way may be asked for again once that is
 * over. What lost its answer was done after all when the read that came since shows it.
 */
export const isOver = (
  { operation, error }: Failure,
  pending: readonly Operation[],
  rowOf: (id: string) => Instance | undefined,
): boolean => {
  if (error.code === 'in-flight') return !pending.some((other) => isSameChange(other, operation))
  if (error.outcome !== 'unknown' || isOpen(operation, pending)) return false
  return operation.row !== undefined && isDone(operation, rowOf(operation.row.id))
}

/** Is it not known whether a failed change was made? A create, until somebody has looked: it may stand on any page. */
export const isUnclear = ({ operation, error }: Failure, pending: readonly Operation[]): boolean =>
  error.outcome === 'unknown' && (operation.row === undefined || isOpen(operation, pending))
