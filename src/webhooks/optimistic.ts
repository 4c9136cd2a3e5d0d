import type { Instance, InstanceRows } from '../instances/schema.ts'
import type { RecipesFor, RowsIn } from '../overlay/recipes/recipes.ts'
import type { WebhookEndpoints } from './endpoints.ts'
import type { Webhook } from './schema.ts'

/** A webhook as the fields of its instance's row; what is undefined is left out. */
const toRow = ({ instanceId, webhook, events }: Webhook): Instance => ({
  id: instanceId,
  ...(webhook !== undefined && { webhook }),
  ...(events !== undefined && { eventsSubscribe: events }),
})

/** A webhook is the part of its instance's row that it shows. */
export const webhookRow: RowsIn<Webhook, Instance> = {
  get: (data) => [toRow(data)],
  set: (data, [row]) =>
    row ? { ...data, webhook: row.webhook, events: row.eventsSubscribe } : data,
}

/** What setting a webhook looks like before its answer: what is not given stays. */
export const webhookRecipes: RecipesFor<WebhookEndpoints<'vzaps'>, InstanceRows> = {
  setWebhook: {
    row: {
      type: 'Instance',
      id: ({ instanceId }) => instanceId,
      update: (row, { arg: { instanceId, webhook, events } }) => ({
        ...row,
        ...toRow({ instanceId, webhook, events: events && [...events] }),
      }),
      answer: toRow,
    },
  },
}
