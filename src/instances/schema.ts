import * as v from 'valibot'
import type { Answer, TokenRow } from '../core/answer.ts'
import { isRecord } from '../core/casing.ts'
import { camel, flag, link, map, open, safeUrl, text } from '../core/fields.ts'

/** The event names that are documented; the server may know more. */
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

/** The event names that are documented, for forms. */
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

/** A list of event names that may be absent or null. */
export const eventNames = v.nullish(v.array(v.string() as v.GenericSchema<string, InstanceEvent>))

/**
 * A WhatsApp number in the cloud. Times are ISO 8601 texts; everything but `id` may be missing, and fields that are not
 * listed here are kept.
 */
export interface Instance {
  /** Names the instance in every call about it; `tmp:...` while it is being created. */
  readonly id: string
  /** What its owner calls it. */
  readonly name?: string | null | undefined
  /** Its page at VZaps; https. */
  readonly url?: string | null | undefined
  /** Where its events are posted; empty or null: nowhere. */
  readonly webhook?: string | null | undefined
  /** The names of the events that are posted. */
  readonly eventsSubscribe?: readonly InstanceEvent[] | null | undefined
  /** The server's word for its state. The words are not documented: branch on `connected`. */
  readonly status?: string | null | undefined
  /** Is a phone paired and online? */
  readonly connected?: boolean | null | undefined
  /** Since when it is connected. */
  readonly connectedAt?: string | null | undefined
  /** The name that the paired phone goes by. */
  readonly whatsappPushName?: string | null | undefined
  /** The paired phone's WhatsApp address: its number, `@s.whatsapp.net`. */
  readonly whatsappJid?: string | null | undefined
  /** The server's word for its subscription, e.g. `TRIALING`: read it with `getBillingPhase`. */
  readonly billingStatus?: string | null | undefined
  /** When the subscription will end, if it was cancelled; null otherwise. */
  readonly cancelAt?: string | null | undefined
  /** When trial or subscription ended; null while one runs. */
  readonly expiredAt?: string | null | undefined
  /** Are calls to the number declined? */
  readonly rejectCalls?: boolean | null | undefined
  /** Are incoming messages marked as read? */
  readonly autoReadMessages?: boolean | null | undefined
  /** Its owner's own words about it; free-form. */
  readonly labels?: Readonly<Record<string, unknown>> | null | undefined
  /** When it was created. */
  readonly createdAt?: string | null | undefined
  /** When the server last changed it: of two rows the later one is the newer. */
  readonly updatedAt?: string | null | undefined
}

/** Keeps fields that the contract does not know. */
const instanceSchema: v.GenericSchema<unknown, Instance> = open({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: text,
  url: safeUrl,
  webhook: link,
  eventsSubscribe: eventNames,
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
} satisfies Record<keyof Instance, v.GenericSchema>)

/** The row types of the api, as optimistic updates know them. */
export type InstanceRows = { readonly Instance: Instance }

const number = v.nullish(v.pipe(v.number(), v.finite()))

const pageSchema = open({
  page: number,
  size: number,
  total: number,
  totalPages: number,
  content: v.array(instanceSchema),
  summary: map,
})

/** One page of the account's instances. Counts that the server left out are made from what is there. */
export interface InstancePage {
  /** 1-based. */
  readonly page: number
  /** How many instances a page has; the server may give fewer than were asked for. */
  readonly size: number
  /** How many instances there are, on all pages. */
  readonly total: number
  /** How many pages of this size there are. */
  readonly totalPages: number
  /** The page's instances, in the server's order. */
  readonly content: readonly Instance[]
  /** The server's counts; their shape is not documented. */
  readonly summary?: Readonly<Record<string, unknown>> | null | undefined
}

const actionSchema = open({
  instanceId: text,
  status: text,
  details: v.optional(v.unknown()),
})

/** What restart and disconnect answer. */
export interface InstanceAction {
  /** The instance that it was done to. */
  readonly instanceId?: string | null | undefined
  /** The server's word; the words are not documented. */
  readonly status?: string | null | undefined
  /** What the server adds to it. */
  readonly details?: unknown
}

/** A comma-joined string or an array, as a list of names. */
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

/** Reads what delete answers: nothing. */
export const nothingAnswer: Answer<null> = { shape: () => null, schema: v.null_(), empty: null }
