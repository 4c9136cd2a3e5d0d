import type { Operation } from './operation.ts'
import { isSettled } from './operation.ts'

/**
 * What one operation after the other made of a value, remembered: an operation more, or one changed, is played from its
 * place on.
 *
 * ```
 * base -> after[0] -> after[1] -> ... -> what is shown
 *      operations[0]  operations[1]
 * ```
 */
export interface Layers<T> {
  readonly base: T
  readonly operations: readonly Operation[]
  readonly after: readonly T[]
}

/**
 * Plays operations over a base, and remembers what each of them made.
 *
 * @param known what was remembered, if anything.
 * @param keep gives the value that was there before, where the next one is equal to it.
 * @param isStale an operation may make something else now of the same value.
 */
export const playLayers = <T>(
  known: Layers<T> | undefined,
  base: T,
  operations: readonly Operation[],
  play: (value: T, operation: Operation) => T,
  keep: (before: T, next: T) => T,
  isStale = false,
): Layers<T> => {
  const after: T[] = []
  let value = base
  let from = 0
  let isLastKnown = false
  for (const operation of operations) {
    const at = known ? findFrom(known.operations, operation, from) : -1
    isLastKnown = at >= 0
    if (isLastKnown) from = at + 1
    const before = at > 0 ? known?.after[at - 1] : known?.base
    if (!known || at < 0 || value !== before) value = play(value, operation)
    else {
      const made = known.after[at] as T
      // Those before it may have become part of the base, or are gone: the same makes the same again of the same value.
      // What an answered one changes it shows as the base has that.
      const isOther = isSettled(operation) && known.base !== base
      const isKnown = !isStale && !isOther && known.operations[at] === operation
      value = isKnown ? made : keep(made, play(value, operation))
    }
    after.push(value)
  }
  // Of the others only what is shown has to stay the object that it was.
  if (known && isLastKnown) after[after.length - 1] = keep(topOf(known), value)
  return { base, operations: operations.slice(), after }
}

/** Where the operation of the same request stands among others, from a position on; -1 where it does not. */
const findFrom = (
  operations: readonly Operation[],
  { requestId }: Operation,
  from: number,
): number => {
  for (let at = from; at < operations.length; at++) {
    if (operations[at]?.requestId === requestId) return at
  }
  return -1
}

/** What the last operation made. */
export const topOf = <T>({ base, after }: Layers<T>): T =>
  after.length > 0 ? (after[after.length - 1] as T) : base
