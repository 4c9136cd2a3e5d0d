import * as v from 'valibot'
import type { Answer } from '../core/answer.ts'
import { camel, open, safeUrl, text } from '../core/fields.ts'

/** How a subscription is paid: charged to the default card, or on a checkout page. The server may know more. */
export type BillingMode = 'direct' | 'checkout' | (string & {})

const billingSessionEntries = {
  url: safeUrl,
  sessionId: text,
  mode: v.nullish(v.string() as v.GenericSchema<string, BillingMode>),
  subscriptionId: text,
}

/** What subscribing answers (contract.md 1.8): `url` is the checkout page to send the user to, if there is one. */
export type BillingSession = Readonly<
  v.InferOutput<v.ObjectSchema<typeof billingSessionEntries, undefined>>
>

/** What resuming answers (contract.md 1.9). */
export interface ResumeResult {
  readonly status?: string | null | undefined
}

/** What cancelling answers (contract.md 1.10). Its text says nothing reliable: read `cancelAt` of the instance. */
export interface CancelResult {
  readonly message?: string | null | undefined
}

/** Reads a billing session. */
export const billingSessionAnswer: Answer<BillingSession> = {
  shape: camel,
  schema: open(billingSessionEntries),
}

/** Reads `{ status }`. */
export const resumeAnswer: Answer<ResumeResult> = {
  shape: camel,
  schema: v.looseObject({ status: text }),
}

/** Reads `{ message }`. */
export const cancelAnswer: Answer<CancelResult> = {
  shape: camel,
  schema: v.looseObject({ message: text }),
}
