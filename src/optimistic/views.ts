import type { Operation, RowRef } from './operations.ts'
import { showEntry } from './replay.ts'
import type { Entry } from './rtk-query-state.ts'
import { isSameList } from './same-list.ts'
import { showRow } from './single-row.ts'
import { isShownIn } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, landedAt, serverValue, touch } from './transaction.ts'

// What entries show, made once at the end of an action: all of it, or the rows alone that may have changed.

/** Plays one more operation, the newest, over what is shown. */
export const showOnTop = (tx: Transaction, key: string, operation: Operation): void => {
  const { data } = entryOf(tx, key) ?? {}
  if (data === undefined) return
  touch(tx, key)
  tx.onTop.set(key, showEntry(tx, key, data, [operation]))
}

/** Makes the views of what was touched, and keeps the server values that operations are open on. */
export const makeViews = (tx: Transaction): void => {
  const { touched, overlay, entries } = tx
  if (touched.size === 0) return
  const base = { ...overlay.base }
  touched.forEach((rows, key) => {
    const entry = entryOf(tx, key)
    const value = serverValue(tx, key)
    const isOpen =
      entry !== undefined &&
      value !== undefined &&
      overlay.operations.some((open) => isShownIn(tx, open, key))
    if (isOpen) base[key] = { value, landedAt: landedAt(tx, key) }
    else delete base[key]
    if (!entry) return
    const shown = isOpen ? show(tx, key, entry, value, rows) : asBefore(tx, key, value)
    entries.set(key, entry.data === shown ? entry : { ...entry, data: shown })
  })
  overlay.base = base
}

const show = (
  tx: Transaction,
  key: string,
  entry: Entry,
  value: unknown,
  rows: readonly RowRef[] | undefined,
): unknown => {
  if (tx.onTop.has(key)) return tx.onTop.get(key)
  const shown = rows?.reduce<unknown>(
    (data, row) => (data === undefined ? data : showRow(tx, key, row, data)),
    entry.data,
  )
  if (shown !== undefined) return shown
  const operations = tx.overlay.operations.filter((open) => isShownIn(tx, open, key))
  return asBefore(tx, key, showEntry(tx, key, value, operations))
}

/** What is shown already stays the same object: where an operation settles as it was shown, nothing has to render. */
const asBefore = ({ queries }: Transaction, key: string, data: unknown): unknown => {
  const before = queries[key]?.data
  return isSameData(before, data) ? before : data
}

/** Equal down to the rows, where data is rows or has them in a field; other shapes only count when they are one. */
const isSameData = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a, b)
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => {
      const [one, other] = [x[key], y[key]]
      if (Object.is(one, other)) return Object.hasOwn(y, key)
      return Array.isArray(one) && Array.isArray(other) && isSameList(one, other)
    })
  )
}
