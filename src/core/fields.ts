import * as v from 'valibot'
import { camelKeys, isRecord } from './casing.ts'
import { isSafeUrl } from './urls.ts'

/** A text that may be absent or null. */
export const text = v.nullish(v.string())

/** A flag that may be absent or null. */
export const flag = v.nullish(v.boolean())

const plainObject = v.pipe(v.unknown(), v.check(isRecord, 'an object'))

/** A free-form map that may be absent or null; nothing inside it changes. */
export const map = v.nullish(
  v.pipe(
    plainObject,
    v.transform((value) => value as Readonly<Record<string, unknown>>),
  ),
)

/** An object inside an answer; unknown fields are kept. `looseObject` alone would take an array for one. */
export const object = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(plainObject, v.looseObject(entries))

/** A URL to show or open, that may be absent or null; an empty one counts as absent. */
export const safeUrl = v.nullish(
  v.pipe(
    v.string(),
    v.check((value) => value === '' || isSafeUrl(value), 'an https URL'),
    v.transform((value) => (value === '' ? null : value)),
  ),
)

/** `{ code, success, data }` unwrapped; a bare object as it is (contract.md 0, "generic envelope"). */
export const unwrap = (json: unknown): unknown => {
  if (!isRecord(json)) return json
  const isEnvelope = 'data' in json && ('success' in json || 'code' in json)
  return isEnvelope || isRecord(json.data) ? json.data : json
}

/** The top-level keys in camelCase; anything but an object as it is, for the schema to refuse. */
export const camel = (json: unknown): unknown => (isRecord(json) ? camelKeys(json) : json)
