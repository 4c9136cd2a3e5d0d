import * as v from 'valibot'
import type { Answer } from '../core/answer.ts'
import { camelKeys, isRecord } from '../core/casing.ts'
import { camel, flag, link, map, object, open, safeUrl, text, unwrap } from '../core/fields.ts'

const businessProfileEntries = {
  businessHoursTimezone: text,
  categories: v.nullish(v.array(object({ id: text, name: text }))),
  profileOptions: map,
  address: text,
  email: text,
}

const sessionStatusEntries = {
  connected: flag,
  phone: text,
  whatsappJid: text,
  pushName: text,
  businessName: text,
  businessProfile: v.nullish(object(businessProfileEntries)),
  profilePictureId: text,
  profilePictureUrl: safeUrl,
  profileUrl: safeUrl,
  verifiedName: text,
  about: text,
  website: link,
}

/** The WhatsApp session of an instance (contract.md 1.11); all but `connected` only while it is connected. */
export type SessionStatus = Readonly<
  v.InferOutput<v.ObjectSchema<typeof sessionStatusEntries, undefined>>
>

/** Reads a session status: out of its envelope, the business profile's keys in camelCase too. */
export const sessionStatusAnswer: Answer<SessionStatus> = {
  shape: (json) => {
    const status = camel(unwrap(json))
    return isRecord(status) && 'businessProfile' in status
      ? { ...status, businessProfile: camel(status.businessProfile) }
      : status
  },
  schema: open(sessionStatusEntries),
}

/** A QR code to scan (a PNG data URL), or, once paired, the session's state (contract.md 1.12). */
export type SessionQr =
  | { readonly qrCode: string }
  | {
      readonly qrCode?: undefined
      readonly status?: string | null | undefined
      readonly phone?: string | null | undefined
    }

const PNG = 'data:image/png;base64,'

const toPngUrl = (value: unknown): unknown =>
  // Some answers carry the bare base64 (contract.md 1.12).
  typeof value === 'string' && /^[A-Za-z0-9+/]+=*$/.test(value) ? PNG + value : value

/** A code that is no PNG must not reach an `img`: it fails the answer, also where fields are read tolerantly. */
const sessionQrSchema: v.GenericSchema<unknown, SessionQr> = v.pipe(
  v.variant('found', [
    v.looseObject({
      found: v.literal('code'),
      qrCode: v.pipe(
        v.string(),
        v.check(
          (url) => url.startsWith(PNG) && /^[A-Za-z0-9+/]+=*$/.test(url.slice(PNG.length)),
          PNG,
        ),
      ),
    }),
    v.looseObject({ found: v.literal('state'), status: text, phone: text }),
  ]),
  v.transform(({ found: _found, ...qr }) => qr as SessionQr),
)

/** Reads a QR code in any of its spellings (decisions.md, "session status, qr, pair code"). */
export const sessionQrAnswer: Answer<SessionQr> = {
  shape: (json) => {
    const data = unwrap(json)
    if (!isRecord(data)) return data
    const { qr_code, QRCode, qrCode, ...others } = data
    const rest = camelKeys(others)
    const code = qr_code ?? QRCode ?? qrCode
    if (code === undefined || code === null || code === '') {
      return { ...rest, found: 'state', status: rest.status ?? rest.pairingStatus }
    }
    return { ...rest, found: 'code', qrCode: toPngUrl(code) }
  },
  schema: sessionQrSchema,
}

/** A code to type into WhatsApp instead of scanning (contract.md 1.13). */
export interface PairCode {
  readonly linkingCode: string
}

/** Reads a pair code in any of its spellings. */
export const pairCodeAnswer: Answer<PairCode> = {
  shape: (json) => {
    const data = unwrap(json)
    if (!isRecord(data)) return data
    const { linking_code, LinkingCode, linkingCode, ...rest } = data
    return { ...camelKeys(rest), linkingCode: linking_code ?? LinkingCode ?? linkingCode }
  },
  schema: v.looseObject({ linkingCode: v.pipe(v.string(), v.nonEmpty()) }),
}
