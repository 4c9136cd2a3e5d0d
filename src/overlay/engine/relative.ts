import type { Operation } from '../operations/operation.ts'
import { isSame } from '../rows/identity.ts'
import { playOperation } from './fold.ts'
import { knownRow } from './server-values.ts'
import type { Transaction } from './transaction.ts'
import { serverValue } from './transaction.ts'

/**
 * Does the operation count on what is there (`n + 1`), so that it does more when it is played twice? Then its place among
 * the others does not matter, and it may not wait: an answer that came meanwhile would have it, and it would be played over
 * that again.
 */
export const isRelative = (tx: Transaction, operation: Operation): boolean => {
  // Whoever names a scope wants the order.
  if (tx.schema.recipeOf(operation).scope) return false
  const { row, keys } = operation
  if (row && keys.length === 0) {
    const known = knownRow(tx, row)
    const once = known && tx.rowPlayer.play(known, operation, 'shown')
    return once !== undefined && tx.rowPlayer.play(once, operation, 'shown') !== once
  }
  const play = (key: string, data: unknown) =>
    playOperation(tx, key, data, operation, 'shown', undefined)
  return keys.some((key) => {
    const once = play(key, serverValue(tx, key))
    return !isSame(once, play(key, once))
  })
}
