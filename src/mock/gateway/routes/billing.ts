import { expire } from '../../account/life.ts'
import { leaveIncomplete, pay, resume, scheduleCancel } from '../../account/subscription.ts'
import { billingStatus } from '../../account/words.ts'
import type { Answer } from '../answers.ts'
import { refuse, reply } from '../answers.ts'
import type { Values } from '../fields.ts'
import { field } from '../fields.ts'
import { url } from '../shapes.ts'
import type { InstanceCall, Route } from './route.ts'
import { instanceRoute } from './route.ts'

/** Every client writes examples of its own here, and no page says which keys there are. */
const subscribeFields = {
  success_url: field('seen', url, { also: { successUrl: 'seen' } }),
  cancel_url: field('seen', url, { also: { cancelUrl: 'seen' } }),
}

/**
 * `success_url` in the body asks for a checkout page; without it the default card is charged at
 * once. A payment that has not reached the row yet stops nobody from paying again.
 */
const subscribe = ({
  account,
  at,
  body,
  record,
}: InstanceCall<Values<typeof subscribeFields>>): Answer => {
  const { instances, payments } = account
  const { id, billing_status } = record.row
  if (billing_status === billingStatus.active) {
    return refuse(409, 'already_subscribed', 'The subscription is already active')
  }
  if (body.success_url !== undefined) {
    const returns = { successUrl: body.success_url, cancelUrl: body.cancel_url ?? null }
    const checkout = payments.open(id, returns)
    const { sessionId, url: page } = checkout
    return reply({ mode: 'checkout', url: page, session_id: sessionId, subscription_id: null })
  }
  const { payment, activationMs } = account.rules()
  if (payment === 'declined') return refuse(402, 'card_declined', 'The card was declined')
  if (payment === 'incomplete') {
    instances.save(leaveIncomplete(record, at))
    return replyDirect(payments.createSubscriptionId())
  }
  instances.save(pay(record, at, activationMs))
  return replyDirect(payments.charge(at, id, 'direct').subscriptionId)
}

const replyDirect = (subscription_id: string): Answer =>
  reply({ mode: 'direct', url: null, session_id: null, subscription_id })

/** What is paid ends with its period; a trial, and what is not paid, end at once. */
const cancel = ({ account, at, record }: InstanceCall<unknown>): Answer => {
  const { billing_status, cancel_at } = record.row
  if (endsAtOnce.includes(billing_status)) {
    account.instances.save(expire(record, at))
    return reply({ message: 'Instance canceled successfully' })
  }
  if (billing_status !== billingStatus.active) {
    return refuse(409, 'not_subscribed', 'There is no subscription to cancel')
  }
  if (cancel_at !== null) return refuse(409, 'already_canceled', 'A cancellation is scheduled')
  const { row } = account.instances.save(scheduleCancel(record, at))
  return reply({ message: `Subscription will be canceled at ${row.cancel_at}` })
}

const endsAtOnce: readonly string[] = [
  billingStatus.trialing,
  billingStatus.incomplete,
  billingStatus.pastDue,
]

/** Subscribe, resume and cancel. */
export const billingRoutes: readonly Route[] = [
  instanceRoute(
    {
      method: 'POST',
      path: '/instances/:id/subscribe',
      evidence: 'documented',
      access: 'owner-of',
    },
    subscribeFields,
    subscribe,
  ),
  instanceRoute(
    {
      method: 'POST',
      path: '/instances/:id/resume-subscription',
      evidence: 'documented',
      access: 'owner-of',
    },
    {},
    ({ account, at, record }) => {
      if (record.row.cancel_at === null) {
        return refuse(409, 'nothing_scheduled', 'No cancellation is scheduled')
      }
      account.instances.save(resume(record, at))
      return reply({ status: 'ok' })
    },
  ),
  instanceRoute(
    { method: 'PUT', path: '/instances/:id/cancel', evidence: 'documented', access: 'owner-of' },
    {},
    cancel,
  ),
  instanceRoute(
    { method: 'DELETE', path: '/instances/:id/cancel', evidence: 'documented', access: 'owner-of' },
    {},
    cancel,
  ),
]
