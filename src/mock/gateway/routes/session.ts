import { disconnect, pair } from '../../account/life.ts'
import type { InstanceRecord } from '../../account/rows.ts'
import { phoneOf } from '../../account/rows.ts'
import { billingStatus, instanceStatus } from '../../account/words.ts'
import { drawQr, qrRotationMs } from '../../picture/qr.ts'
import { createRandom, upperAlphabet } from '../../random.ts'
import type { Answer } from '../answers.ts'
import { envelop, refuse, refuseFields, reply } from '../answers.ts'
import type { InstanceCall, Route } from './route.ts'
import { instanceRoute } from './route.ts'

/** Only a connected session says more than `connected`; empty fields are left out. */
const describe = ({ row }: InstanceRecord): unknown => {
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

/** Asking starts the pairing, and keeps it going. */
const showQr = ({ account, at, record }: InstanceCall<unknown>): Answer => {
  if (isPaired(record)) return envelop({ status: record.row.status, phone: phoneOf(record.row) })
  if (isExpired(record)) return refuseExpired()
  const { row, life } = account.instances.save(pair(record, at))
  const turn = Math.floor((at - (life.pairing?.since ?? at)) / qrRotationMs)
  return envelop({ qr_code: drawQr(`${row.id}/${life.pairing?.since}/${turn}`) })
}

const showPairCode = ({ account, at, params, record }: InstanceCall<unknown>): Answer => {
  const phone = params.phone ?? ''
  if (!/^\d{8,15}$/.test(phone)) {
    return refuseFields({ phone: 'must be digits with the country code' })
  }
  if (isPaired(record)) return refuse(409, 'already_connected', 'A phone is already paired')
  if (isExpired(record)) return refuseExpired()
  const { row, life } = account.instances.save(pair(record, at, phone))
  const code = createRandom(`code/${row.id}/${phone}/${life.pairing?.since}`).text(8, upperAlphabet)
  return envelop({ linking_code: `${code.slice(0, 4)}-${code.slice(4)}` })
}

/** A session that is up, or coming up again; one that lost its connection may be paired anew. */
const isPaired = ({ row, life }: InstanceRecord): boolean =>
  row.connected || (life.restartingUntil !== null && row.whatsapp_jid !== null)

/** What has ended stays so while a payment for it is incomplete. */
const isExpired = ({ row }: InstanceRecord): boolean =>
  row.billing_status === billingStatus.expired || row.expired_at !== null

const refuseExpired = (): Answer =>
  refuse(409, 'expired', 'The instance has expired: subscribe first')

/** Session status, pairing and disconnect. */
export const sessionRoutes: readonly Route[] = [
  instanceRoute(
    {
      method: 'GET',
      path: '/instances/:id/session/status',
      evidence: 'documented',
      access: 'holder-of',
    },
    {},
    ({ record }) => envelop(describe(record)),
  ),
  instanceRoute(
    {
      method: 'GET',
      path: '/instances/:id/session/qr',
      evidence: 'documented',
      access: 'holder-of',
    },
    {},
    showQr,
  ),
  instanceRoute(
    {
      method: 'GET',
      path: '/instances/:id/session/paircode/:phone',
      evidence: 'documented',
      access: 'holder-of',
    },
    {},
    showPairCode,
  ),
  instanceRoute(
    {
      method: 'POST',
      path: '/instances/:id/session/disconnect',
      evidence: 'documented',
      access: 'holder-of',
    },
    {},
    ({ account, at, record }) => {
      account.instances.save(disconnect(record, at))
      // Bare as documented, unlike its neighbours.
      return reply({
        instance_id: record.row.id,
        status: instanceStatus.disconnected,
        details: 'Session disconnected',
      })
    },
  ),
]
