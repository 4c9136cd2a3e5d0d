import { shallowEqual, useSelector } from 'react-redux'
import type { FailedInstanceOperation, Instance, Operation } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { isOver } from './is-over.ts'
import { isShownAhead } from './words.ts'

/** The same change asked for again. A create has no row: it never stands in for another one. */
const isLater = (one: Operation, than: Operation): boolean =>
  one.row !== undefined &&
  one.row.id === than.row?.id &&
  one.endpointName === than.endpointName &&
  one.requestId !== than.requestId

/** The failures to tell of: of all, of one instance, or of one kind of change. What is tried again is none for now. */
export const useFailures = (
  instanceId?: string,
  endpointName?: string,
): readonly FailedInstanceOperation[] => {
  const { failed } = vzaps.useInstanceOperations(instanceId)
  // Of all: a create that another one stands in the way of has no row.
  const { pending } = vzaps.useInstanceOperations()
  const overtaken = useSelector(
    (state) =>
      failed.map((failure) =>
        isOver(failure, pending, (id) => vzaps.util.selectInstance(state, id)),
      ),
    shallowEqual,
  )
  return failed.filter(({ operation }, index) => {
    const later = [
      ...pending.filter(({ status }) => status === 'pending'),
      ...failed.slice(index + 1).map((failure) => failure.operation),
    ]
    const isWanted = endpointName === undefined || operation.endpointName === endpointName
    return (
      isWanted &&
      isShownAhead(operation) &&
      !overtaken[index] &&
      !later.some((other) => isLater(other, operation))
    )
  })
}

/** A resume that failed, of a subscription that is not ending any more: there is nothing to try again. */
export const isMoot = ({ operation }: FailedInstanceOperation, instance: Instance): boolean =>
  operation.endpointName === 'resumeSubscription' && getBillingPhase(instance) !== 'ending'

/** {@link useFailures} of one instance, without what its state has overtaken. */
export const useInstanceFailures = (
  instance: Instance,
  endpointName?: string,
): readonly FailedInstanceOperation[] =>
  useFailures(instance.id, endpointName).filter((failure) => !isMoot(failure, instance))
