import { operation } from '../core/call.ts'
import type { VZapsBuilder, VZapsMutation, VZapsQuery } from '../core/endpoint-types.ts'
import { unlessRefused } from '../core/endpoint-types.ts'
import { invalid } from '../core/errors.ts'
import type { InstanceEvent } from '../instances/schema.ts'
import type { Webhook } from './schema.ts'
import { webhookAnswer } from './schema.ts'

/** What {@link WebhookEndpoints.setWebhook} takes. */
export interface SetWebhookArgs {
  readonly instanceId: string
  /** Where events are posted. */
  readonly webhook: string
  /** Absent: the events that are set stay. */
  readonly events?: readonly InstanceEvent[] | undefined
}

/** The webhooks slice's endpoints. */
export type WebhookEndpoints<P extends string> = {
  /** The webhook and its events: `GET /instances/{id}/webhook`. */
  getWebhook: VZapsQuery<string, Webhook, P>
  /** Sets the webhook: `POST /instances/{id}/webhook`; answers what is set now. */
  setWebhook: VZapsMutation<SetWebhookArgs, Webhook, P>
}

const joined = (events: SetWebhookArgs['events']): { events?: string } => {
  if (events === undefined) return {}
  if (!Array.isArray(events)) throw invalid('events must be a list of names', { field: 'events' })
  return { events: events.join(',') }
}

/** Builds the webhooks slice. */
export const webhookEndpoints = <P extends string>(
  build: VZapsBuilder<P>,
): WebhookEndpoints<P> => ({
  getWebhook: build.query({
    query: operation((instanceId: string) => ({
      method: 'GET',
      route: '/instances/{id}/webhook',
      instanceId,
      answer: webhookAnswer,
    })),
    providesTags: (_webhook, _error, id) => [{ type: 'Webhook', id }],
  }),

  setWebhook: build.mutation({
    query: operation(({ instanceId, webhook, events }: SetWebhookArgs) => {
      if (typeof webhook !== 'string') throw invalid('webhook must be a URL', { field: 'webhook' })
      return {
        method: 'POST',
        route: '/instances/{id}/webhook',
        instanceId,
        // `webhookURL` is the only spelling that is documented (decisions.md, "webhook set").
        body: { webhookURL: webhook, ...joined(events) },
        answer: webhookAnswer,
      }
    }),
    invalidatesTags: (_result, error, arg) =>
      unlessRefused(error, () => [
        { type: 'Webhook', id: arg.instanceId },
        { type: 'Instance', id: arg.instanceId },
      ]),
  }),
})
