import type { Sentence } from '../words/words.ts'
import type { SortKey } from './list-url.ts'

/** A column of the table. */
export interface Column {
  readonly key: 'name' | 'status' | 'whatsapp' | 'billing' | 'webhook' | 'created' | 'updated'
  readonly label: Sentence
  readonly sortKey?: SortKey
  readonly width: string
}

/** On most screens. */
export const columns: readonly Column[] = [
  { key: 'name', label: 'Name', sortKey: 'name', width: '29%' },
  { key: 'status', label: 'Status', sortKey: 'status', width: '17%' },
  { key: 'whatsapp', label: 'WhatsApp', width: '17%' },
  { key: 'billing', label: 'Billing', sortKey: 'billingStatus', width: '23%' },
  { key: 'updated', label: 'Updated', sortKey: 'updatedAt', width: '14%' },
]

/** Where there is room for more. */
export const wideColumns: readonly Column[] = [
  { key: 'name', label: 'Name', sortKey: 'name', width: '23%' },
  { key: 'status', label: 'Status', sortKey: 'status', width: '13%' },
  { key: 'whatsapp', label: 'WhatsApp', width: '13%' },
  { key: 'billing', label: 'Billing', sortKey: 'billingStatus', width: '16%' },
  { key: 'webhook', label: 'Webhook', width: '17%' },
  { key: 'created', label: 'Created', width: '9%' },
  { key: 'updated', label: 'Updated', sortKey: 'updatedAt', width: '9%' },
]
