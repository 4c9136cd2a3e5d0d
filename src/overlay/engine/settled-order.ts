import type { SettledOperation } from '../operations/operation.ts'
import { areRelated } from './conflicts.ts'
import type { Transaction } from './transaction.ts'

// Operations that settled are played again over answers that miss them: in the order in which they took effect.

/** Puts an operation in its place among the others. */
export const putInOrder = (
  tx: Transaction,
  others: readonly SettledOperation[],
  added: SettledOperation,
): readonly SettledOperation[] => {
  // What has no order among each other is not compared: that is nearly all.
  const isBehind = (one: SettledOperation) => isBefore(added, one) && areRelated(tx, added, one)
  const isInFront = (one: SettledOperation) => isBefore(one, added) && areRelated(tx, one, added)
  const at = others.findIndex(isBehind)
  if (at < 0) return [...others, added]
  const [before, after] = [others.slice(0, at), others.slice(at)]
  // What must be behind it stands in front of what must be before it.
  if (after.some(isInFront)) return sort(tx, [...others, added])
  return [...before, added, ...after]
}

const sort = (
  tx: Transaction,
  operations: readonly SettledOperation[],
): readonly SettledOperation[] => {
  const rest = [...operations]
  const sorted: SettledOperation[] = []
  while (rest.length > 0) {
    const isFirst = (one: SettledOperation) =>
      !rest.some((other) => isBefore(other, one) && areRelated(tx, other, one))
    sorted.push(...rest.splice(Math.max(rest.findIndex(isFirst), 0), 1))
  }
  return sorted
}

/** Did one take effect before the other? Those of this client did in the order of their calls. */
const isBefore = (one: SettledOperation, other: SettledOperation): boolean => {
  if (one === other) return false
  if (isTold(other)) return one.endedAt < other.startedAt
  return isTold(one) ? one.startedAt <= other.endedAt : one.startedAt < other.startedAt
}

/** Of another client's mutation nobody knows when it was called: it took effect after what had settled by then. */
const isTold = ({ startedAt, endedAt }: SettledOperation) => startedAt === endedAt
