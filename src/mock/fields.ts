/** Says what is wrong with a field's value, or nothing when it is right. */
export type Check = (value: unknown) => string | undefined

/** A JSON object, as opposed to an array, a scalar or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The problems of the fields that are there; a missing field is the caller's business. */
export function findProblems(
  body: Readonly<Record<string, unknown>>,
  checks: Readonly<Record<string, Check>>,
): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const [field, check] of Object.entries(checks)) {
    const problem = body[field] === undefined ? undefined : check(body[field])
    if (problem !== undefined) problems[field] = problem
  }
  return problems
}

/** A name of 3 to 255 characters without the blanks around it (contract.md 1.2). */
export const checkName: Check = (value) => {
  const length = typeof value === 'string' ? value.trim().length : 0
  return length >= 3 && length <= 255 ? undefined : 'must be a text of 3 to 255 characters'
}

/** An http(s) URL, or an empty text or null to have none. */
export const checkWebhook: Check = (value) => {
  if (value === '' || value === null) return undefined
  return isHttpUrl(value) ? undefined : 'must be an http or https URL'
}

/** An http(s) URL. */
export const checkUrl: Check = (value) =>
  isHttpUrl(value) ? undefined : 'must be an http or https URL'

/** An array of event names or one comma-joined text; names are exact (contract.md 1.2, part 3). */
export const checkEvents: Check = (value) => {
  const names: unknown = typeof value === 'string' ? splitEvents(value) : value
  if (!Array.isArray(names)) return 'must be a list of event names'
  const unknown = names.filter((name) => !eventNames.includes(name))
  return unknown.length === 0 ? undefined : `unknown event: ${unknown.join(', ')}`
}

/** One comma-joined text of event names (contract.md 1.16). */
export const checkEventText: Check = (value) =>
  typeof value === 'string' ? checkEvents(value) : 'must be one comma-joined text'

/** true or false. */
export const checkBoolean: Check = (value) =>
  typeof value === 'boolean' ? undefined : 'must be true or false'

/** A JSON object. */
export const checkObject: Check = (value) => (isObject(value) ? undefined : 'must be an object')

/** A text. */
export const checkText: Check = (value) =>
  typeof value === 'string' ? undefined : 'must be a text'

/** A whole number from 1 on. */
export const checkPositive: Check = (value) =>
  Number.isInteger(value) && Number(value) > 0 ? undefined : 'must be a positive integer'

/** The names in a comma-joined text; none in an empty one. */
export function splitEvents(text: string): readonly string[] {
  return text === '' ? [] : text.split(',')
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
}

/** The event names an instance can subscribe, exact and case sensitive (contract.md part 3). */
const eventNames: readonly string[] = [
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
