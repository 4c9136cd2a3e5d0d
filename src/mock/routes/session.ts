import { type Answer, envelop, refuse, refuseFields, reply } from '../answers.ts'
import { disconnect, pair } from '../life.ts'
import { drawQr, qrRotationMs } from '../qr.ts'
import { createRandom, upperAlphabet } from '../random.ts'
import { type InstanceRecord, phoneOf } from '../rows.ts'
import { billingStatus, instanceStatus } from '../words.ts'
import type { InstanceCall, Route } from './route.ts'

/** Session status, pairing and disconnect (contract.md 1.11 to 1.14). */
export const sessionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/instances/:id/session/status',
    access: 'holder-of',
    answer: ({ record }) => envelop(describe(record)),
  },
  { method: 'GET', path: '/instances/:id/session/qr', access: 'holder-of', answer: showQr },
  {
    method: 'GET',
    path: '/instances/:id/session/paircode/:phone',
    access: 'holder-of',
    answer: showPairCode,
  },
  {
    method: 'POST',
    path: '/instances/:id/session/disconnect',
    access: 'holder-of',
    answer: ({ world, at, record }) => {
      world.instances.save(disconnect(record, at))
      // Bare as documented, unlike its neighbours (contract.md 1.14).
      return reply({
        instance_id: record.row.id,
        status: instanceStatus.disconnected,
        details: 'Session disconnected',
      })
    },
  },
]

/** Only a connected session says more than `connected`; empty fields are left out. */
function describe({ row }: InstanceRecord): unknown {
  if (!row.connected) return { connected: false }
  const phone = phoneOf(row)
  return {
    connected: true,
    phone,
    whatsapp_jid: row.whatsapp_jid,
    push_name: row.whatsapp_push_name,
    business_name: row.name,
    business_profile: {
      business_hours_timezone: 'America/Sao_Paulo',
      categories: [{ id: '1022050661163852', name: 'Finance' }],
      profile_options: { bot_fields: '', cart_enabled: 'true', commerce_experience: 'none' },
    },
    profile_url: `https://wa.me/${phone}`,
  }
}

/** Asking starts the pairing, and keeps it going (contract.md 1.12). */
function showQr({ world, at, record }: InstanceCall): Answer {
  if (isPaired(record)) return envelop({ status: record.row.status, phone: phoneOf(record.row) })
  if (isExpired(record)) return refuseExpired()
  const { row, life } = world.instances.save(pair(record, at))
  const turn = Math.floor((at - (life.pairing?.since ?? at)) / qrRotationMs)
  return envelop({ qr_code: drawQr(`${row.id}/${life.pairing?.since}/${turn}`) })
}

function showPairCode({ world, at, params, record }: InstanceCall): Answer {
  const phone = params.phone ?? ''
  if (!/^\d{8,15}$/.test(phone)) {
    return refuseFields({ phone: 'must be digits with the country code' })
  }
  if (isPaired(record)) return refuse(409, 'already_connected', 'A phone is already paired')
  if (isExpired(record)) return refuseExpired()
  const { row, life } = world.instances.save(pair(record, at, phone))
  const code = createRandom(`code/${row.id}/${phone}/${life.pairing?.since}`).text(8, upperAlphabet)
  return envelop({ linking_code: `${code.slice(0, 4)}-${code.slice(4)}` })
}

/** A session that is up, or coming up again; one that lost its connection may be paired anew. */
function isPaired({ row, life }: InstanceRecord): boolean {
  return row.connected || (life.restartingUntil !== null && row.whatsapp_jid !== null)
}

function isExpired({ row }: InstanceRecord): boolean {
  return row.billing_status === billingStatus.expired
}

function refuseExpired(): Answer {
  return refuse(409, 'expired', 'The instance has expired: subscribe first')
}
