/** More than any form holds; beyond it looking costs more than a row that shows a moment later. */
const MAX_VALUES = 2_000
const MAX_DEPTH = 20

/** What JSON cannot hold: it would make every `JSON.stringify(state)` throw, or leave it out. */
const unfit: ReadonlySet<string> = new Set(['function', 'symbol', 'bigint'])

/**
 * Is it data as JSON has it, and not too much? Operations stand in the state, so their arguments must be fit for it: an
 * event that was passed on by accident leads into the whole page.
 */
export const isPlainData = (value: unknown): boolean => {
  let left = MAX_VALUES
  const isPlain = (part: unknown, depth: number): boolean => {
    if (--left < 0 || depth > MAX_DEPTH) return false
    if (typeof part !== 'object' || part === null) return !unfit.has(typeof part)
    if (Array.isArray(part)) return part.every((item) => isPlain(item, depth + 1))
    const prototype: unknown = Object.getPrototypeOf(part)
    if (prototype !== Object.prototype && prototype !== null) return false
    return Object.values(part).every((item) => isPlain(item, depth + 1))
  }
  return isPlain(value, 0)
}
