import { createRandom } from '../random.ts'
import type { InstanceRecord } from './rows.ts'
import { iso } from './rows.ts'

/** An event that was posted to an instance's webhook, as it is on the wire; every field is assumed. */
export interface Delivery {
  readonly id: string
  readonly instance_id: string
  readonly event: string
  readonly url: string
  readonly status: 'delivered' | 'failed'
  /** What the webhook answered last. */
  readonly status_code: number
  readonly attempts: number
  readonly created_at: string
  readonly updated_at: string
}

/** The webhook logs of all instances. */
export interface DeliveryLog {
  /** Newest first; none as long as the instance never had a webhook. */
  list(record: InstanceRecord): readonly Delivery[]
  get(record: InstanceRecord, logId: string): Delivery | undefined
  /** Posts an event again at `at` (epoch ms), with success. */
  retry(record: InstanceRecord, logId: string, at: number): Delivery | undefined
  clear(): void
}

const count = 5
const gapMs = 7 * 60_000

/** Makes the logs: a few samples for each instance, made from its id when they are first asked for. */
export const createDeliveryLog = (): DeliveryLog => {
  const byInstance = new Map<string, Map<string, Delivery>>()

  const open = (record: InstanceRecord): Map<string, Delivery> => {
    const { id, webhook } = record.row
    const known = byInstance.get(id)
    if (known || webhook === '') return known ?? new Map()
    const samples = new Map(createSamples(record).map((delivery) => [delivery.id, delivery]))
    byInstance.set(id, samples)
    return samples
  }

  return {
    list: (record) => [...open(record).values()],
    get: (record, logId) => open(record).get(logId),
    retry: (record, logId, at) => {
      const log = open(record)
      const delivery = log.get(logId)
      if (!delivery) return undefined
      const again: Delivery = {
        ...delivery,
        status: 'delivered',
        status_code: 200,
        attempts: delivery.attempts + 1,
        updated_at: iso(at),
      }
      log.set(logId, again)
      return again
    },
    clear: () => byInstance.clear(),
  }
}

/** In both states, so that a search by state finds something. */
const createSamples = ({ row }: InstanceRecord): readonly Delivery[] => {
  const random = createRandom(`deliveries/${row.id}`)
  const created = Date.parse(row.created_at)
  const last = Date.parse(row.updated_at)
  return Array.from({ length: count }, (_, index) => {
    const hasFailed = index % 3 === 1
    const at = iso(Math.max(created, last - index * gapMs))
    return {
      id: `log_mock_${random.text(20)}`,
      instance_id: row.id,
      event: random.pick(['Message', 'ReadReceipt', 'Connected', 'Disconnected']),
      url: row.webhook,
      status: hasFailed ? 'failed' : 'delivered',
      status_code: hasFailed ? 503 : 200,
      attempts: hasFailed ? 3 : 1,
      created_at: at,
      updated_at: at,
    }
  })
}
