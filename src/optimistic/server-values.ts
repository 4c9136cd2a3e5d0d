import { hideRows } from './aliases.ts'
import type { RowNews } from './row-index.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, serverValue, touch } from './transaction.ts'

/** Writes a server value, and how new its rows are, where it says anything of that. */
export const writeValue = (tx: Transaction, key: string, value: unknown, news?: RowNews): void => {
  const entry = entryOf(tx, key)
  if (!entry) return
  const before = serverValue(tx, key)
  if (value !== before || news !== undefined) {
    const hidden = tx.index.write(key, entry.endpointName, before, value, news)
    hideRows(tx, hidden, news === undefined)
    tx.hasNewTargets = true
  }
  tx.server.set(key, value)
  touch(tx, key)
}

/** Takes the server value of an entry away that RTK Query removed. */
export const removeValue = (tx: Transaction, key: string): void => {
  const entry = tx.queries[key]
  if (!entry) return
  hideRows(tx, tx.index.write(key, entry.endpointName, serverValue(tx, key), undefined), false)
  tx.hasNewTargets = true
  touch(tx, key)
}
