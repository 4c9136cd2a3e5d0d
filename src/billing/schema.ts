import type { Answer } from '../core/answers/answer.ts'
import { safeUrl, text } from '../core/answers/fields.ts'
import { object } from '../core/answers/objects.ts'

/** How a subscription is paid: charged to the default card, or on a checkout page. The server may know more. */
export type BillingMode = 'direct' | 'checkout' | (string & {})

/** What subscribing answers. */
export interface BillingSession {
  /** The checkout page to send the user to, where there is one; https. */
  readonly url?: string | null | undefined
  /** The checkout's id. */
  readonly sessionId?: string | null | undefined
  /** How it is paid. */
  readonly mode?: BillingMode | null | undefined
  /** The subscription's id, where it has begun. */
  readonly subscriptionId?: string | null | undefined
}

/** What resuming answers. */
export interface ResumeResult {
  readonly status?: string | null | undefined
}

/** What cancelling answers. Its text says nothing reliable: read `cancelAt` of the instance. */
export interface CancelResult {
  readonly message?: string | null | undefined
}

/** Reads a billing session. */
export const billingSessionAnswer: Answer<BillingSession> = {
  read: object<BillingSession>({ url: safeUrl, sessionId: text, mode: text, subscriptionId: text }),
}

/** Reads `{ status }`. */
export const resumeAnswer: Answer<ResumeResult> = { read: object<ResumeResult>({ status: text }) }

/** Reads `{ message }`. */
export const cancelAnswer: Answer<CancelResult> = { read: object<CancelResult>({ message: text }) }
