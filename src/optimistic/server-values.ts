import { hideRows } from './aliases.ts'
import type { RowNews } from './row-index.ts'
import type { Entry } from './rtk-query-state.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, serverValue, touch } from './transaction.ts'

/** Writes a server value, and how new its rows are, where it says anything of that. */
export const writeValue = (tx: Transaction, key: string, value: unknown, news?: RowNews): void => {
  const entry = entryOf(tx, key)
  if (!entry) return
  if (value !== serverValue(tx, key) || news !== undefined) {
    hideRows(tx, learn(tx, key, entry, value, news), news === undefined)
  }
  tx.server.set(key, value)
  touch(tx, key)
}

/** Takes the server value of an entry away that RTK Query removed. */
export const removeValue = (tx: Transaction, key: string): void => {
  const entry = tx.queries[key]
  if (!entry) return
  hideRows(tx, learn(tx, key, entry, undefined), false)
  touch(tx, key)
}

/** Tells the row index of an entry's next server value. Returns the rows that nothing holds any more. */
const learn = (tx: Transaction, key: string, entry: Entry, value: unknown, news?: RowNews) => {
  tx.hasNewTargets = true
  return tx.index.write(key, entry.endpointName, serverValue(tx, key), value, news)
}
