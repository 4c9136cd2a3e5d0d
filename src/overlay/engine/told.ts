import type { SettledOperation } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import type { ToldRow } from '../operations/told.ts'
import { changeRows } from '../recipes/change-rows.ts'
import { changedIn, mergeRow } from '../rows/identity.ts'
import { notePast } from '../rows/row-record.ts'
import { byId } from './answered.ts'
import { isAbout } from './conflicts.ts'
import type { Transaction } from './transaction.ts'
import { placesIn } from './transaction.ts'

/** The row with what is told of it: `undefined` when it is gone, as it is where it has a newer version. */
export const tellRow = (
  { schema }: Pick<Transaction, 'schema'>,
  row: object,
  { type, fields }: ToldRow,
): object | undefined => {
  if (!fields) return undefined
  const next = mergeRow(row, fields)
  return schema.compare(type, next, row) < 0 ? row : next
}

/** An entry's data with what is told of its rows: one pass, however many those are. */
export const playTold = (
  tx: Transaction,
  key: string,
  data: unknown,
  told: readonly ToldRow[],
  change: typeof tellRow,
): unknown => {
  let next = data
  for (const [type, place] of placesIn(tx, key)) {
    const byId = new Map(told.filter((one) => one.type === type).map((one) => [one.id, one]))
    if (byId.size === 0) continue
    next = changeRows(place, next, (row, id) => {
      const said = byId.get(id)
      return said ? change(tx, row, said) : row
    })
  }
  return next
}

/** What a mutation made of an entry's data. */
export interface Change {
  readonly before: unknown
  readonly after: unknown
  readonly operation: SettledOperation
}

/**
 * Notes what an operation changed of the rows of an entry, but for those (`type/id`) that are known newer, and those that it
 * is noted on already.
 *
 * @param newer when those had settled that took effect after it.
 */
export const noteChanges = (
  tx: Transaction,
  key: string,
  { before, after, operation }: Change,
  newer: ReadonlySet<number>,
  kept?: ReadonlySet<string>,
): void => {
  if (before === after) return
  const { startedAt, endedAt: at } = operation
  for (const [type, place] of placesIn(tx, key)) {
    const known = byId(place, place.get(before))
    for (const row of place.get(after)) {
      const id = place.idOf(row)
      const was = known.get(id)
      if (!was || was === row || kept?.has(rowKey(type, id))) continue
      const fields = changedIn(was, row)
      // A row within one that it changed may be an equal one.
      if (Object.keys(fields).length === 0 || !isAbout(tx, operation, { type, id })) continue
      const record = tx.index.rows.find(type, id)
      if (record?.past.some((one) => one.at === at && !one.was)) continue
      const play = (one: object) => mergeRow(one, fields)
      const past = { at, play, startedAt, row: was, was: changedIn(row, was) }
      notePast(record, past, newer)
    }
  }
}
