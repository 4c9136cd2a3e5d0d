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
    rows.filter((row) => isIn(row, body.filter) && matches(row, query)),
    body.sort ?? ((row) => row.created_at),
    // Newest first unless the caller says how.
    body.sort_desc ?? body.sort === undefined,
  )
  return reply({ ...cutPage(found, body.page, body.size), summary: summarize(rows) })
}

const isIn = (row: InstanceRow, filter: Filter | undefined): boolean =>
  (!filter?.status || row.status === filter.status) &&
  (!filter?.billing_status || row.billing_status === filter.billing_status)

/** People write numbers with a plus, blanks, brackets and dashes; rows hold digits. */
const toDigits = (text: string): string =>
  /^[+\d\s().-]+$/.test(text) ? text.replace(/\D/g, '') : ''

/** Name, id, number and shown name are searched, whatever their case. */
const matches = (row: InstanceRow, query: string): boolean => {
  const wanted = query.trim().toLowerCase()
  const digits = toDigits(wanted)
  const texts = [row.name, row.id, row.whatsapp_jid, row.whatsapp_push_name]
  return (
    texts.some((value) => value?.toLowerCase().includes(wanted)) ||
    (digits !== '' && (phoneOf(row)?.includes(digits) ?? false))
  )
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
  const count = (test: (row: InstanceRow) => boolean) => rows.filter(test).length
  return {
    total: rows.length,
    connected: count((row) => row.connected),
    disconnected: count((row) => !row.connected),
    restarting: count((row) => row.status === instanceStatus.restarting),
    pairing: count((row) => row.status === instanceStatus.pairing),
    trialing: count((row) => row.billing_status === billingStatus.trialing),
    active: count((row) => row.billing_status === billingStatus.active),
    expired: count((row) => row.billing_status === billingStatus.expired),
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
