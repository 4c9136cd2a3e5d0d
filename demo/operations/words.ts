import type { Operation } from 'vzaps-rtk/react'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'

const doing: Readonly<Record<string, Sentence>> = {
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
export const whatIsDone = ({ endpointName }: Operation): string =>
  t(doing[endpointName] ?? 'Working…')

/** The changes that are shown before their answer: whoever made one has moved on when it fails. */
const shownAhead = ['createInstance', 'updateInstance', 'deleteInstance', 'resumeSubscription']

/** Are its failures told apart from where it was asked for? The other changes wait for their answer in their dialog. */
export const isShownAhead = ({ endpointName }: Operation): boolean =>
  shownAhead.includes(endpointName)

/** The name that an operation gives, if it gives one. */
export const newNameIn = ({ arg }: Operation): string | undefined => {
  const { name, data = { name } } = arg as { name?: string; data?: { name?: string } }
  return data.name
}

/** What did not happen, or may not have, as a sentence. */
export const whatFailed = (
  operation: Operation,
  isUnclear: boolean,
  instance: string | undefined,
): string => {
  const subject = instance ?? (isUnclear ? t('it') : t('It'))
  const name = newNameIn(operation) ?? ''
  switch (operation.endpointName) {
    case 'createInstance':
      return isUnclear
        ? t('Unclear whether {subject} was created', { subject })
        : t('{subject} was not created', { subject })
    case 'updateInstance':
      return isUnclear
        ? t('Unclear whether {subject} was renamed to “{name}”', { subject, name })
        : t('{subject} was not renamed to “{name}”', { subject, name })
    case 'deleteInstance':
      return isUnclear
        ? t('Unclear whether {subject} was deleted', { subject })
        : t('{subject} was not deleted', { subject })
    case 'resumeSubscription':
      return isUnclear
        ? t('Unclear whether {subject} was resumed', { subject })
        : t('{subject} was not resumed', { subject })
    default:
      return isUnclear
        ? t('Unclear whether {subject} was changed', { subject })
        : t('{subject} was not changed', { subject })
  }
}
