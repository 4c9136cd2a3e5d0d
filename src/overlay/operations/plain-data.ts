/** More than any form holds; beyond it looking costs more than a row that shows a moment later. */
const MAX_VALUES = 2_000
const MAX_DEPTH = 20

/** What JSON cannot hold: it would make every `JSON.stringify(state)` throw, or leave it out. */
const unfit: ReadonlySet<string> = new Set(['function', 'symbol', 'bigint'])

/**
 * Why it is not data as JSON has it, or too much; `undefined` where it is fit. Operations stand in the state, so their
 * arguments must be fit for it: an event that was passed on by accident leads into the whole page.
 */
export const whyUnfit = (value: unknown): string | undefined => {
  let left = MAX_VALUES
  const look = (part: unknown, depth: number): string | undefined => {
    if (--left < 0 || depth > MAX_DEPTH) {
      return `it has over ${MAX_VALUES} values, or nests over ${MAX_DEPTH} deep: give what changes alone`
    }
    if (typeof part !== 'object' || part === null) {
      return unfit.has(typeof part) ? `it holds a ${typeof part}: give plain data` : undefined
    }
    const prototype: object | null = Object.getPrototypeOf(part)
    // Plain objects of a frame have its own `Object.prototype`.
    if (!Array.isArray(part) && prototype && !Object.hasOwn(prototype, 'isPrototypeOf')) {
      return `it holds an instance of ${part.constructor?.name}: give plain data`
    }
    for (const item of Object.values(part)) {
      const why = look(item, depth + 1)
      if (why) return why
    }
    return undefined
  }
  return look(value, 0)
}
