import * as v from 'valibot'
import type { Answer, TokenRow } from '../core/answer.ts'
import { isRecord } from '../core/casing.ts'
import { camel, flag, link, map, open, safeUrl, text } from '../core/fields.ts'

/** Event names of contract.md part 3; the server may know more. */
export type InstanceEvent =
  | 'Message'
  | 'ReadReceipt'
  | 'Presence'
  | 'ChatPresence'
  | 'HistorySync'
  | 'Connected'
  | 'Disconnected'
  | 'GroupParticipantsAdd'
  | 'GroupParticipantsRemove'
  | 'All'
  | (string & {})

/** The event names of contract.md part 3, for forms. */
export const instanceEvents = [
  'Message',
  'ReadReceipt',
  'Presence',
  'ChatPresence',
  'HistorySync',
  'Connected',
  'Disconnected',
  'GroupParticipantsAdd',
  'GroupParticipantsRemove',
  'All',
] as const satisfies readonly InstanceEvent[]

const instanceEntries = {
  id: v.pipe(v.string(), v.nonEmpty()),
  name: text,
  url: safeUrl,
  webhook: link,
  eventsSubscribe: v.nullish(v.array(v.string() as v.GenericSchema<string, InstanceEvent>)),
  status: text,
  connected: flag,
  connectedAt: text,
  whatsappPushName: text,
  whatsappJid: text,
  billingStatus: text,
  cancelAt: text,
  expiredAt: text,
  rejectCalls: flag,
  autoReadMessages: flag,
  labels: map,
  createdAt: text,
  updatedAt: text,
}

/** Keeps fields that the contract does not know. */
const instanceSchema = open(instanceEntries)

/** A WhatsApp number in the cloud (contract.md 1.2). Times are ISO 8601 texts; everything but `id` may be missing. */
export type Instance = Readonly<v.InferOutput<v.ObjectSchema<typeof instanceEntries, undefined>>>

/** The row types of the api, as optimistic updates know them. */
export type InstanceRows = { readonly Instance: Instance }

const number = v.nullish(v.pipe(v.number(), v.finite()))

const pageSchema = v.looseObject({
  page: number,
  size: number,
  total: number,
  totalPages: number,
  content: v.array(instanceSchema),
  summary: map,
})

/** One page of the account's instances (contract.md 1.3). Counts that the server left out are made from what is there. */
export interface InstancePage {
  /** 1-based. */
  readonly page: number
  readonly size: number
  readonly total: number
  readonly totalPages: number
  readonly content: readonly Instance[]
  /** Its shape is not in the contract. */
  readonly summary?: Readonly<Record<string, unknown>> | null | undefined
}

const actionSchema = v.looseObject({
  instanceId: text,
  status: text,
  details: v.optional(v.unknown()),
})

/** What restart and disconnect answer (contract.md 1.6, 1.14); the words of `status` are not in the contract. */
export interface InstanceAction {
  readonly instanceId?: string | null | undefined
  readonly status?: string | null | undefined
  readonly details?: unknown
}

/** A comma-joined string or an array, as a list of names (decisions.md, `events_subscribe`). */
export const toEvents = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
    : value

const toInstance = (json: unknown): unknown => {
  const row = camel(json)
  if (!isRecord(row) || !('eventsSubscribe' in row)) return row
  return { ...row, eventsSubscribe: toEvents(row.eventsSubscribe) }
}

const tokenOf = (row: unknown): readonly TokenRow[] =>
  isRecord(row) && typeof row.id === 'string' && typeof row.token === 'string'
    ? [{ id: row.id, token: row.token }]
    : []

const contentOf = (json: unknown): readonly unknown[] =>
  isRecord(json) && Array.isArray(json.content) ? json.content : []

/** Reads one instance; its token goes into the vault. */
export const instanceAnswer: Answer<Instance> = {
  shape: toInstance,
  schema: instanceSchema,
  tokens: tokenOf,
}

/** Reads a page of instances that was asked for with these numbers. */
export const pageAnswer = (asked: { page: number; size: number }): Answer<InstancePage> => ({
  shape: (json) => {
    const page = camel(json)
    if (!isRecord(page)) return page
    const content = Array.isArray(page.content) ? page.content.map(toInstance) : page.content
    return { ...page, content }
  },
  schema: v.pipe(
    pageSchema,
    v.transform((page) => {
      const size = page.size ?? asked.size
      const total = page.total ?? page.content.length
      const totalPages = page.totalPages ?? Math.ceil(total / Math.max(1, size))
      return { ...page, page: page.page ?? asked.page, size, total, totalPages }
    }),
  ),
  tokens: (json) => contentOf(json).flatMap(tokenOf),
})

/** Reads what restart answers: a bare object. */
export const actionAnswer: Answer<InstanceAction> = { shape: camel, schema: actionSchema }

/** Reads what delete answers: nothing (contract.md 1.7). */
export const nothingAnswer: Answer<null> = { shape: () => null, schema: v.null_(), empty: null }
