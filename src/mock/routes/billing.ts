import { type Answer, refuse, refuseFields, reply } from '../answers.ts'
import * as fields from '../fields.ts'
import { expire } from '../life.ts'
import { activate, resume, scheduleCancel } from '../subscription.ts'
import { billingStatus } from '../words.ts'
import type { InstanceCall, Route } from './route.ts'

/** Subscribe, resume and cancel (contract.md 1.8 to 1.10). */
export const billingRoutes: readonly Route[] = [
  { method: 'POST', path: '/instances/:id/subscribe', access: 'owner-of', answer: subscribe },
  {
    method: 'POST',
    path: '/instances/:id/resume-subscription',
    access: 'owner-of',
    answer: ({ world, at, record }) => {
      if (record.row.cancel_at === null) {
        return refuse(409, 'nothing_scheduled', 'No cancellation is scheduled')
      }
      world.instances.save(resume(record, at))
      return reply({ status: 'ok' })
    },
  },
  { method: 'PUT', path: '/instances/:id/cancel', access: 'owner-of', answer: cancel },
  { method: 'DELETE', path: '/instances/:id/cancel', access: 'owner-of', answer: cancel },
]

/**
 * `success_url` in the body asks for a checkout page; without it the default card is charged at
 * once.
 */
function subscribe({ world, at, body, record }: InstanceCall): Answer {
  const problems = fields.findProblems(body, {
    success_url: fields.checkUrl,
    cancel_url: fields.checkUrl,
  })
  if (Object.keys(problems).length > 0) return refuseFields(problems)
  if (record.row.billing_status === billingStatus.active) {
    return refuse(409, 'already_subscribed', 'The subscription is already active')
  }
  if (typeof body.success_url === 'string') {
    const cancelUrl = typeof body.cancel_url === 'string' ? body.cancel_url : null
    const returns = { successUrl: body.success_url, cancelUrl }
    const { sessionId, url } = world.checkouts.open(record.row.id, returns)
    return reply({ mode: 'checkout', url, session_id: sessionId, subscription_id: null })
  }
  world.instances.save(activate(record, at))
  const subscription_id = world.checkouts.subscriptionId()
  return reply({ mode: 'direct', url: null, session_id: null, subscription_id })
}

/** A trial ends at once; a paid subscription ends with its period. */
function cancel({ world, at, record }: InstanceCall): Answer {
  const { billing_status, cancel_at } = record.row
  if (billing_status === billingStatus.trialing) {
    world.instances.save(expire(record, at))
    return reply({ message: 'Instance canceled successfully' })
  }
  if (billing_status !== billingStatus.active) {
    return refuse(409, 'not_subscribed', 'There is no subscription to cancel')
  }
  if (cancel_at !== null) return refuse(409, 'already_canceled', 'A cancellation is scheduled')
  const { row } = world.instances.save(scheduleCancel(record, at))
  return reply({ message: `Subscription will be canceled at ${row.cancel_at}` })
}
