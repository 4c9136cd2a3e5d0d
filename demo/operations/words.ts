import type { Operation } from 'vzaps-rtk/react'

const doing: Readonly<Record<string, string>> = {
  createInstance: 'Creating…',
  updateInstance: 'Saving…',
  restartInstance: 'Asking for a restart…',
  subscribeInstance: 'Subscribing…',
  resumeSubscription: 'Resuming…',
  cancelInstance: 'Cancelling…',
  disconnectSession: 'Disconnecting…',
  setWebhook: 'Saving the webhook…',
}

/** What an operation is at, while its answer is awaited. */
export const whatIsDone = ({ endpointName }: Operation): string => doing[endpointName] ?? 'Working…'

/** The changes that are shown before their answer: whoever made one has moved on when it fails. */
const done: Readonly<Record<string, string>> = {
  createInstance: 'created',
  updateInstance: 'renamed',
  deleteInstance: 'deleted',
  resumeSubscription: 'resumed',
}

/** Are its failures told apart from where it was asked for? The other changes wait for their answer in their dialog. */
export const isShownAhead = ({ endpointName }: Operation): boolean => endpointName in done

/** The name that an operation gives, if it gives one. */
export const newNameIn = ({ arg }: Operation): string | undefined => {
  const { name, data = { name } } = arg as { name?: string; data?: { name?: string } }
  return data.name
}

/** What did not happen, or may not have, as a sentence. */
export const whatFailed = (
  operation: Operation,
  isUnclear: boolean,
  subject: string | undefined,
): string => {
  const { endpointName } = operation
  const change =
    endpointName === 'updateInstance'
      ? `renamed to “${newNameIn(operation)}”`
      : (done[endpointName] ?? 'changed')
  return isUnclear
    ? `Unclear whether ${subject ?? 'it'} was ${change}`
    : `${subject ?? 'It'} was not ${change}`
}
