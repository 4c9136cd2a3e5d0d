import type { InstanceRecord } from './rows.ts'
import { change, iso } from './rows.ts'
import type { Rules } from './rules.ts'
import { activate } from './subscription.ts'
import { billingStatus, instanceStatus } from './words.ts'

/** A trial's length in milliseconds: 7 days, assumed. */
export const trialMs = 7 * 24 * 3_600_000

/** How long pairing goes on after the last QR code or pair code was asked for, in milliseconds. */
export const pairingMs = 60_000

interface Transition {
  readonly at: number
  readonly apply: (record: InstanceRecord) => InstanceRecord
}

/**
 * The record at `now` (epoch ms): every transition that has fallen due is applied, in order, at its
 * own time. There are no timers: an instance is a pure function of its record and the clock.
 */
export const settle = (record: InstanceRecord, now: number, rules: Rules): InstanceRecord => {
  let current = record
  let next = nextTransition(current, rules)
  while (next && next.at <= now) {
    current = next.apply(current)
    next = nextTransition(current, rules)
  }
  return current
}

/** A transition must take away its own cause, or `settle` would never end. */
const nextTransition = ({ row, life }: InstanceRecord, rules: Rules): Transition | undefined => {
  const { restartingUntil, pairing, activatesAt } = life
  const due: Transition[] = []
  if (restartingUntil !== null) {
    due.push({ at: restartingUntil, apply: (record) => endRestart(record, restartingUntil) })
  }
  if (pairing) {
    const scanAt =
      rules.autoScanMs === null ? Number.POSITIVE_INFINITY : pairing.since + rules.autoScanMs
    due.push({ at: scanAt, apply: (record) => connect(record, scanAt, pairing.phone) })
    due.push({ at: pairing.until, apply: (record) => drop(record, pairing.until) })
  }
  if (activatesAt !== null) {
    due.push({ at: activatesAt, apply: (record) => activate(record, activatesAt) })
  }
  const endsAt = row.cancel_at === null ? life.trialEndsAt : Date.parse(row.cancel_at)
  if (endsAt !== null && row.expired_at === null) {
    due.push({ at: endsAt, apply: (record) => expire(record, endsAt) })
  }
  return due.length > 1 ? due.sort((one, other) => one.at - other.at)[0] : due[0]
}

/** A phone (digits) is paired and online, at `at` (epoch ms). */
export const connect = (record: InstanceRecord, at: number, phone: string): InstanceRecord =>
  change(
    record,
    at,
    {
      status: instanceStatus.connected,
      connected: true,
      connected_at: iso(at),
      whatsapp_jid: `${phone}@s.whatsapp.net`,
      whatsapp_push_name: record.life.pushName,
    },
    { pairing: null, restartingUntil: null },
  )

/** The connection is lost at `at` (epoch ms), the phone stays paired: a restart brings it back. */
export const drop = (record: InstanceRecord, at: number): InstanceRecord =>
  change(
    record,
    at,
    { status: instanceStatus.disconnected, connected: false, connected_at: null },
    { pairing: null, restartingUntil: null },
  )

/** The phone is unpaired at `at` (epoch ms): only a new QR code or pair code brings it back. */
export const disconnect = (record: InstanceRecord, at: number): InstanceRecord => {
  const dropped = drop(record, at)
  return change(dropped, at, { whatsapp_jid: null, whatsapp_push_name: null })
}

/** A restart begins at `at` (epoch ms). */
export const restart = (record: InstanceRecord, at: number, rules: Rules): InstanceRecord =>
  change(
    record,
    at,
    { status: instanceStatus.restarting, connected: false, connected_at: null },
    { pairing: null, restartingUntil: at + rules.restartMs },
  )

const endRestart = (record: InstanceRecord, at: number): InstanceRecord => {
  const phone = record.row.whatsapp_jid?.split('@')[0]
  return phone === undefined ? disconnect(record, at) : connect(record, at, phone)
}

/**
 * A QR code or pair code was asked for at `at` (epoch ms): pairing starts, or goes on for longer.
 */
export const pair = (record: InstanceRecord, at: number, phone?: string): InstanceRecord => {
  const going = record.life.pairing
  const pairing = {
    since: going?.since ?? at,
    until: at + pairingMs,
    phone: phone ?? going?.phone ?? record.life.phone,
  }
  if (going) return { ...record, life: { ...record.life, pairing } }
  return change(record, at, { status: instanceStatus.pairing }, { pairing })
}

/** The trial or the cancelled subscription ends at `at` (epoch ms), and the session with it. */
export const expire = (record: InstanceRecord, at: number): InstanceRecord =>
  change(
    drop(record, at),
    at,
    { billing_status: billingStatus.expired, expired_at: iso(at), cancel_at: null },
    { trialEndsAt: null, subscribedAt: null },
  )
