import type { Sentence } from '../words/words.ts'
import type { SortKey } from './list-url.ts'

/** A column of the table. */
export interface Column {
  readonly key: 'name' | 'status' | 'whatsapp' | 'billing' | 'webhook' | 'created' | 'updated'
  readonly label: Sentence
  readonly sortKey?: SortKey
  /** Of the room that the columns have between them. */
  readonly share: number
}

/** On most screens. */
export const columns: readonly Column[] = [
  { key: 'name', label: 'Name', sortKey: 'name', share: 29 },
  { key: 'status', label: 'Status', sortKey: 'status', share: 17 },
  { key: 'whatsapp', label: 'WhatsApp', share: 17 },
  { key: 'billing', label: 'Billing', sortKey: 'billingStatus', share: 23 },
  { key: 'updated', label: 'Updated', sortKey: 'updatedAt', share: 14 },
]

/** Where there is room for more. */
export const wideColumns: readonly Column[] = [
  { key: 'name', label: 'Name', sortKey: 'name', share: 23 },
  { key: 'status', label: 'Status', sortKey: 'status', share: 13 },
  { key: 'whatsapp', label: 'WhatsApp', share: 13 },
  { key: 'billing', label: 'Billing', sortKey: 'billingStatus', share: 16 },
  { key: 'webhook', label: 'Webhook', share: 17 },
  { key: 'created', label: 'Created', share: 9 },
  { key: 'updated', label: 'Updated', sortKey: 'updatedAt', share: 9 },
]
