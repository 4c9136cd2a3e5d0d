import { cleanAliases } from '../engine/created-rows.ts'
import { forgetSettled } from '../engine/settled.ts'
import type { Transaction } from '../engine/transaction.ts'
import { makeViews } from '../engine/views.ts'
import type { RtkState, SliceState } from '../rtk-query/entries.ts'
import { dropLost } from './mutations.ts'

/** The slice's next state, and the cache keys of the entries that are not as before. */
interface Changed {
  readonly state: SliceState
  readonly keys: readonly string[]
}

/** Ends a transaction. */
export const finishTransaction = (tx: Transaction): Changed => {
  if (tx.hasNewTargets) dropLost(tx)
  forgetSettled(tx)
  cleanAliases(tx)
  makeViews(tx)
  const keys = [...tx.entries.keys()].filter((key) => tx.queries[key] !== tx.entries.get(key))
  return { state: { ...tx.rtk, queries: writeEntries(tx, keys), overlay: tx.overlay }, keys }
}

/** One copy, however many entries changed. */
const writeEntries = (
  { queries, entries }: Transaction,
  keys: readonly string[],
): RtkState['queries'] => {
  if (keys.length === 0) return queries
  // With many entries it takes half as long as a spread.
  const next: Record<string, RtkState['queries'][string]> = Object.assign({}, queries)
  for (const key of keys) {
    const entry = entries.get(key)
    if (entry) next[key] = entry
    else delete next[key]
  }
  return next
}
