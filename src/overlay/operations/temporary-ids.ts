const TEMPORARY = 'tmp:'

/** The id of a created row until the server's own is known. */
export const temporaryId = (requestId: string): string => TEMPORARY + requestId

/** Below all ids that a server gives: 2^47. */
const FIRST = 2 ** 47

/** The same where ids are numbers: a negative one, made of the request's id, so that it can always be made again. */
export const temporaryNumber = (requestId: string): number => {
  let sum = 0
  for (const char of requestId) sum = (sum * 31 + char.charCodeAt(0)) % FIRST
  return -FIRST - sum
}

/** May a value name such a row? A text may have its id anywhere in it: a path, say. */
export const mayNameTemporary = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes(TEMPORARY) : isTemporaryId(value)

/** Is this the id of a row that the server does not know yet? */
export const isTemporaryId = (id: unknown): boolean =>
  typeof id === 'number' ? id <= -FIRST : String(id).startsWith(TEMPORARY) || Number(id) <= -FIRST
