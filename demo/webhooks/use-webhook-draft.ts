import { useState } from 'react'
import type { InstanceEvent, Webhook } from 'vzaps-rtk/react'

/** What the form holds. */
export interface WebhookValues {
  readonly webhook: string
  readonly events: readonly InstanceEvent[]
}

/** A webhook as the form's values. */
export const toValues = ({ webhook, events }: Webhook): WebhookValues => ({
  webhook: webhook ?? '',
  events: events ?? [],
})

/** Events are a set: their order is nobody's. */
const isSame = (one: string | readonly string[], other: string | readonly string[]): boolean =>
  typeof one === 'string' || typeof other === 'string'
    ? one === other
    : one.length === other.length && one.every((event) => other.includes(event))

/** The fields that differ from what the server has, and only those. */
const differing = (
  draft: Partial<WebhookValues>,
  current: WebhookValues,
): Partial<WebhookValues> => {
  const { webhook, events } = draft
  return {
    ...(webhook !== undefined && !isSame(webhook, current.webhook) && { webhook }),
    ...(events !== undefined && !isSame(events, current.events) && { events }),
  }
}

/**
 * A form over the server's values: each field is the server's until it is touched, and again once it is the same.
 * `isSaving`: what the server has may be what is being saved, and is no reason to forget what was typed.
 */
export const useWebhookDraft = (current: WebhookValues, isSaving: boolean) => {
  const [draft, setDraft] = useState<Partial<WebhookValues>>({})
  const touched = differing(draft, current)
  if (!isSaving && Object.keys(touched).length < Object.keys(draft).length) setDraft(touched)
  return {
    /** What stands in the fields. */
    values: { ...current, ...draft },
    touched,
    isTouched: Object.keys(touched).length > 0,
    change: (values: Partial<WebhookValues>) => setDraft((before) => ({ ...before, ...values })),
    reset: () => setDraft({}),
    /** These were saved; what was typed since stays. */
    settle: (saved: Partial<WebhookValues>) =>
      setDraft(({ webhook, events }) => ({
        ...(webhook !== undefined && webhook !== saved.webhook && { webhook }),
        ...(events !== undefined && events !== saved.events && { events }),
      })),
  }
}
