import type { ValidationError } from '../core/errors.ts'
import { invalid, toVZapsError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import { checkPhone } from './endpoints.ts'
import type { Found, Look, PairingState } from './pairing.ts'
import { POLL_MS } from './pairing.ts'
import type { PairCode, SessionQr, SessionStatus } from './schema.ts'

/** How a phone is paired: it scans a code, or its owner types one. */
export type PairingMethod =
  | { readonly method: 'qr' }
  | {
      readonly method: 'code'
      /** Country code and number, digits only, e.g. `5511999999999`. */
      readonly phone: string
    }

/** ms that a QR code is taken to be valid; the service does not say. */
const QR_MS = 20_000
/** ms for which a code to type is shown; the service does not say. */
const CODE_MS = 60_000
/** The least ms between two looks. */
const LEAST_MS = 1_000

type Answer<T> = PromiseLike<{ readonly data?: T | undefined; readonly error?: unknown }>

/** The calls that a pairing is made of. */
export interface PairingCalls {
  getStatus(): Answer<SessionStatus>
  getQr(): Answer<SessionQr>
  getCode(phone: string): Answer<PairCode>
}

const waiting: Found = { state: { status: 'preparing' }, nextMs: POLL_MS }

const failed = (error: unknown): Found => ({
  state: { status: 'failed', error: toVZapsError(error) },
})

const check = (options: PairingMethod): ValidationError | undefined => {
  if (options.method === 'qr') return undefined
  if (options.method === 'code') return checkPhone(options.phone)
  return invalid("method must be 'qr' or 'code'", { field: 'method' })
}

/** Makes the look of a method. Bad options fail it before anything is asked. */
export const createLook = (
  options: PairingMethod,
  { getStatus, getQr, getCode }: PairingCalls,
  { now }: Pick<Platform, 'now'>,
): Look => {
  /** The code that is shown, if it is valid for more than `leastMs`. More than `lifeMs` means that the clock was set. */
  const stillGood = (shown: PairingState, leastMs: number, lifeMs: number) => {
    if (!('expiresAt' in shown)) return undefined
    const leftMs = shown.expiresAt - now()
    return leftMs > leastMs && leftMs <= lifeMs ? shown : undefined
  }

  const showQr = (shown: PairingState, qrCode: string, askedAt: number): Found => {
    const isSame = shown.status === 'qr' && shown.qrCode === qrCode
    const state =
      (isSame && stillGood(shown, 0, QR_MS)) ||
      // The server still gives it, so it is good until the next look.
      ({ status: 'qr', qrCode, expiresAt: now() + (isSame ? POLL_MS : QR_MS) } as const)
    // So early that the answer, if it takes as long as this one did, is there when the code runs out.
    const dueMs = state.expiresAt - now() - Math.max(0, now() - askedAt)
    return { state, nextMs: Math.max(LEAST_MS, Math.min(POLL_MS, dueMs)) }
  }

  /** The end of pairing, if a phone is connected. The words of a QR answer are not documented: the status tells. */
  const lookForPhone = async (): Promise<Found | undefined> => {
    const { data, error } = await getStatus()
    if (error) return failed(error)
    return data?.connected ? { state: { status: 'connected' } } : undefined
  }

  /** Asking for the code is what keeps pairing going; the answer is no code once a phone is there. */
  const lookForQr: Look = async (shown) => {
    const askedAt = now()
    const { data, error } = await getQr()
    if (error) return failed(error)
    return data?.qrCode ? showQr(shown, data.qrCode, askedAt) : ((await lookForPhone()) ?? waiting)
  }

  const lookForCode =
    (phone: string): Look =>
    async (shown, isWanted) => {
      const ended = await lookForPhone()
      if (ended || !isWanted()) return ended ?? waiting
      const good = stillGood(shown, POLL_MS, CODE_MS)
      if (good) return { state: good, nextMs: POLL_MS }
      const { data, error } = await getCode(phone)
      if (!data) return failed(error)
      const { linkingCode } = data
      return { state: { status: 'code', linkingCode, expiresAt: now() + CODE_MS }, nextMs: POLL_MS }
    }

  const refused = check(options)
  if (refused) return async () => failed(refused)
  return options.method === 'qr' ? lookForQr : lookForCode(options.phone)
}
