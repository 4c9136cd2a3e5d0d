import type { Operation, RowRead, RowRef } from '../operations/operation.ts'
import { isRow } from '../operations/operation.ts'
import type { Mode } from '../rows/player.ts'
import { serverRow } from './server-values.ts'
import { idsOf, keysOfRow, realRow } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { replaceOperation, rowsInEntry, serverValue, touch } from './transaction.ts'

// A recipe may read a row of another entry, to put it into the one that it changes. What was read is kept with the
// operation: then its entries are shown again when that row changes, and the row is still known when no entry holds it
// any more.

/** Plays one operation on an entry's data; an answered one is part of `server`. */
type Play = (
  tx: Transaction,
  key: string,
  data: unknown,
  operation: Operation,
  server: unknown,
) => unknown

/** Gives the recipe that changes an entry the rows as they are before its operation. */
export const createGetRow =
  (tx: Transaction, entry: string, operation: Operation, mode: Mode, play: Play) =>
  (type: string, id: string | number): object | undefined => {
    const ref = realRow(tx, type, String(id))
    const before: Known = operation.reads?.find(isRow(ref)) ?? ref
    const maker = tx.index.open.makerOf(type, ref.id)
    // An answer that has shown it, and is gone, was no proof.
    const isMade = maker && !maker.isSeen
    const server = isMade ? fullestRow(tx, ref) : knownNow(tx, before)
    if (mode !== 'shown') return server
    const reads = tx.reads.get(operation) ?? []
    // One that is being made, was seen, and was taken away again is as gone as any other.
    const isNowhere = !server && isGone(tx, before)
    const read = { ...ref, row: server, ...(isNowhere && { isGone: true }) }
    tx.reads.set(operation, [...reads.filter((one) => !isRow(ref)(one)), read])
    if (isNowhere) return undefined
    return playOlder(tx, entry, operation, ref, server, play)
  }

/** What is known of a row: with what was read of it, if anything. */
type Known = RowRef & Partial<RowRead>

/** Is it known to be gone, though an entry that is its only row goes on showing it? */
const isGone = ({ index }: Transaction, { type, id, isGone }: Known): boolean =>
  isGone === true || index.rows.find(type, id)?.isGone === true

/** What the server last said of a row; of one that is gone, in entries that could be without it. */
const fullestRow = (tx: Transaction, ref: Known): object | undefined => {
  const canTell = (key: string) => !isGone(tx, ref) || !rowsInEntry(tx, key, ref.type)?.isRow
  const keys = keysOfRow(tx, ref).filter(canTell)
  const ids = idsOf(tx, ref)
  return fullest(keys.flatMap((key) => ids.map((id) => serverRow(tx, key, { ...ref, id }))))
}

/** The same, or what was read of it before. */
const knownNow = (tx: Transaction, ref: Known): object | undefined => fullestRow(tx, ref) ?? ref.row

/** Of a row in several entries, the one that has most fields. */
const fullest = (rows: readonly (object | undefined)[]): object | undefined => {
  const size = (row: object | undefined) => (row ? Object.keys(row).length : -1)
  return rows.reduce((best, row) => (size(row) > size(best) ? row : best), undefined)
}

/** A row with the older operations as the entry that is to show it would play them; `undefined` when one deletes it. */
const playOlder = (
  tx: Transaction,
  entry: string,
  operation: Operation,
  ref: RowRef,
  row: object | undefined,
  play: Play,
): object | undefined => {
  const { open } = tx.index
  const { operations } = tx.overlay
  const isIt = ({ requestId }: Operation) => requestId === operation.requestId
  const older = operations.slice(0, operations.findIndex(isIt))
  const maker = row ? undefined : open.makerOf(ref.type, ref.id)
  const from = maker ? older.indexOf(maker) : -1
  const made = maker && from >= 0 ? tx.rowPlayer.create(maker) : undefined
  return playAllIn(tx, () => entry, ref, row ?? made, older.slice(from + 1), row, play)
}

/** A row as several operations would make it, each of them in an entry that has it; `undefined` when one deletes it. */
export const playAllIn = (
  tx: Transaction,
  entryOf: (operation: Operation) => string,
  ref: RowRef,
  row: object | undefined,
  operations: readonly Operation[],
  server: object | undefined,
  play: Play,
): object | undefined => {
  const onRow = tx.index.open.operationsOn(ref.type, ref.id)
  return operations.reduce((known, one) => {
    const next = known && onRow.includes(one) ? tx.rowPlayer.showOne(known, one, server) : known
    return next && playIn(tx, entryOf(one), ref, next, one, server, play)
  }, row)
}

/** What an operation reads is shown differently: so are the entries that it changes. */
export const touchReaders = (tx: Transaction): void => {
  if (!tx.index.open.hasReaders) return
  for (const operation of tx.overlay.operations) {
    const isTouched = (ref: RowRef) => keysOfRow(tx, ref).some((key) => tx.touched.has(key))
    if (operation.reads?.some(isTouched)) for (const key of operation.keys) touch(tx, key)
  }
}

/** A row as an operation would make it in an entry that has it; one that takes it away leaves it elsewhere. */
const playIn = (
  tx: Transaction,
  key: string,
  { type }: RowRef,
  row: object,
  operation: Operation,
  server: object | undefined,
  play: Play,
): object => {
  const place = rowsInEntry(tx, key, type)
  if (!place) return row
  const withRow = (one: object | undefined) => place.set(serverValue(tx, key), one ? [one] : [])
  const next = place.get(play(tx, key, withRow(row), operation, withRow(server)))
  return next[place.indexOf(next, place.idOf(row))] ?? row
}

/** An operation on whole entries became part of them: it is part of rows, too, that none of them tells of. */
export const changeReads = (tx: Transaction, settled: Operation, play: Play): void => {
  if (!tx.index.open.hasReaders) return
  for (const { keys, reads = [] } of tx.overlay.operations) {
    const key = keys.find((one) => settled.keys.includes(one))
    if (key === undefined) continue
    for (const ref of reads) {
      changeRead(tx, ref, (row) => playIn(tx, key, ref, row, settled, undefined, play))
    }
  }
}

/** What happens to a row happens to what was read of it, too: it may be in no entry any more. */
export const changeRead = (
  tx: Transaction,
  ref: RowRef,
  change: (row: object) => object | undefined,
): void => {
  const changed = <O extends Operation>(operation: O): O => ({
    ...operation,
    reads: operation.reads?.map((read): RowRead => {
      if (!isRow(ref)(read) || !read.row) return read
      const row = change(read.row)
      return row ? { ...ref, row } : { ...ref, row, isGone: true }
    }),
  })
  for (const operation of tx.index.open.readersOf(ref.type, ref.id)) {
    for (const key of operation.keys) touch(tx, key)
    replaceOperation(tx, operation, changed(operation))
  }
}

/** Rows that are known to be gone are in nothing that was read, either. */
export const forgetRead = (tx: Transaction, refs: readonly RowRef[]): void => {
  for (const ref of refs) changeRead(tx, ref, () => undefined)
}

/** Keeps what operations have read while they were shown; other ones may be shown where that has brought their rows. */
export const keepReads = (tx: Transaction): void => {
  for (const [operation, reads] of tx.reads) {
    if (!tx.overlay.operations.includes(operation)) continue
    const isKept = (read: RowRead) =>
      operation.reads?.some(
        (one) => isRow(read)(one) && one.row === read.row && one.isGone === read.isGone,
      )
    if (reads.length === operation.reads?.length && reads.every(isKept)) continue
    const isNew = (read: RowRead) => operation.reads?.some(isRow(read)) !== true
    if (reads.some(isNew)) for (const key of operation.keys) touch(tx, key)
    replaceOperation(tx, operation, { ...operation, reads })
  }
  tx.reads.clear()
}
