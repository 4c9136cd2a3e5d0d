import type { Instance } from '../instances/schema.ts'

/** What is known of an instance's state, and since when. */
export interface InstanceStatus {
  /** The server's word; its vocabulary is not in the contract. */
  readonly status: string | null
  readonly connected: boolean | null
  readonly billingStatus: string | null
  /** Epoch ms at which one of the above was first seen as it is. */
  readonly changedAt: number
  /** What brought the last change. */
  readonly source: 'poll' | 'push' | 'mutation'
}

/** When a status changed last, and what brought that: what the row itself cannot say. */
export type StatusChange = Pick<InstanceStatus, 'changedAt' | 'source'>

/** The fields of a row that its status is made of. */
export const statusFields = ['status', 'connected', 'billingStatus'] as const

/** The status that a row shows. */
export const statusOf = (row: Instance, { changedAt, source }: StatusChange): InstanceStatus => ({
  status: row.status ?? null,
  connected: row.connected ?? null,
  billingStatus: row.billingStatus ?? null,
  changedAt,
  source,
})
