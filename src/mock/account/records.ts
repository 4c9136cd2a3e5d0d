import type { Random } from '../random.ts'
import { createRandom, upperAlphabet } from '../random.ts'
import { pairingMs, trialMs } from './life.ts'
import type { InstanceLife, InstanceRecord, InstanceRow, InstanceSeed } from './rows.ts'
import { iso } from './rows.ts'
import type { Rules } from './rules.ts'
import { billingStatus, instanceStatus } from './words.ts'

/** A whole record at `at` (epoch ms) from the fields that a test cares about. */
export const createRecord = (
  seed: InstanceSeed,
  at: number,
  random: Random,
  rules: Rules,
): InstanceRecord => {
  const id = seed.id ?? `VZ${random.text(26, upperAlphabet)}`
  const created = seed.created_at ?? iso(at)
  const blank: InstanceRecord = {
    row: {
      id,
      name: `Instance ${id.slice(-4)}`,
      token: `inst_${random.text(32)}`,
      url: `https://app.vzaps.com/instances/${id}`,
      webhook: '',
      events_subscribe: '',
      reject_calls: false,
      auto_read_messages: false,
      labels: {},
      status: instanceStatus.disconnected,
      connected: false,
      connected_at: null,
      whatsapp_push_name: null,
      whatsapp_jid: null,
      billing_status: billingStatus.trialing,
      cancel_at: null,
      expired_at: null,
      created_at: created,
      updated_at: created,
    },
    life: {
      pairing: null,
      restartingUntil: null,
      trialEndsAt: null,
      subscribedAt: null,
      activatesAt: null,
      deletedUntil: null,
      ...createOwner(id),
    },
  }
  return patchRecord(
    blank,
    { updated_at: created, billing_status: billingStatus.trialing, ...seed },
    at,
    rules,
  )
}

/**
 * Writes fields of the row as if another client had, at `at` (epoch ms): what the fields imply
 * follows (`connected: true` sets the status, the jid and the time), what they say themselves stays
 * as said.
 */
export const patchRecord = (
  { row, life }: InstanceRecord,
  seed: InstanceSeed,
  at: number,
  rules: Rules,
): InstanceRecord => {
  const patched: InstanceRow = {
    ...row,
    updated_at: iso(at),
    ...impliedSession(life, seed, at),
    ...impliedBilling(row, seed, at),
    ...seed,
    id: row.id,
  }
  return { row: patched, life: { ...life, ...impliedLife(life, patched, seed, at, rules) } }
}

const impliedSession = (life: InstanceLife, seed: InstanceSeed, at: number): InstanceSeed => {
  if (seed.connected === undefined && seed.status === undefined) return {}
  const connected = seed.connected ?? seed.status === instanceStatus.connected
  if (!connected) {
    return { status: instanceStatus.disconnected, connected, connected_at: null }
  }
  return {
    status: instanceStatus.connected,
    connected,
    connected_at: iso(at),
    whatsapp_jid: `${life.phone}@s.whatsapp.net`,
    whatsapp_push_name: life.pushName,
  }
}

const impliedBilling = (row: InstanceRow, seed: InstanceSeed, at: number): InstanceSeed => {
  if (seed.billing_status === undefined) return {}
  if (seed.billing_status === billingStatus.expired) {
    return { expired_at: row.expired_at ?? iso(at), cancel_at: null }
  }
  return { expired_at: null, cancel_at: null }
}

const impliedLife = (
  life: InstanceLife,
  row: InstanceRow,
  seed: InstanceSeed,
  at: number,
  rules: Rules,
): Partial<InstanceLife> => {
  const session = seed.status !== undefined || seed.connected !== undefined
  const billing = seed.billing_status !== undefined
  const created = Date.parse(row.created_at)
  const { restarting, pairing } = instanceStatus
  return {
    ...(session && {
      restartingUntil: row.status === restarting ? at + rules.restartMs : null,
      pairing:
        row.status === pairing ? { since: at, until: at + pairingMs, phone: life.phone } : null,
    }),
    ...(billing && {
      // A row that is said to be in trial is in trial, however long ago it was created.
      trialEndsAt:
        row.billing_status === billingStatus.trialing
          ? created + trialMs > at
            ? created + trialMs
            : at + trialMs
          : null,
      subscribedAt: hasSubscription(row) ? (life.subscribedAt ?? created) : null,
      activatesAt: null,
    }),
  }
}

/** One that is not paid for the moment is a subscription still. */
const hasSubscription = ({ billing_status: status }: InstanceRow): boolean =>
  status === billingStatus.active || status === billingStatus.pastDue

/** Who scans depends on the id alone, so that a transition by time needs no source of chance. */
const createOwner = (id: string): Pick<InstanceLife, 'phone' | 'pushName'> => {
  const random = createRandom(`owner/${id}`)
  const given = random.pick(['Ana', 'Bruno', 'Carla', 'Diego', 'Elisa', 'Fabio', 'Helena', 'Joana'])
  const family = random.pick(['Almeida', 'Barros', 'Costa', 'Duarte', 'Farias', 'Lopes', 'Moraes'])
  const area = random.pick(['11', '21', '31', '41', '51', '71', '81', '85'])
  return { phone: `55${area}9${random.text(8, '0123456789')}`, pushName: `${given} ${family}` }
}
