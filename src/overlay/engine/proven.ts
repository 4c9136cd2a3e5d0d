import type { Operation, RowRef, SettledOperation } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import { changeRows } from '../recipes/change-rows.ts'
import { withServerFields } from '../rows/answered.ts'
import { mergeRow } from '../rows/identity.ts'
import type { Mode } from '../rows/player.ts'
import { byId } from './answered.ts'
import { isAbout, rowsOf } from './conflicts.ts'
import { knownRow } from './server-values.ts'
import type { Transaction } from './transaction.ts'
import { placesIn } from './transaction.ts'

// A row whose version proves that it has an operation has all older ones, too.

/** By `type/id`: which is the last of some operations that a row has. */
export type Proven = ReadonlyMap<string, number>

/** Does the version of a row prove that the operation is part of it? */
const isIn = (tx: Transaction, ref: RowRef, row: object, operation: SettledOperation): boolean => {
  const said = tx.rowPlayer.said(ref, operation)
  return said ? tx.schema.compare(ref.type, said, row) <= 0 : false
}

/** What the rows of an entry's data prove. */
export const provenIn = (
  tx: Transaction,
  key: string,
  data: unknown,
  operations: readonly SettledOperation[],
): Proven => {
  const proven = new Map<string, number>()
  if (operations.length === 0) return proven
  const places = [...placesIn(tx, key)]
  const rows = new Map(places.map(([type, place]) => [type, byId(place, place.get(data))]))
  for (const [at, one] of operations.entries()) {
    for (const ref of rowsOf(tx, one)) {
      const row = rows.get(ref.type)?.get(ref.id)
      if (row && isIn(tx, ref, row, one)) proven.set(rowKey(ref.type, ref.id), at)
    }
  }
  return proven
}

interface Step {
  /** Which one of the operations it is, and what it made of the data. */
  readonly at: number
  readonly before: unknown
  readonly next: unknown
  /** The data without any. */
  readonly answered: unknown
}

/**
 * An entry's data with one of the operations played on it: rows that have a newer one stay as they were before. A row that
 * was put in was so as it is known by now, and has all that settled since.
 */
export const keepProven = (
  tx: Transaction,
  key: string,
  operation: SettledOperation,
  proven: Proven,
  { at, before, next, answered }: Step,
): unknown => {
  const { reads } = operation
  if (next === before || (proven.size === 0 && before === answered && !reads)) return next
  let value = next
  for (const [type, place] of placesIn(tx, key)) {
    const [said, olds] = [answered, before].map((data) => byId(place, place.get(data)))
    value = changeRows(place, value, (row, id) => {
      const [old, ref] = [olds?.get(id), { type, id }]
      const isNewer = (proven.get(rowKey(type, id)) ?? -1) > at
      // Where it says the row itself, that tells whether it has to be played.
      if (isNewer && !tx.rowPlayer.said(ref, operation) && isAbout(tx, operation, ref)) return old
      const known = said?.has(id) ? undefined : knownRow(tx, ref)
      // What it takes from elsewhere may have it already, and what is newer than it, too.
      const was = old ?? (reads && known && isIn(tx, ref, known, operation) ? {} : undefined)
      return known && was ? withServerFields(was, row, known) : row
    })
  }
  return value
}

/**
 * A row with an operation on it. One that proves to have it already goes without those older ones that it was given since
 * by mistake.
 */
export const playRow = (
  tx: Transaction,
  { type, id }: RowRef,
  row: object,
  operation: Operation,
  mode: Mode,
): object | undefined => {
  const { rowPlayer, index, schema } = tx
  let next = rowPlayer.play(row, operation, mode)
  if (operation.status !== 'settled' || !isIn(tx, { type, id }, row, operation)) return next
  for (const past of [...(index.rows.find(type, id)?.past ?? [])].reverse()) {
    const { was, startedAt = Infinity } = past
    if (!next || !was || startedAt > operation.startedAt) break
    // Another row may have come since: that was not given it.
    if (schema.compare(type, past.row ?? was, row) === 0) next = mergeRow(next, was)
  }
  return next
}
