import type { InstanceRows } from '../instances/schema.ts'
import type { RecipesFor } from '../overlay/recipes/recipes.ts'
import type { SetWebhookArgs, WebhookEndpoints } from './endpoints.ts'

/** Without events, those that are set stay. */
const eventsOf = ({ events }: SetWebhookArgs) => (events ? [...events] : undefined)

/** What setting a webhook looks like before its answer. */
export const webhookRecipes: RecipesFor<WebhookEndpoints<'vzaps'>, InstanceRows> = {
  setWebhook: {
    row: {
      type: 'Instance',
      id: ({ instanceId }) => instanceId,
      update: (row, { arg }) => ({
        ...row,
        webhook: arg.webhook,
        eventsSubscribe: eventsOf(arg) ?? row.eventsSubscribe,
      }),
    },
    entries: {
      getWebhook: {
        at: ({ instanceId }) => instanceId,
        update: (data, step) => ({
          ...data,
          webhook: step.arg.webhook,
          events: eventsOf(step.arg) ?? data.events,
          ...(step.isSettled && step.result),
        }),
      },
    },
  },
}
