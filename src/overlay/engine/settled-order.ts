import type { Operation, SettledOperation } from '../operations/operation.ts'
import { areRelated } from './related.ts'
import type { Transaction } from './transaction.ts'

// Operations that settled are played again over answers that miss them: in the order in which they took effect. Those of
// this client did in the order of their calls; another client's, which was told, after what had settled by then.

type Settled = readonly SettledOperation[]

/** Puts an operation that settled now among the others: before those that were on top of it. */
export const putInOrder = (
  tx: Transaction,
  others: Settled,
  added: SettledOperation,
  newer: Settled,
): Settled => {
  const isNewer = ({ requestId }: Operation) => newer.some((one) => one.requestId === requestId)
  const after = chain(tx, others, (one) => isNewer(one) && areRelated(tx, added, one))
  return [...others.filter((one) => !after.has(one)), added, ...after]
}

/** Puts what was told as of a moment among the others: after those that had settled by then. */
export const putTold = (tx: Transaction, others: Settled, told: SettledOperation): Settled => {
  const before = chain(tx, [...others].reverse(), ({ endedAt }) => endedAt <= told.endedAt)
  return [...[...before].reverse(), told, ...others.filter((one) => !before.has(one))]
}

/** Those that are such, and in their order whatever is related to one of those before it. */
const chain = (
  tx: Transaction,
  operations: Settled,
  isSuch: (one: SettledOperation) => boolean,
): ReadonlySet<SettledOperation> => {
  const found = new Set<SettledOperation>()
  for (const one of operations) {
    if (isSuch(one) || [...found].some((other) => areRelated(tx, one, other))) found.add(one)
  }
  return found
}
