import { rowKey } from '../operations/operation.ts'
import { createdRow } from './created-rows.ts'
import { showOperation } from './fold.ts'
import { keepProven } from './proven.ts'
import { isRelative } from './relative.ts'
import { foldValue } from './settled.ts'
import { withTarget } from './targets.ts'
import type { Transaction } from './transaction.ts'

/**
 * An answer with the operations that settled after it was asked for. Those that it has already, and that are newer than
 * one of these, go on top of that one, on its rows.
 */
export const playMissed = (
  tx: Transaction,
  key: string,
  data: unknown,
  sentAt: number,
): unknown => {
  const { settled } = tx.overlay
  const again = new Set<string>()
  return settled.reduce((before, one, i) => {
    const operation = withTarget(tx, one, key)
    const play = () => {
      if (one.endedAt > sentAt) {
        const { row } = tx.schema.recipeOf(one.endpointName) ?? {}
        if (one.row && row?.update) again.add(rowKey(one.row.type, one.row.id))
        return foldValue(tx, key, before, operation, 'folded', createdRow(tx, operation)?.row)
      }
      const isAsAnswered = before === data && again.size === 0
      if (isAsAnswered || isRelative(tx, operation)) return before
      return showOperation(tx, key, before, operation, data, again)
    }
    const newer = settled.slice(i + 1)
    return keepProven(tx, key, operation, { newer, data, before, next: play() })
  }, data)
}
