import type { InstanceRow } from '../../account/rows.ts'
import { phoneOf } from '../../account/rows.ts'
import { billingStatus, instanceStatus } from '../../account/words.ts'
import type { Answer } from '../answers.ts'
import { reply } from '../answers.ts'
import type { Values } from '../fields.ts'
import { assumed, field } from '../fields.ts'
import type { Shape } from '../shapes.ts'
import { boolean, object, positive, text } from '../shapes.ts'
import { cutPage } from './page.ts'
import type { Call, Route } from './route.ts'
import { accountRoute } from './route.ts'

type SortKey = (row: InstanceRow) => string

/** What `sort` may say (all but `createdAt` assumed) and the key that each compares. */
const sortKeys: Readonly<Record<string, SortKey>> = {
  createdAt: (row) => row.created_at,
  updatedAt: (row) => row.updated_at,
  name: (row) => row.name.toLowerCase(),
  status: (row) => row.status,
  billingStatus: (row) => row.billing_status,
  connected: (row) => (row.connected ? '1' : '0'),
}

const sort: Shape<SortKey> = (given) => {
  const value = Object.hasOwn(sortKeys, String(given)) ? sortKeys[String(given)] : undefined
  return value ? { value } : { problem: `must be one of ${Object.keys(sortKeys).join(', ')}` }
}

/** What a list is narrowed by; an empty text narrows nothing. */
interface Filter {
  readonly query: string
  /** Assumed: nothing but `query` is documented. */
  readonly status: string
  readonly billing_status: string
}

/** The keys that are known; others are ignored. */
const filterKeys = ['query', 'status', 'billing_status'] as const

const filter: Shape<Filter> = (given, isStrict) => {
  const read = object(given, isStrict)
  if ('problem' in read) return read
  const found = { query: '', status: '', billing_status: '' }
  for (const key of filterKeys) {
    const word = text(read.value[key] ?? '', isStrict)
    if ('problem' in word) return { problem: `${key} ${word.problem}` }
    found[key] = word.value
  }
  return { value: found }
}

const listFields = {
  page: field('documented', positive),
  size: field('documented', positive),
  filter: field('documented', filter),
  sort: field('documented', sort),
  // One page writes `sortDesc`, all clients but one write `sort_desc`.
  sort_desc: field('seen', boolean, { also: { sortDesc: 'documented' } }),
}

const searchFields = { ...assumed(listFields), query: field('assumed', text) }

const answerPage = (
  { account, body }: Call<Values<typeof listFields>>,
  query = body.filter?.query ?? '',
): Answer => {
  const rows = account.instances.listed().map((record) => record.row)
  const found = sortRows(
    rows.filter(isWanted(body.filter, query)),
    body.sort ?? ((row) => row.created_at),
    // Newest first unless the caller says how.
    body.sort_desc ?? body.sort === undefined,
  )
  return reply({ ...cutPage(found, body.page, body.size), summary: summarize(rows) })
}

/** People write numbers with a plus, blanks, brackets and dashes; rows hold digits. */
const toDigits = (text: string): string =>
  /^[+\d\s().-]+$/.test(text) ? text.replace(/\D/g, '') : ''

/** Name, id, number and shown name are searched, whatever their case. */
const isFoundBy = (query: string): ((row: InstanceRow) => boolean) => {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return () => true
  const digits = toDigits(wanted)
  const has = (value: string | null) => value?.toLowerCase().includes(wanted) ?? false
  return (row) =>
    has(row.name) ||
    has(row.id) ||
    has(row.whatsapp_jid) ||
    has(row.whatsapp_push_name) ||
    (digits !== '' && (phoneOf(row)?.includes(digits) ?? false))
}

const isWanted = (
  { status, billing_status }: Partial<Filter> = {},
  query: string,
): ((row: InstanceRow) => boolean) => {
  const isFound = isFoundBy(query)
  return (row) =>
    (!status || row.status === status) &&
    (!billing_status || row.billing_status === billing_status) &&
    isFound(row)
}

/**
 * Rows that compare as equal go by the order in which they were added: every order is total, so
 * pages are stable.
 */
const sortRows = (
  rows: readonly InstanceRow[],
  keyOf: SortKey,
  isDescending: boolean,
): readonly InstanceRow[] => {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }))
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  if (isDescending) keyed.reverse()
  return keyed.map(({ row }) => row)
}

/** Counts over the whole account, whatever the search; no page shows the real shape. */
const summarize = (rows: readonly InstanceRow[]): Readonly<Record<string, number>> => {
  let connected = 0
  const by = new Map<string, number>()
  const add = (word: string) => by.set(word, (by.get(word) ?? 0) + 1)
  for (const row of rows) {
    if (row.connected) connected += 1
    add(row.status)
    add(row.billing_status)
  }
  const count = (word: string) => by.get(word) ?? 0
  return {
    total: rows.length,
    connected,
    disconnected: rows.length - connected,
    restarting: count(instanceStatus.restarting),
    pairing: count(instanceStatus.pairing),
    trialing: count(billingStatus.trialing),
    active: count(billingStatus.active),
    expired: count(billingStatus.expired),
  }
}

/** The list, and the search that the clients have beside it. */
export const listRoutes: readonly Route[] = [
  accountRoute(
    { method: 'POST', path: '/instances/list', evidence: 'documented', access: 'owner' },
    listFields,
    (call) => answerPage(call),
  ),
  accountRoute(
    { method: 'POST', path: '/instances/search', evidence: 'assumed', access: 'owner' },
    searchFields,
    (call) => answerPage(call, call.body.query),
  ),
]
