import type { SettledOperation } from '../operations/operation.ts'
import type { ToldRow } from '../operations/told.ts'
import { changedIn, mergeRow } from '../rows/identity.ts'
import { notePast } from '../rows/row-index.ts'
import type { Transaction } from './transaction.ts'
import { entryOf } from './transaction.ts'

/** The row with what is told of it: `undefined` when it is gone, as it is where it has a newer version. */
export const tellRow = (
  { schema }: Pick<Transaction, 'schema'>,
  row: object,
  { type, fields }: ToldRow,
): object | undefined => {
  if (!fields) return undefined
  const next = mergeRow(row, fields)
  const [told, known] = [schema.versionOf(type, next), schema.versionOf(type, row)]
  return told !== undefined && known !== undefined && told < known ? row : next
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
  for (const [type, place] of tx.schema.rowsIn(entryOf(tx, key)?.endpointName)) {
    const byId = new Map(told.filter((one) => one.type === type).map((one) => [one.id, one]))
    if (byId.size === 0) continue
    let isSame = true
    const rows = place.get(next).map((row) => {
      const said = byId.get(place.idOf(row))
      const changed = said ? change(tx, row, said) : row
      isSame &&= changed === row
      return changed
    })
    if (!isSame)
      next = place.set(
        next,
        rows.filter((row) => row !== undefined),
      )
  }
  return next
}

/** Of rows that stand where they stood only others within them may have changed. */
export const carryFolds = (tx: Transaction, key: string, before: unknown, after: unknown): void => {
  const places = tx.schema.rowsIn(entryOf(tx, key)?.endpointName)
  for (const place of places.size > 1 ? places.values() : []) {
    const rows = place.get(after)
    for (const [i, row] of place.get(before).entries()) {
      const next = rows[i]
      if (next && next !== row && place.idOf(next) === place.idOf(row))
        tx.rowPlayer.carryFold(row, next)
    }
  }
}

/** Notes what a mutation changed of the rows of an entry. */
export const noteChanges = (
  tx: Transaction,
  key: string,
  before: unknown,
  after: unknown,
  { startedAt, endedAt: at }: SettledOperation,
): void => {
  for (const [type, place] of tx.schema.rowsIn(entryOf(tx, key)?.endpointName)) {
    const old = place.get(before)
    const known = new Map(old.map((row) => [place.idOf(row), row]))
    for (const [i, row] of place.get(after).entries()) {
      const id = place.idOf(row)
      const was = row === old[i] ? row : known.get(id)
      if (!was || was === row) continue
      tx.rowPlayer.noteFold(was, row, startedAt)
      const fields = changedIn(was, row)
      notePast(tx.index.rows.find(type, id), { at, play: (one) => mergeRow(one, fields) })
    }
  }
}
