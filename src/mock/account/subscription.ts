import type { InstanceRecord } from './rows.ts'
import { change, iso } from './rows.ts'
import { billingStatus } from './words.ts'

/** Paid at `at` (epoch ms): the subscription is active `delayMs` later, and the row says nothing until then. */
export const pay = (record: InstanceRecord, at: number, delayMs: number): InstanceRecord =>
  delayMs > 0
    ? { ...record, life: { ...record.life, activatesAt: at + delayMs } }
    : activate(record, at)

/** A paid subscription begins at `at` (epoch ms) and renews monthly from there. */
export const activate = (record: InstanceRecord, at: number): InstanceRecord =>
  change(
    record,
    at,
    { billing_status: billingStatus.active, cancel_at: null, expired_at: null },
    { trialEndsAt: null, subscribedAt: at, activatesAt: null },
  )

/** The first payment waits for its owner, from `at` (epoch ms) on; what was paid before goes on until its end. */
export const leaveIncomplete = (record: InstanceRecord, at: number): InstanceRecord =>
  change(record, at, { billing_status: billingStatus.incomplete })

/** The subscription is to end with the period that is running at `at` (epoch ms). */
export const scheduleCancel = (record: InstanceRecord, at: number): InstanceRecord => {
  const since = record.life.subscribedAt ?? at
  return change(record, at, { cancel_at: iso(periodEnd(since, at)) })
}

/** A scheduled cancellation is taken back at `at` (epoch ms). */
export const resume = (record: InstanceRecord, at: number): InstanceRecord =>
  change(record, at, { cancel_at: null })

/**
 * The end (epoch ms) of the monthly period that runs at `at`: renewals leave no trace on the row,
 * so they are arithmetic and not events.
 */
export const periodEnd = (since: number, at: number): number => {
  const start = new Date(since)
  const time = new Date(at)
  const months =
    (time.getUTCFullYear() - start.getUTCFullYear()) * 12 +
    (time.getUTCMonth() - start.getUTCMonth())
  const end = addMonths(start, Math.max(months, 1))
  return end > at ? end : addMonths(start, months + 1)
}

/** The 31st becomes the last day of a shorter month, not the 1st of the next. */
const addMonths = (start: Date, months: number): number => {
  const month = start.getUTCMonth() + months
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const end = new Date(start)
  end.setUTCDate(1)
  end.setUTCMonth(month)
  end.setUTCDate(Math.min(start.getUTCDate(), lastDay))
  return end.getTime()
}
