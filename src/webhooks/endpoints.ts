import { routeCall } from '../core/calls/call.ts'
import type { VZapsBuilder, VZapsMutation, VZapsQuery } from '../core/calls/endpoint-types.ts'
import { unlessRefused } from '../core/calls/endpoint-types.ts'
import { invalid } from '../core/errors.ts'
import type { InstanceEvent } from '../instances/schema.ts'
import type { Webhook } from './schema.ts'
import { webhookAnswer, webhookOfRow } from './schema.ts'

/** What {@link WebhookEndpoints.setWebhook} takes: what is to change. One of the two has to be there. */
export interface SetWebhookArgs {
  readonly instanceId: string
  /** Where events are posted. Absent: the address that is set stays. */
  readonly webhook?: string | undefined
  /** Absent: the events that are set stay. */
  readonly events?: readonly InstanceEvent[] | undefined
}

/** The webhooks slice's endpoints. */
export type WebhookEndpoints<P extends string> = {
  /** The webhook and its events: `GET /instances/{id}/webhook`. */
  getWebhook: VZapsQuery<string, Webhook, P>
  /**
   * Changes the webhook; answers what is set now. Give it what its user touched: the rest stays as it is, whatever
   * another client made of it. `POST /instances/{id}/webhook`; events alone are sent as `PATCH /instances/{id}`, because
   * the other route wants the address each time.
   */
  setWebhook: VZapsMutation<SetWebhookArgs, Webhook, P>
}

const checkEvents = (events: unknown): void => {
  if (events === undefined || Array.isArray(events)) return
  throw invalid('events must be a list of names', { field: 'events' })
}

/** Builds the webhooks slice. */
export const webhookEndpoints = <P extends string>(
  build: VZapsBuilder<P>,
): WebhookEndpoints<P> => ({
  getWebhook: build.query({
    query: routeCall((instanceId: string) => ({
      method: 'GET',
      route: '/instances/{id}/webhook',
      instanceId,
      answer: webhookAnswer(instanceId),
    })),
    providesTags: (_webhook, _error, id) => [{ type: 'Webhook', id }],
  }),

  setWebhook: build.mutation({
    query: routeCall(({ instanceId, webhook, events }: SetWebhookArgs) => {
      checkEvents(events)
      if (webhook === undefined && events !== undefined) {
        return {
          method: 'PATCH',
          route: '/instances/{id}',
          instanceId,
          body: { events_subscribe: events },
          answer: webhookOfRow,
        }
      }
      if (typeof webhook !== 'string') throw invalid('webhook must be a URL', { field: 'webhook' })
      return {
        method: 'POST',
        route: '/instances/{id}/webhook',
        instanceId,
        // The only spelling of this key that is documented.
        body: { webhookURL: webhook, ...(events && { events: events.join(',') }) },
        answer: webhookAnswer(instanceId),
      }
    }),
    invalidatesTags: (_result, error, arg) =>
      unlessRefused(error, () => [
        { type: 'Webhook', id: arg.instanceId },
        { type: 'Instance', id: arg.instanceId },
      ]),
  }),
})
