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

/** What a list can be narrowed by. */
const filterable = ['query', 'status', 'billing_status'] as const

const wordIn = (filter: ListBody['filter'], key: (typeof filterable)[number]): string => {
  const word = filter[key]
  return typeof word === 'string' ? word : ''
}

/** People write numbers with a plus, blanks, brackets and dashes; rows hold digits. */
const toDigits = (text: string): string =>
  /^[+\d\s().-]+$/.test(text) ? text.replace(/\D/g, '') : ''

/** Is it what was searched for? By name, id, shown name, and the phone's number in its address. */
const matches = (row: WireRow, query: string): boolean => {
  const wanted = query.trim().toLowerCase()
  const digits = toDigits(wanted)
  return (
    ['name', 'id', 'whatsapp_jid', 'whatsapp_push_name'].some((field) =>
      textIn(row, field).toLowerCase().includes(wanted),
    ) ||
    (digits !== '' && (textIn(row, 'whatsapp_jid').split('@')[0] ?? '').includes(digits))
  )
}

const isIn = (row: WireRow, filter: ListBody['filter']): boolean =>
  (['status', 'billing_status'] as const).every((field) => {
    const word = wordIn(filter, field)
    return word === '' || textIn(row, field) === word
  })

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
    restarting: count((row) => row.status === 'restarting'),
    pairing: count((row) => row.status === 'pairing'),
    trialing: count(hasWord('TRIALING')),
    active: count(hasWord('ACTIVE')),
    expired: count(hasWord('EXPIRED')),
  }
}

/** Refuses a list that cannot be made here; what the VZaps API makes of it is not known. */
export const checkList = ({ filter, sort }: ListBody): void => {
  const known: readonly string[] = filterable
  const isOdd = ([key, word]: [string, unknown]) =>
    !known.includes(key) || typeof (word ?? '') !== 'string'
  if (Object.entries(filter).some(isOdd)) {
    throw refusal(
      422,
      'unsupported-filter',
      `For a user with a list of instances, the relay filters by texts in ${known.join(', ')} only`,
    )
  }
  if (sort !== undefined && !Object.hasOwn(sortable, sort)) {
    const names = Object.keys(sortable).join(', ')
    throw refusal(422, 'unsupported-sort', `The relay can sort by ${names}`)
  }
}

/** A page of these rows: searched, sorted and cut as the VZaps API does it, with totals and summary of these alone. */
export const pageOf = (rows: readonly WireRow[], body: ListBody): unknown => {
  const { page, size, filter, sort, sort_desc } = body
  const query = wordIn(filter, 'query')
  const found = sorted(
    rows.filter((row) => isIn(row, filter) && matches(row, query)),
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
