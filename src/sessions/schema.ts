import type { Answer } from '../core/answers/answer.ts'
import { flag, link, map, orNull, safeUrl, someText, text, unwrap } from '../core/answers/fields.ts'
import { list, object } from '../core/answers/objects.ts'
import type { Field } from '../core/answers/reading.ts'
import { misfit } from '../core/answers/reading.ts'
import { isRecord } from '../core/casing.ts'

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

const readStatus = object<SessionStatus>({
  connected: flag,
  phone: text,
  whatsappJid: text,
  pushName: text,
  businessName: text,
  businessProfile: orNull(
    object<BusinessProfile>({
      businessHoursTimezone: text,
      categories: orNull(
        list(object<{ id?: string | null; name?: string | null }>({ id: text, name: text })),
      ),
      profileOptions: map,
      address: text,
      email: text,
    }),
  ),
  profilePictureId: text,
  profilePictureUrl: safeUrl,
  profileUrl: safeUrl,
  verifiedName: text,
  about: text,
  website: link,
})

/** Reads a session status: out of its envelope, the business profile's keys in camelCase too. */
export const sessionStatusAnswer: Answer<SessionStatus> = {
  read: (json, reading) => readStatus(unwrap(json, ['connected']), reading),
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

/** What is no PNG must not become the `src` of an image, so it fails the whole answer, in tolerant reading too. */
const png: Field<string> = (code, reading) => {
  if (typeof code !== 'string') return misfit(reading, PNG)
  const isBase64 = (text: string) => /^[A-Za-z0-9+/]+=*$/.test(text)
  // Some answers carry the bare base64.
  if (isBase64(code)) return reading.clean(PNG + code)
  const isPng = code.startsWith(PNG) && isBase64(code.slice(PNG.length))
  return isPng ? reading.clean(code) : misfit(reading, PNG)
}

const readCode = object<{ qrCode: string }>({ qrCode: png }, ['qrCode'])
const readState = object<{ status?: string | null; phone?: string | null }>({
  status: text,
  phone: text,
})

/** Reads a QR code in any of its spellings. */
export const sessionQrAnswer: Answer<SessionQr> = {
  read: (json, reading) => {
    const data = unwrap(json)
    if (!isRecord(data)) return readState(data, reading)
    const { qr_code, QRCode, qrCode, ...rest } = data
    const code = qr_code ?? QRCode ?? qrCode
    if (code !== undefined && code !== null && code !== '') {
      return readCode({ ...rest, qr_code: code }, reading)
    }
    const status = rest.status ?? rest.pairing_status ?? rest.pairingStatus
    return readState({ ...rest, status }, reading)
  },
}

/** A code to type into WhatsApp instead of scanning. */
export interface PairCode {
  /** E.g. `9H3J-H3J8`. */
  readonly linkingCode: string
}

const readPairCode = object<PairCode>({ linkingCode: someText }, ['linkingCode'])

/** Reads a pair code in any of its spellings. */
export const pairCodeAnswer: Answer<PairCode> = {
  read: (json, reading) => {
    const data = unwrap(json)
    if (!isRecord(data)) return readPairCode(data, reading)
    const { linking_code, LinkingCode, linkingCode, ...rest } = data
    const code = linking_code ?? LinkingCode ?? linkingCode
    return readPairCode({ ...rest, linking_code: code }, reading)
  },
}
