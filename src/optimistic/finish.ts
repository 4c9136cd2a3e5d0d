import { cleanAliases } from './aliases.ts'
import { copyEntries } from './copy-entries.ts'
import { dropLost } from './lifecycle.ts'
import type { RtkState, SliceState } from './rtk-query-state.ts'
import { forgetSettled } from './settled.ts'
import { targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { touch } from './transaction.ts'
import { makeViews } from './views.ts'

/** Ends a transaction. Returns the slice's next state. */
export const finishTransaction = (tx: Transaction): SliceState => {
  if (tx.hasNewTargets) dropLost(tx)
  forgetSettled(tx)
  for (const maker of cleanAliases(tx)) {
    for (const key of targetsOf(tx, maker)) touch(tx, key)
  }
  makeViews(tx)
  return { ...tx.rtk, queries: writeEntries(tx), overlay: tx.overlay }
}

/** One copy, however many entries changed. */
const writeEntries = ({ queries, entries, index }: Transaction): RtkState['queries'] => {
  let next: ReturnType<typeof copyEntries> | undefined
  entries.forEach((entry, key) => {
    if (queries[key] === entry) return
    next ??= copyEntries(queries, index.entryCount())
    if (entry) next[key] = entry
    else delete next[key]
  })
  return next ?? queries
}
