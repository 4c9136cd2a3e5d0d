/** A value as the gateway keeps it, or what is wrong with it. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string }

/** Reads a value of a body; `isStrict` takes the documented form only. */
export type Shape<Value> = (given: unknown, isStrict: boolean) => Reading<Value>

/** A JSON object, as opposed to an array, a scalar or null. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an empty map of PHP becomes in JSON. */
export const isEmptyArray = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** The value of a JSON text, undefined when it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A name of 3 to 255 characters without the blanks around it. */
export const name: Shape<string> = (given) => {
  const value = typeof given === 'string' ? given.trim() : ''
  return value.length >= 3 && value.length <= 255
    ? { value }
    : { problem: 'must be a text of 3 to 255 characters' }
}

/** An http(s) URL. */
export const url: Shape<string> = (given) =>
  typeof given === 'string' && /^https?:\/\/[^\s/?#]\S*$/.test(given) && canParse(given)
    ? { value: given }
    : { problem: 'must be an http or https URL' }

/** An http(s) URL, or an empty text to have none. */
export const webhook: Shape<string> = (given, isStrict) =>
  given === '' ? { value: given } : url(given, isStrict)

/** A list of event names or one comma-joined text, kept as a text; names are exact. */
export const events: Shape<string> = (given) => {
  const names: unknown = typeof given === 'string' ? splitEvents(given) : given
  if (!Array.isArray(names)) return { problem: 'must be a list of event names' }
  const unknown = names.filter((event) => !eventNames.includes(event))
  return unknown.length === 0
    ? { value: names.join(',') }
    : { problem: `unknown event: ${unknown.join(', ')}` }
}

/** As {@link events}; the documented form is the text. */
export const eventText: Shape<string> = (given, isStrict) =>
  isStrict && typeof given !== 'string'
    ? { problem: 'must be one comma-joined text' }
    : events(given, isStrict)

/** true or false. */
export const boolean: Shape<boolean> = (given) =>
  typeof given === 'boolean' ? { value: given } : { problem: 'must be true or false' }

/** A text. */
export const text: Shape<string> = (given) =>
  typeof given === 'string' ? { value: given } : { problem: 'must be a text' }

/** A text that is not empty. */
export const id: Shape<string> = (given) =>
  typeof given === 'string' && given !== '' ? { value: given } : { problem: 'must be an id' }

/** A whole number from 1 on. */
export const positive: Shape<number> = (given) =>
  Number.isSafeInteger(given) && Number(given) > 0
    ? { value: Number(given) }
    : { problem: 'must be a positive integer' }

/** A JSON object; `[]` is an empty one. */
export const object: Shape<Readonly<Record<string, unknown>>> = (given, isStrict) => {
  if (isObject(given)) return { value: given }
  return isEmptyArray(given) && !isStrict ? { value: {} } : { problem: 'must be an object' }
}

/** The names in a comma-joined text; none in an empty one. */
export const splitEvents = (joined: string): readonly string[] =>
  joined === '' ? [] : joined.split(',')

/** `URL.canParse` is younger than some platforms. */
const canParse = (given: string): boolean => {
  try {
    return Boolean(new URL(given))
  } catch {
    return false
  }
}

/** The event names an instance can subscribe, exact and case sensitive. */
const eventNames: readonly unknown[] = [
  'Message',
  'ReadReceipt',
  'Presence',
  'ChatPresence',
  'HistorySync',
  'Connected',
  'Disconnected',
  'GroupParticipantsAdd',
  'GroupParticipantsRemove',
  'All',
]
