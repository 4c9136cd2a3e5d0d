import type { SettledOperation } from '../operations/operation.ts'
import { areRelated } from './conflicts.ts'
import type { Transaction } from './transaction.ts'

// Operations that settled are played again over answers that miss them: in the order in which they took effect. Those of
// this client did in the order of their calls; another client's, which was told, after what had settled by then.

/** Puts an operation in its place among the others. */
export const putInOrder = (
  tx: Transaction,
  others: readonly SettledOperation[],
  added: SettledOperation,
): readonly SettledOperation[] => {
  // What has no order among each other is not compared: that is nearly all.
  const isBehind = (one: SettledOperation) => isOlder(added, one) && areRelated(tx, added, one)
  const isInFront = (one: SettledOperation) => isOlder(one, added) && areRelated(tx, one, added)
  const at = others.findIndex(isBehind)
  if (at < 0) return [...others, added]
  const [before, after] = [others.slice(0, at), others.slice(at)]
  const inserted = [...before, added, ...after]
  // What must be behind it stands in front of what must be before it.
  return after.some(isInFront) ? sort(tx, inserted) : inserted
}

const sort = (
  tx: Transaction,
  operations: readonly SettledOperation[],
): readonly SettledOperation[] => {
  const rest = [...operations]
  const sorted: SettledOperation[] = []
  const isBefore = (one: SettledOperation, other: SettledOperation) =>
    isTold(one) || isTold(other)
      ? operations.indexOf(one) < operations.indexOf(other)
      : isOlder(one, other)
  while (rest.length > 0) {
    const isFirst = (one: SettledOperation) =>
      !rest.some((other) => isBefore(other, one) && areRelated(tx, other, one))
    sorted.push(...rest.splice(Math.max(rest.findIndex(isFirst), 0), 1))
  }
  return sorted
}

/** Was one called before the other? Of another client's mutation nobody knows when it was. */
const isOlder = (one: SettledOperation, other: SettledOperation): boolean =>
  !isTold(one) && !isTold(other) && one.startedAt < other.startedAt

const isTold = ({ startedAt, endedAt }: SettledOperation) => startedAt === endedAt
