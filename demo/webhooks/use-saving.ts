import type { SetWebhookArgs } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { useReadWebhook } from '../store/read-now.ts'
import type { WebhookValues } from './use-webhook-draft.ts'
import { toValues } from './use-webhook-draft.ts'

/** How saving ended; an error may have come before anything was sent. */
interface Saved {
  readonly error?: unknown
  readonly isUnsent?: boolean
}

/**
 * Saves the fields that were touched: what another client has changed meanwhile stays. The call cannot leave the address
 * out, so where only the events were touched, it is sent as the gateway has it now.
 */
export const useSaving = (instanceId: string) => {
  const [setWebhook] = vzaps.useSetWebhookMutation()
  const read = useReadWebhook()
  return async (touched: Partial<WebhookValues>): Promise<Saved> => {
    const { webhook, events } = touched
    const args = (webhook: string): SetWebhookArgs => ({
      instanceId,
      webhook,
      ...(events && { events }),
    })
    if (webhook !== undefined) return setWebhook(args(webhook.trim()))
    const { data, error } = await read(instanceId)
    if (error || !data) return { error, isUnsent: true }
    return setWebhook(args(toValues(data).webhook))
  }
}
