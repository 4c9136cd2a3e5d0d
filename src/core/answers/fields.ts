import { isRecord } from '../casing.ts'
import { isSafeLink, toSafeUrl } from '../urls.ts'
import { list } from './objects.ts'
import type { Field } from './reading.ts'
import { misfit } from './reading.ts'

// How values are read. Fields that are absent are not read at all; one that is null stays so.

/** A text. */
export const text: Field<string | null> = (value, reading) => {
  if (typeof value === 'string') return reading.clean(value)
  return value === null ? null : misfit(reading, 'a text')
}

/** A text that has to be there, and something in it. */
export const someText: Field<string> = (value, reading) =>
  typeof value === 'string' && value !== ''
    ? reading.clean(value)
    : misfit(reading, 'a text that is not empty')

/** Yes or no. */
export const flag: Field<boolean | null> = (value, reading) =>
  value === null || typeof value === 'boolean' ? value : misfit(reading, 'true or false')

/** A number. */
export const number: Field<number | null> = (value, reading) => {
  const vetted = reading.vet(value)
  return vetted === null || Number.isFinite(vetted)
    ? (vetted as number | null)
    : misfit(reading, 'a number')
}

/** A free-form map; but for secrets nothing inside it changes. */
export const map: Field<Readonly<Record<string, unknown>> | null> = (value, reading) =>
  value === null || isRecord(value)
    ? (reading.vet(value) as Record<string, unknown> | null)
    : misfit(reading, 'an object')

/** Whatever it is. */
export const anything: Field<unknown> = (value, reading) => reading.vet(value)

/** A list of texts. */
export const texts: Field<readonly string[]> = list((value, reading) =>
  typeof value === 'string' ? reading.clean(value) : misfit(reading, 'a text'),
)

/** What may also be null. */
export const orNull =
  <T>(read: Field<T>): Field<T | null> =>
  (value, reading) =>
    value === null ? null : read(value, reading)

/** A URL to show or open, in its absolute form; an empty one counts as absent. */
export const safeUrl: Field<string | null> = (value, reading) => {
  const url = text(value, reading)
  if (typeof url !== 'string') return url
  return url === '' ? null : (toSafeUrl(url) ?? misfit(reading, 'an https URL'))
}

/** What a person typed for a URL, as it is; no `javascript:` or its like. */
export const link: Field<string | null> = (value, reading) => {
  const url = text(value, reading)
  return typeof url !== 'string' || isSafeLink(url) ? url : misfit(reading, 'a link')
}

const ENVELOPE_KEY =
  /^(?:code|success|message|errors?|details|data|meta|timestamp|(?:request|trace)_?id)$/i

/**
 * `{ code, success, data }` unwrapped; a bare object as it is. An envelope without data is nothing: `undefined`. With
 * `fields`, so is what has a `code` or `success` and none of these.
 */
export const unwrap = (json: unknown, fields?: readonly string[]): unknown => {
  if (!isRecord(json)) return json
  const says = 'success' in json || 'code' in json
  const keys = Object.keys(json)
  const isOther = says && fields !== undefined && !fields.some((field) => field in json)
  const isEmpty = isOther || (keys.length > 0 && keys.every((key) => ENVELOPE_KEY.test(key)))
  return isEmpty || ('data' in json && says) || isRecord(json.data) ? json.data : json
}
