/** Keys that would reach an object's prototype; dropped wherever a server's object is copied. */
const dangerous: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Tells whether a key of untrusted data must not be copied. */
export const isDangerousKey = (key: string): boolean => dangerous.has(key)

/** A plain object: no array, no null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `webhookURL` -> `webhook_url`, `aB1C` -> `a_b1_c`: as the official TypeScript client writes keys. */
export const toSnake = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()

/** `linking_code` -> `linkingCode`, `address_1` -> `address1`; a key without underscores stays as it is. */
export const toCamel = (key: string): string =>
  key.includes('_')
    ? key.replace(/_+([a-zA-Z0-9])/g, (whole, next: string, at: number) =>
        at === 0 ? whole : next.toUpperCase(),
      )
    : key

/** The top-level keys in snake_case; values and nested keys as they are, undefined ones dropped. */
export const snakeKeys = (value: object): Record<string, unknown> => {
  const result: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(value)) {
    const snake = toSnake(key)
    if (field !== undefined && !isDangerousKey(key) && !isDangerousKey(snake)) result[snake] = field
  }
  return result
}
