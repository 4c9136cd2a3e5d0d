import type { Random } from '../random.ts'
import type { InstanceSeed } from './rows.ts'
import { iso } from './rows.ts'
import { billingStatus } from './words.ts'

const dayMs = 24 * 3_600_000

/**
 * `count` plausible instances in every state there is, the first created latest, seen from `now`
 * (epoch ms).
 */
export const createSamples = (count: number, now: number, random: Random): InstanceSeed[] => {
  const names = new Set<string>()
  const gapMs = Math.min(2.5, 700 / count) * dayMs
  return Array.from({ length: count }, (_, index) => {
    const createdAt = now - Math.floor((index + 0.5 + random.next() * 0.5) * gapMs)
    const changedAt = createdAt + Math.floor(random.next() * (now - createdAt))
    return {
      name: createName(names, random),
      ...createState(index, iso(changedAt), now, random),
      created_at: iso(createdAt),
      updated_at: iso(changedAt),
      ...(random.next() < 0.6 && {
        webhook: `https://hooks.example.com/vzaps/${random.text(6)}`,
        events_subscribe: random.pick(['Message', 'Message,Connected,Disconnected', 'All']),
      }),
      reject_calls: random.next() < 0.3,
      auto_read_messages: random.next() < 0.3,
    }
  })
}

/** In turn, so that even the first few rows differ. */
const createState = (index: number, changed: string, now: number, random: Random): InstanceSeed => {
  const { active, trialing, expired } = billingStatus
  const online: InstanceSeed = { connected: true, connected_at: changed }
  const offline: InstanceSeed = { connected: false }
  switch (index % 6) {
    case 0:
      return { ...online, billing_status: active }
    case 1:
      return { ...offline, billing_status: trialing }
    case 2: {
      const cancel_at = iso(now + random.integer(2, 25) * dayMs)
      return { ...online, billing_status: active, cancel_at }
    }
    case 3:
      return { ...offline, billing_status: active }
    case 4:
      return { ...offline, billing_status: expired, expired_at: changed }
    default:
      return { ...online, billing_status: trialing }
  }
}

/** Names are unique, as the gateway demands of created ones. */
const createName = (taken: Set<string>, random: Random): string => {
  const company = random.pick([
    'Padaria Aurora',
    'Clinica Vida',
    'Auto Center Sul',
    'Livraria Central',
    'Mercado Bom Dia',
    'Studio Pilates',
    'Pet Shop Amigo',
    'Construtora Horizonte',
    'Floricultura Jasmim',
    'Oficina do Pedro',
    'Escola Saber',
    'Hotel Mirante',
  ])
  const desk = random.pick(['Support', 'Sales', 'Billing', 'Delivery', 'Front desk', 'Marketing'])
  const base = `${company} ${desk}`
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = `${base} ${number}`
  taken.add(name)
  return name
}
