import { isRecord } from '../core/casing.ts'
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
  readonly source: 'poll' | 'mutation'
}

/** The part of a row that its status is made of. */
export const statusOf = (row: Instance) => ({
  status: row.status ?? null,
  connected: row.connected ?? null,
  billingStatus: row.billingStatus ?? null,
})

/** What an answer says: of the states of instances, or that one of them is about to change. */
export interface News {
  readonly seen?: readonly ({ readonly id: string } & Partial<ReturnType<typeof statusOf>>)[]
  readonly source?: InstanceStatus['source']
  readonly moves?: string
}

/** Reads the news out of the answer of one endpoint. */
export const newsOf = (endpointName: string, arg: unknown, payload: unknown): News => {
  const seenIn = (page: unknown) => rowsOf(page).map((row) => ({ id: row.id, ...statusOf(row) }))
  switch (endpointName) {
    case 'listInstances':
      return { seen: seenIn(payload) }
    case 'listInstancePages':
      return { seen: pagesOf(payload).flatMap(seenIn) }
    case 'getInstance':
      return { seen: seenIn({ content: [payload] }) }
    case 'createInstance':
    case 'updateInstance':
      return { seen: seenIn({ content: [payload] }), source: 'mutation' }
    case 'getSessionStatus':
      return isRecord(payload)
        ? { seen: [{ id: String(arg), connected: flagOf(payload.connected) }] }
        : {}
    case 'restartInstance':
      return { moves: String(arg) }
    case 'getSessionQr':
      return isRecord(payload) && payload.qrCode ? { moves: String(arg) } : {}
    case 'getPairCode':
      return isRecord(arg) ? { moves: String(arg.instanceId) } : {}
    default:
      return {}
  }
}

const pagesOf = (payload: unknown): readonly unknown[] =>
  isRecord(payload) && Array.isArray(payload.pages) ? payload.pages : []

/** An app may have given an endpoint another shape with `enhanceEndpoints`: only what looks like a row is one. */
const rowsOf = (payload: unknown): readonly Instance[] =>
  isRecord(payload) && Array.isArray(payload.content)
    ? payload.content.filter((row) => isRecord(row) && typeof row.id === 'string')
    : []

const flagOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
