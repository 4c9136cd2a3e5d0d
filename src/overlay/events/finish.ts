import { cleanAliases } from '../engine/created-rows.ts'
import { forgetSettled } from '../engine/settled.ts'
import type { Transaction } from '../engine/transaction.ts'
import { makeViews } from '../engine/views.ts'
import type { RtkState, SliceState } from '../rtk-query/entries.ts'
import { dropLost } from './mutations.ts'

/** Ends a transaction. Returns the slice's next state. */
export const finishTransaction = (tx: Transaction): SliceState => {
  if (tx.hasNewTargets) dropLost(tx)
  forgetSettled(tx)
  cleanAliases(tx)
  makeViews(tx)
  return { ...tx.rtk, queries: writeEntries(tx), overlay: tx.overlay }
}

/** One copy, however many entries changed. */
const writeEntries = ({ queries, entries }: Transaction): RtkState['queries'] => {
  let next: Record<string, RtkState['queries'][string]> | undefined
  entries.forEach((entry, key) => {
    if (queries[key] === entry) return
    next ??= { ...queries }
    if (entry) next[key] = entry
    else delete next[key]
  })
  return next ?? queries
}
