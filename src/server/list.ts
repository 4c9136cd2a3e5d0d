import { isRecord } from '../core/casing.ts'
import type { ListBody } from '../instances/list-args.ts'
import { refusal } from './refusal.ts'

/** A row as the VZaps API gives it. */
export type WireRow = Readonly<Record<string, unknown>>

/** What a list can be sorted by, and the field that it is. A token must not be one: the order would tell of it. */
const sortable: Readonly<Record<string, string>> = {
  id: 'id',
  name: 'name',
  status: 'status',
  connected: 'connected',
  connectedAt: 'connected_at',
  billingStatus: 'billing_status',
  cancelAt: 'cancel_at',
  expiredAt: 'expired_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  whatsappPushName: 'whatsapp_push_name',
  whatsappJid: 'whatsapp_jid',
}

const textIn = (row: WireRow, field: string): string => {
  const value = row[field]
  return typeof value === 'string' ? value : ''
}

/** Is it what was searched for? By name, id, and the phone's number in its address. */
const matches = (row: WireRow, query: string): boolean => {
  const wanted = query.trim().toLowerCase()
  return ['name', 'id', 'whatsapp_jid'].some((field) =>
    textIn(row, field).toLowerCase().includes(wanted),
  )
}

const keyOf = (row: WireRow, field: string): string => {
  const value = row[field]
  if (typeof value === 'boolean') return value ? '1' : '0'
  const text = textIn(row, field)
  return field === 'name' ? text.toLowerCase() : text
}

/** Rows that compare as equal keep their order, so that pages are stable. */
const sorted = (rows: readonly WireRow[], field: string, isDescending: boolean) => {
  const keyed = rows.map((row) => ({ row, key: keyOf(row, field) }))
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  if (isDescending) keyed.reverse()
  return keyed.map(({ row }) => row)
}

const summarize = (rows: readonly WireRow[]): Readonly<Record<string, number>> => {
  const count = (test: (row: WireRow) => boolean) => rows.filter(test).length
  const hasWord = (word: string) => (row: WireRow) =>
    textIn(row, 'billing_status').toUpperCase() === word
  return {
    total: rows.length,
    connected: count((row) => row.connected === true),
    disconnected: count((row) => row.connected !== true),
    trialing: count(hasWord('TRIALING')),
    active: count(hasWord('ACTIVE')),
    expired: count(hasWord('EXPIRED')),
  }
}

/** Refuses a list that cannot be made here; what the VZaps API makes of it is not known. */
export const checkList = ({ filter, sort }: ListBody): void => {
  const other = Object.keys(filter).find((key) => key !== 'query')
  if (other !== undefined || typeof (filter.query ?? '') !== 'string') {
    throw refusal(
      422,
      'unsupported-filter',
      'For a user with a list of instances, the relay searches by filter.query only',
    )
  }
  if (sort !== undefined && !Object.hasOwn(sortable, sort)) {
    const known = Object.keys(sortable).join(', ')
    throw refusal(422, 'unsupported-sort', `The relay can sort by ${known}`)
  }
}

/** A page of these rows: searched, sorted and cut as the VZaps API does it, with totals and summary of these alone. */
export const pageOf = (rows: readonly WireRow[], body: ListBody): unknown => {
  const { page, size, filter, sort, sort_desc } = body
  const query = typeof filter.query === 'string' ? filter.query : ''
  const found = sorted(
    rows.filter((row) => matches(row, query)),
    sortable[sort ?? 'createdAt'] ?? 'created_at',
    // Newest first unless the caller says how.
    sort_desc ?? sort === undefined,
  )
  return {
    page,
    size,
    total: found.length,
    total_pages: Math.ceil(found.length / size),
    content: found.slice((page - 1) * size, page * size),
    summary: summarize(rows),
  }
}

/** A row, if it is the one that was asked for. */
export const rowIn = (json: unknown, id: string): WireRow | undefined =>
  isRecord(json) && json.id === id ? json : undefined
