import type { Answer, TokenRow } from '../core/answers/answer.ts'
import {
  anything,
  flag,
  link,
  map,
  number,
  safeUrl,
  someText,
  text,
  texts,
} from '../core/answers/fields.ts'
import { object } from '../core/answers/objects.ts'
import type { Field } from '../core/answers/reading.ts'
import { MISFIT } from '../core/answers/reading.ts'
import { rows } from '../core/answers/rows.ts'
import { isRecord } from '../core/casing.ts'

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
  /** Free-form, set by its owner. */
  readonly labels?: Readonly<Record<string, unknown>> | null | undefined
  /** When it was created. */
  readonly createdAt?: string | null | undefined
  /** When the server last changed it: of two rows the later one is the newer. */
  readonly updatedAt?: string | null | undefined
}

/** A comma-joined string or an array, as a list of names. */
export const toEvents = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
    : value

/** A list of event names, however it is written. */
export const eventNames: Field<readonly InstanceEvent[] | null> = (value, reading) =>
  value === null
    ? null
    : texts(toEvents(typeof value === 'string' ? reading.clean(value) : value), reading)

const readInstance = object<Instance>(
  {
    id: someText,
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
  },
  ['id'],
)

/** The row types of the api, as optimistic updates know them. */
export type InstanceRows = { readonly Instance: Instance }

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

/** A page as the server gives it: any of its counts may be missing. */
type GivenPage = Pick<InstancePage, 'content' | 'summary'> & {
  readonly [Count in 'page' | 'size' | 'total' | 'totalPages']?: number | null
}

const readPage = object<GivenPage>(
  {
    page: number,
    size: number,
    total: number,
    totalPages: number,
    content: rows(readInstance),
    summary: map,
  },
  ['content'],
)

/** What restart and disconnect answer. */
export interface InstanceAction {
  /** The instance that it was done to. */
  readonly instanceId?: string | null | undefined
  /** The server's word; the words are not documented. */
  readonly status?: string | null | undefined
  /** What the server adds to it. */
  readonly details?: unknown
}

const tokenOf = (row: unknown): readonly TokenRow[] =>
  isRecord(row) && typeof row.id === 'string' && typeof row.token === 'string'
    ? [{ id: row.id, token: row.token }]
    : []

const contentOf = (json: unknown): readonly unknown[] =>
  isRecord(json) && Array.isArray(json.content) ? json.content : []

/** Reads one instance; its token goes to the session, and nowhere else. */
export const instanceAnswer: Answer<Instance> = { read: readInstance, tokens: tokenOf }

/** Reads a page of instances that was asked for with these numbers. */
export const pageAnswer = (asked: { page: number; size: number }): Answer<InstancePage> => ({
  read: (json, reading) => {
    const given = readPage(json, reading)
    if (given === MISFIT) return MISFIT
    const size = given.size ?? asked.size
    const total = given.total ?? given.content.length
    const totalPages = given.totalPages ?? Math.ceil(total / Math.max(1, size))
    return { ...given, page: given.page ?? asked.page, size, total, totalPages }
  },
  tokens: (json) => contentOf(json).flatMap(tokenOf),
})

/** Reads what restart answers: a bare object. */
export const actionAnswer: Answer<InstanceAction> = {
  read: object<InstanceAction>({ instanceId: text, status: text, details: anything }),
}

/** Reads what delete answers: nothing. */
export const nothingAnswer: Answer<null> = { read: () => null, empty: null }
