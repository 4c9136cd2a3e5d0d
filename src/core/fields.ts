import * as v from 'valibot'
import { camelKeys, isRecord } from './casing.ts'
import { isSafeLink, toSafeUrl } from './urls.ts'

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

/** A URL to show or open, in its absolute form, that may be absent or null; an empty one counts as absent. */
export const safeUrl = v.nullish(
  v.pipe(
    v.string(),
    v.check((value) => value === '' || toSafeUrl(value) !== undefined, 'an https URL'),
    v.transform((value) => toSafeUrl(value) ?? null),
  ),
)

/** What a person typed for a URL, as it is, that may be absent or null; no `javascript:` or its like. */
export const link = v.nullish(v.pipe(v.string(), v.check(isSafeLink, 'a link')))

/** An answer's object: unknown fields are kept, but for links that run a script. */
export const open = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.looseObject(entries),
    v.transform((value) => {
      const isUnsafe = ([key, field]: [string, unknown]) =>
        typeof field === 'string' &&
        /url|uri|link|href|site|webhook/i.test(key) &&
        !isSafeLink(field)
      const unsafe = Object.entries(value).filter(isUnsafe)
      for (const [key] of unsafe) Reflect.deleteProperty(value, key)
      return value
    }),
  )

const envelopeKeys: ReadonlySet<string> = new Set(['code', 'success', 'message', 'error', 'data'])

/**
 * `{ code, success, data }` unwrapped; a bare object as it is (contract.md 0, "generic envelope"). An envelope without
 * data is nothing: `undefined`.
 */
export const unwrap = (json: unknown): unknown => {
  if (!isRecord(json)) return json
  const says = 'success' in json || 'code' in json
  const isEmpty = says && Object.keys(json).every((key) => envelopeKeys.has(key))
  return isEmpty || ('data' in json && says) || isRecord(json.data) ? json.data : json
}

/** The top-level keys in camelCase; anything but an object as it is, for the schema to refuse. */
export const camel = (json: unknown): unknown => (isRecord(json) ? camelKeys(json) : json)
