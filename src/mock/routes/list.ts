import { type Answer, refuseFields, reply } from '../answers.ts'
import * as fields from '../fields.ts'
import { type InstanceRow, phoneOf } from '../rows.ts'
import { billingStatus } from '../words.ts'
import type { Call, Route } from './route.ts'

/** The list (contract.md 1.3). */
export const listRoutes: readonly Route[] = [
  { method: 'POST', path: '/instances/list', access: 'owner', answer: listInstances },
]

const maxSize = 100

/**
 * What `sort` may say (camelCase values, all but `createdAt` assumed) and the key each compares.
 */
const sortKeys: Readonly<Record<string, (row: InstanceRow) => string>> = {
  createdAt: (row) => row.created_at,
  updatedAt: (row) => row.updated_at,
  name: (row) => row.name.toLowerCase(),
  status: (row) => row.status,
  billingStatus: (row) => row.billing_status,
  connected: (row) => (row.connected ? '1' : '0'),
}

function listInstances({ world, body }: Call): Answer {
  // One page of the documents writes `sortDesc`, the official clients write `sort_desc`
  // (contract.md 2.7).
  const { page = 1, size = 20, filter = {}, sort, sort_desc = body.sortDesc } = body
  const query = fields.isObject(filter) ? filter.query : undefined
  const problems = fields.findProblems(
    { page, size, filter, sort, sort_desc, 'filter.query': query },
    {
      page: fields.checkPositive,
      size: fields.checkPositive,
      filter: fields.checkObject,
      sort: (value) =>
        Object.hasOwn(sortKeys, String(value))
          ? undefined
          : `must be one of ${Object.keys(sortKeys).join(', ')}`,
      sort_desc: fields.checkBoolean,
      'filter.query': fields.checkText,
    },
  )
  if (Object.keys(problems).length > 0) return refuseFields(problems)

  const rows = world.instances.records().map((record) => record.row)
  const found = sortRows(
    rows.filter((row) => matches(row, String(query ?? ''))),
    sortKeys[String(sort ?? 'createdAt')],
    // Newest first unless the caller says how.
    sort_desc === undefined ? sort === undefined : sort_desc === true,
  )
  const pageSize = Math.min(Number(size), maxSize)
  const start = (Number(page) - 1) * pageSize
  return reply({
    page,
    size: pageSize,
    total: found.length,
    total_pages: Math.ceil(found.length / pageSize),
    content: found.slice(start, start + pageSize),
    summary: summarize(rows),
  })
}

function matches(row: InstanceRow, query: string): boolean {
  const wanted = query.trim().toLowerCase()
  return [row.name, row.id, row.whatsapp_jid ?? '', phoneOf(row) ?? ''].some((text) =>
    text.toLowerCase().includes(wanted),
  )
}

/**
 * Rows that compare as equal go by the order in which they were added: every order is total, so
 * pages are stable.
 */
function sortRows(
  rows: readonly InstanceRow[],
  keyOf: ((row: InstanceRow) => string) | undefined,
  descending: boolean,
): readonly InstanceRow[] {
  const keyed = rows.map((row) => ({ row, key: keyOf?.(row) ?? '' }))
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  if (descending) keyed.reverse()
  return keyed.map(({ row }) => row)
}

/**
 * Counts over the whole account, whatever the search; the real shape is unknown (contract.md part
 * 4, row 1).
 */
function summarize(rows: readonly InstanceRow[]): Readonly<Record<string, number>> {
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
