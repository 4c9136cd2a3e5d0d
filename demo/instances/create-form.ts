import type { CreateInstanceArgs, InstanceEvent } from 'vzaps-rtk/react'
import { fieldErrors } from '../ui/field-errors.ts'
import { countVisible, trimUnseen } from '../ui/visible-text.ts'
import { checkWebhook } from '../webhooks/check-webhook.ts'
import { t } from '../words/words.ts'

/** The form of a new instance. */
export interface CreateForm {
  name: string
  webhook: string
  events: InstanceEvent[]
  rejectCalls: boolean
  autoReadMessages: boolean
}

/** What is wrong with a name, or null. */
export const checkName = (name: string): string | null => {
  if (countVisible(name) < 3) {
    return name.trim().length < 3
      ? t('At least 3 characters')
      : t('At least 3 characters that can be seen')
  }
  return trimUnseen(name).length > 255 ? t('At most 255 characters') : null
}

/** What the form checks before anything is sent. */
export const checks = { name: checkName, webhook: checkWebhook }

/** An empty form. */
export const blank: CreateForm = {
  name: '',
  webhook: '',
  events: ['Message'],
  rejectCalls: false,
  autoReadMessages: false,
}

/** The form as the call's argument: what was left empty is not sent. */
export const toCreateArgs = (form: CreateForm): CreateInstanceArgs => ({
  name: trimUnseen(form.name),
  ...(form.webhook.trim() !== '' && { webhook: form.webhook.trim() }),
  eventsSubscribe: form.events,
  rejectCalls: form.rejectCalls,
  autoReadMessages: form.autoReadMessages,
})

/** The call's argument as the form that it came from. */
export const toForm = (args: CreateInstanceArgs): CreateForm => ({
  name: args.name,
  webhook: args.webhook ?? '',
  events: [...(args.eventsSubscribe ?? [])],
  rejectCalls: args.rejectCalls ?? false,
  autoReadMessages: args.autoReadMessages ?? false,
})

/** Which fields the server found fault with. */
export const serverProblems = (thrown: unknown): Partial<Record<keyof CreateForm, string>> => {
  const { name, webhook, events_subscribe: events } = fieldErrors(thrown)
  return {
    ...(name !== undefined && { name }),
    ...(webhook !== undefined && { webhook }),
    ...(events !== undefined && { events }),
  }
}
