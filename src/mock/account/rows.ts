/**
 * An instance as it is on the wire: what create, list, get and update answer.
 */
export interface InstanceRow {
  readonly id: string
  readonly name: string
  readonly token: string
  readonly url: string
  /** Empty when there is none. */
  readonly webhook: string
  /** Comma-joined, without spaces; empty when nothing is subscribed. */
  readonly events_subscribe: string
  readonly reject_calls: boolean
  readonly auto_read_messages: boolean
  readonly labels: Readonly<Record<string, unknown>>
  /** One of `instanceStatus`, or any word that a test wants to try. */
  readonly status: string
  readonly connected: boolean
  readonly connected_at: string | null
  readonly whatsapp_push_name: string | null
  /** Null when no phone is paired. */
  readonly whatsapp_jid: string | null
  /** One of `billingStatus`, or any word that a test wants to try. */
  readonly billing_status: string
  /** When a scheduled cancellation takes effect. */
  readonly cancel_at: string | null
  readonly expired_at: string | null
  readonly created_at: string
  readonly updated_at: string
}

/** What a test says about an instance: any fields of the row; the rest is generated to fit them. */
export type InstanceSeed = Partial<InstanceRow>

/** A phone that is asked to scan; times in epoch milliseconds. */
export interface Pairing {
  readonly since: number
  readonly until: number
  /** Digits with country code. */
  readonly phone: string
}

/** What the gateway knows of an instance and never sends, all times in epoch milliseconds. */
export interface InstanceLife {
  readonly pairing: Pairing | null
  readonly restartingUntil: number | null
  readonly trialEndsAt: number | null
  /** The start of the first billing period; null without a subscription. */
  readonly subscribedAt: number | null
  /** When a payment that was made takes effect on the row; null when none is on its way. */
  readonly activatesAt: number | null
  /** How long a deleted instance is still listed; null when it is not deleted. */
  readonly deletedUntil: number | null
  /**
   * The phone that scans when a QR code is shown: digits with country code, and its owner's name.
   */
  readonly phone: string
  readonly pushName: string
}

/** A row and its hidden life; never changed in place, so that a list is a snapshot. */
export interface InstanceRecord {
  readonly row: InstanceRow
  readonly life: InstanceLife
}

/** An ISO-8601 UTC string of an epoch time in milliseconds. */
export const iso = (at: number): string => new Date(at).toISOString()

/**
 * The phone of a paired row (digits), or null; rows carry only the jid.
 */
export const phoneOf = (row: InstanceRow): string | null => row.whatsapp_jid?.split('@')[0] ?? null

/**
 * A changed copy of a record; `updated_at` moves to `at` (epoch ms) because every change is one.
 */
export const change = (
  record: InstanceRecord,
  at: number,
  row: Partial<InstanceRow>,
  life: Partial<InstanceLife> = {},
): InstanceRecord => ({
  row: { ...record.row, updated_at: iso(at), ...row },
  life: { ...record.life, ...life },
})
