import * as v from 'valibot'
import type { Answer } from '../core/answer.ts'
import { camelKeys, isRecord } from '../core/casing.ts'
import { camel, flag, link, map, object, open, safeUrl, text, unwrap } from '../core/fields.ts'

/** What a business says of itself on WhatsApp. */
export interface BusinessProfile {
  /** An IANA name, e.g. `America/Sao_Paulo`. */
  readonly businessHoursTimezone?: string | null | undefined
  /** Its lines of business, as WhatsApp names them. */
  readonly categories?:
    | readonly {
        readonly id?: string | null | undefined
        readonly name?: string | null | undefined
      }[]
    | null
    | undefined
  /** Free-form; its keys are as the server writes them. */
  readonly profileOptions?: Readonly<Record<string, unknown>> | null | undefined
  /** Where it is. */
  readonly address?: string | null | undefined
  /** Where to write to it. */
  readonly email?: string | null | undefined
}

/** The WhatsApp session of an instance; all but `connected` only while it is connected. */
export interface SessionStatus {
  /** Is a phone paired and online? */
  readonly connected?: boolean | null | undefined
  /** The phone's number, digits with the country code. */
  readonly phone?: string | null | undefined
  /** Its WhatsApp address: the number, `@s.whatsapp.net`. */
  readonly whatsappJid?: string | null | undefined
  /** The name that the phone's owner chose. */
  readonly pushName?: string | null | undefined
  /** The business's name. */
  readonly businessName?: string | null | undefined
  /** What the business says of itself. */
  readonly businessProfile?: BusinessProfile | null | undefined
  /** Changes with the picture. */
  readonly profilePictureId?: string | null | undefined
  /** The picture; https. */
  readonly profilePictureUrl?: string | null | undefined
  /** The phone's page at WhatsApp; https. */
  readonly profileUrl?: string | null | undefined
  /** The name that WhatsApp verified. */
  readonly verifiedName?: string | null | undefined
  /** The line under the name. */
  readonly about?: string | null | undefined
  /** The business's own page, as it typed it: check it before it becomes a link. */
  readonly website?: string | null | undefined
}

const businessProfileSchema = object({
  businessHoursTimezone: text,
  categories: v.nullish(v.array(object({ id: text, name: text }))),
  profileOptions: map,
  address: text,
  email: text,
} satisfies Record<keyof BusinessProfile, v.GenericSchema>)

/** Reads a session status: out of its envelope, the business profile's keys in camelCase too. */
export const sessionStatusAnswer: Answer<SessionStatus> = {
  shape: (json) => {
    const status = camel(unwrap(json))
    return isRecord(status) && 'businessProfile' in status
      ? { ...status, businessProfile: camel(status.businessProfile) }
      : status
  },
  schema: open({
    connected: flag,
    phone: text,
    whatsappJid: text,
    pushName: text,
    businessName: text,
    businessProfile: v.nullish(businessProfileSchema),
    profilePictureId: text,
    profilePictureUrl: safeUrl,
    profileUrl: safeUrl,
    verifiedName: text,
    about: text,
    website: link,
  } satisfies Record<keyof SessionStatus, v.GenericSchema>),
}

/** A QR code to scan, or, once paired, the session's state. */
export type SessionQr =
  | {
      /** A PNG data URL. */
      readonly qrCode: string
    }
  | {
      readonly qrCode?: undefined
      /** The server's word. */
      readonly status?: string | null | undefined
      /** The paired phone's number. */
      readonly phone?: string | null | undefined
    }

const PNG = 'data:image/png;base64,'

const toPngUrl = (value: unknown): unknown =>
  // Some answers carry the bare base64.
  typeof value === 'string' && /^[A-Za-z0-9+/]+=*$/.test(value) ? PNG + value : value

/** A code that is no PNG must not reach an `img`: it fails the answer, also where fields are read tolerantly. */
const sessionQrSchema: v.GenericSchema<unknown, SessionQr> = v.pipe(
  v.variant('found', [
    open({
      found: v.literal('code'),
      qrCode: v.pipe(
        v.string(),
        v.check(
          (url) => url.startsWith(PNG) && /^[A-Za-z0-9+/]+=*$/.test(url.slice(PNG.length)),
          PNG,
        ),
      ),
    }),
    open({ found: v.literal('state'), status: text, phone: text }),
  ]),
  v.transform(({ found: _found, ...qr }) => qr as SessionQr),
)

/** Reads a QR code in any of its spellings. */
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

/** A code to type into WhatsApp instead of scanning. */
export interface PairCode {
  /** E.g. `9H3J-H3J8`. */
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
  schema: open({ linkingCode: v.pipe(v.string(), v.nonEmpty()) }),
}
