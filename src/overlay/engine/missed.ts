import { createdRow } from './created-rows.ts'
import { showOperation } from './fold.ts'
import { foldValue } from './fold-settled.ts'
import { keepProven, provenIn } from './proven.ts'
import { isRelative } from './relative.ts'
import { withTarget } from './targets.ts'
import type { Change } from './told.ts'
import type { Transaction } from './transaction.ts'

/**
 * An answer with the operations that settled after it was asked for. Those that it has already, and that are newer than
 * one of these, go on top of that one, on its rows.
 *
 * @returns the data, and what it took to make it: what took effect last is the first.
 */
export const playMissed = (
  tx: Transaction,
  key: string,
  data: unknown,
  sentAt: number,
): { readonly value: unknown; readonly changes: readonly Change[] } => {
  const { settled } = tx.overlay
  const changes: Change[] = []
  const proven = provenIn(tx, key, data, settled)
  const value = settled.reduce((before, one, at) => {
    const operation = withTarget(tx, one, key)
    const isMissed = one.endedAt > sentAt
    const play = () => {
      if (isMissed) {
        return foldValue(tx, key, before, operation, 'missed', createdRow(tx, operation)?.row)
      }
      if (before === data || isRelative(tx, operation)) return before
      return showOperation(tx, key, before, operation, data, 'missed')
    }
    const after = keepProven(tx, key, one, proven, { at, before, next: play(), answered: data })
    if (isMissed) changes.unshift({ before, after, operation })
    return after
  }, data)
  return { value, changes }
}
