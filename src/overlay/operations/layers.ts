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
  // The first operation may have become part of the base, just as it was shown.
  const shift = known && known.base !== base && known.after[0] === base ? 1 : 0
  const after: T[] = []
  let value = base
  // As long as what comes before is as it was, an operation that is the same makes the same again.
  let isSame = !isStale && known !== undefined && (known.base === base || shift === 1)
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i] as Operation
    const at = i + shift
    const isKnown = known !== undefined && at < known.after.length
    // What an answered one changes it shows as the base has that.
    const isOther = shift === 1 && isSettled(operation)
    if (isSame && isKnown && known.operations[at] === operation && !isOther) {
      value = known.after[at] as T
    } else {
      const next = play(value, operation)
      value = isKnown ? keep(known.after[at] as T, next) : next
      isSame &&= isKnown && value === known.after[at]
    }
    after.push(value)
  }
  return { base, operations: operations.slice(), after }
}

/** What the last operation made. */
export const topOf = <T>({ base, after }: Layers<T>): T =>
  after.length > 0 ? (after[after.length - 1] as T) : base
