import type { InstanceRow } from '../../account/rows.ts'
import { phoneOf } from '../../account/rows.ts'
import { billingStatus } from '../../account/words.ts'
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

/** The words that are searched for; other keys of a filter are ignored. */
const filter: Shape<string> = (given, isStrict) => {
  const read = object(given, isStrict)
  if ('problem' in read) return read
  const query = text(read.value.query ?? '', isStrict)
  return 'problem' in query ? { problem: `query ${query.problem}` } : query
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
  query = body.filter ?? '',
): Answer => {
  const rows = account.instances.listed().map((record) => record.row)
  const found = sortRows(
    rows.filter((row) => matches(row, query)),
    body.sort ?? ((row) => row.created_at),
    // Newest first unless the caller says how.
    body.sort_desc ?? body.sort === undefined,
  )
  return reply({ ...cutPage(found, body.page, body.size), summary: summarize(rows) })
}

const matches = (row: InstanceRow, query: string): boolean => {
  const wanted = query.trim().toLowerCase()
  return [row.name, row.id, row.whatsapp_jid ?? '', phoneOf(row) ?? ''].some((value) =>
    value.toLowerCase().includes(wanted),
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
    (call) => answerPage(call, call.body.query ?? call.body.filter),
  ),
]
