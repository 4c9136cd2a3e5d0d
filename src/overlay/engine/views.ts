import { freeze } from '@reduxjs/toolkit'
import type { Layers } from '../operations/layers.ts'
import { playLayers, topOf } from '../operations/layers.ts'
import type { Operation } from '../operations/operation.ts'
import { shareStructure } from '../rows/identity.ts'
import { showOperation } from './fold.ts'
import { keepReads, touchReaders } from './read-rows.ts'
import { showRowByRow } from './row-views.ts'
import { isDetail, isOpen, isTarget } from './targets.ts'
import type { Touched, Transaction } from './transaction.ts'
import { entryOf, landedAt, serverValue } from './transaction.ts'

// What entries show, made once at the end of an action.

/** Makes the views of what was touched, and keeps the server values that operations are open on. */
export const makeViews = (tx: Transaction): void => {
  const { touched, overlay, entries, index } = tx
  if (touched.size === 0) return
  touchReaders(tx)
  const base = { ...overlay.base }
  touched.forEach((rows, key) => {
    const entry = entryOf(tx, key)
    const value = serverValue(tx, key)
    const hadBase = Object.hasOwn(base, key)
    const isPlayed =
      entry !== undefined && isOpen(tx, key) && (value !== undefined || isMadeIn(tx, key))
    if (isPlayed) base[key] = { value, landedAt: landedAt(tx, key) }
    else {
      delete base[key]
      index.layers.delete(key)
    }
    if (!entry) return
    const before = tx.queries[key]?.data
    const isOwn = isPlayed || (hadBase && !tx.landed.has(key)) || tx.server.has(key)
    const next = isPlayed ? show(tx, key, value, rows) : value
    const data = isOwn && !isAnswered(tx, key, next) ? shareStructure(before, next) : next
    if (isPlayed && data !== value) tx.cursors.note(data, value)
    if (isOwn && process.env.NODE_ENV !== 'production') freeze(data, true)
    entries.set(key, entry.data === data ? entry : { ...entry, data })
  })
  overlay.base = base
  touched.clear()
  // Where a row was read for the first time, what was called on it later shows too.
  keepReads(tx)
  makeViews(tx)
}

const show = (tx: Transaction, key: string, value: unknown, rows: Touched): unknown => {
  const shown = showRowByRow(tx, key, value, rows)
  if (shown === undefined) return playAll(tx, key, value)
  tx.index.layers.delete(key)
  return shown
}

/** Does it show a row that is being made, before it has an answer of its own? */
const isMadeIn = (tx: Transaction, key: string): boolean =>
  tx.index.open.inserts.some((operation) => isDetail(tx, operation, key))

/** Is it what RTK Query made of an answer, and nothing of ours? Then it decided what stays the same object. */
const isAnswered = ({ landed, rtk }: Transaction, key: string, data: unknown): boolean =>
  landed.has(key) && rtk.queries[key]?.data === data

/** All operations, one by one. */
const playAll = (tx: Transaction, key: string, value: unknown): unknown => {
  const operations = tx.overlay.operations.filter((operation) => isTarget(tx, operation, key))
  const play = (data: unknown, operation: Operation) =>
    showOperation(tx, key, data, operation, value)
  const layers: Layers<unknown> = playLayers(
    tx.index.layers.get(key),
    value,
    operations,
    play,
    shareStructure,
    // An answer landed: what an operation was certain of, it is no more. A row of another entry may have changed, or gone.
    tx.landed.has(key) || operations.some(({ reads, isSeen }) => reads || isSeen),
  )
  tx.index.layers.set(key, layers)
  return topOf(layers)
}
