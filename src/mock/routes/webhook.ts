import { type Answer, envelop, refuseFields } from '../answers.ts'
import * as fields from '../fields.ts'
import { change } from '../rows.ts'
import type { InstanceCall, Route } from './route.ts'

/**
 * The webhook: the same stored values as the row's `webhook` and `events_subscribe` (contract.md
 * 1.15 and 1.16).
 */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/instances/:id/webhook',
    access: 'holder-of',
    answer: ({ record: { row } }) =>
      envelop({ webhook: row.webhook, subscribe: fields.splitEvents(row.events_subscribe) }),
  },
  { method: 'POST', path: '/instances/:id/webhook', access: 'holder-of', answer: setWebhook },
]

/**
 * The URL's key is `webhookURL`, the one spelling that is documented; without `events` the list
 * stays.
 */
function setWebhook({ world, at, body, record }: InstanceCall): Answer {
  const problems = fields.findProblems(
    { webhookURL: null, ...body },
    {
      webhookURL: (value) => (value === null ? 'is missing' : fields.checkWebhook(value)),
      events: fields.checkEventText,
    },
  )
  if (Object.keys(problems).length > 0) return refuseFields(problems)
  const { row } = world.instances.save(
    change(record, at, {
      webhook: String(body.webhookURL),
      ...(typeof body.events === 'string' && { events_subscribe: body.events }),
    }),
  )
  return envelop({ webhook: row.webhook, events: row.events_subscribe })
}
