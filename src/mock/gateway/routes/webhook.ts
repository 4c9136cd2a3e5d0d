import type { Delivery } from '../../account/deliveries.ts'
import { change } from '../../account/rows.ts'
import type { Answer } from '../answers.ts'
import { envelop, refuseUnknown } from '../answers.ts'
import { field, required } from '../fields.ts'
import { eventText, positive, splitEvents, text, webhook } from '../shapes.ts'
import { cutPage } from './page.ts'
import type { Route } from './route.ts'
import { instanceRoute } from './route.ts'

const answerDelivery = (delivery: Delivery | undefined): Answer =>
  delivery ? envelop(delivery) : refuseUnknown('Webhook log')

/** The webhook: the same stored values as the row's `webhook` and `events_subscribe`; and its logs. */
export const webhookRoutes: readonly Route[] = [
  instanceRoute(
    { method: 'GET', path: '/instances/:id/webhook', evidence: 'documented', access: 'holder-of' },
    {},
    ({ record: { row } }) =>
      envelop({ webhook: row.webhook, subscribe: splitEvents(row.events_subscribe) }),
  ),
  instanceRoute(
    { method: 'POST', path: '/instances/:id/webhook', evidence: 'documented', access: 'holder-of' },
    {
      // What `webhookURL` becomes in the clients' conversions to snake_case, and in their examples.
      webhookURL: required('documented', webhook, {
        also: { webhook_url: 'seen', webhook_u_r_l: 'seen', url: 'seen' },
      }),
      events: field('documented', eventText),
    },
    ({ account, at, body, record }) => {
      const { webhookURL, events } = body
      const { row } = account.instances.save(
        change(record, at, {
          webhook: webhookURL,
          ...(events !== undefined && { events_subscribe: events }),
        }),
      )
      return envelop({ webhook: row.webhook, events: row.events_subscribe })
    },
  ),
  instanceRoute(
    {
      method: 'POST',
      path: '/instances/:id/webhook/logs/search',
      evidence: 'assumed',
      access: 'holder-of',
    },
    {
      page: field('assumed', positive),
      size: field('assumed', positive),
      status: field('documented', text),
      event: field('assumed', text),
    },
    ({ account, body, record }) => {
      const { page, size, status, event } = body
      const found = account.deliveries
        .list(record)
        .filter((delivery) => status === undefined || delivery.status === status)
        .filter((delivery) => event === undefined || delivery.event === event)
      return envelop(cutPage(found, page, size))
    },
  ),
  instanceRoute(
    {
      method: 'GET',
      path: '/instances/:id/webhook/logs/:logId',
      evidence: 'assumed',
      access: 'holder-of',
    },
    {},
    ({ account, params, record }) =>
      answerDelivery(account.deliveries.get(record, params.logId ?? '')),
  ),
  instanceRoute(
    {
      method: 'POST',
      path: '/instances/:id/webhook/logs/:logId/retry',
      evidence: 'assumed',
      access: 'holder-of',
    },
    {},
    ({ account, at, params, record }) =>
      answerDelivery(account.deliveries.retry(record, params.logId ?? '', at)),
  ),
]
