import type { Operation } from '../operations/operation.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { isSameList } from '../rows/identity.ts'
import { findNear, SEVERAL } from '../rows/positions.ts'
import { madeBy } from './created-rows.ts'
import { stands } from './fold.ts'
import { idsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'

/** An entry whose rows of one type are shown row by row. */
export interface Showing {
  readonly tx: Transaction
  readonly key: string
  readonly place: RowsIn
  /** What the server last said. */
  readonly value: unknown
}

/** All rows of the entry, with those that are being made around them; `undefined` where it has to be played. */
export const showAll = (showing: Showing): unknown => {
  const { tx, place, value } = showing
  const before = place.get(value)
  const rows = [...showRows(showing, before)]
  // An entry that is its only row cannot be without it.
  if (rows.length === 0 && before.length > 0) return undefined
  for (const operation of tx.index.open.inserts) {
    const made = madeRow(showing, operation)
    if (!made) continue
    if (made.isAtEnd) rows.push(made.row)
    else rows.unshift(made.row)
  }
  return isSameList(rows, before) ? value : place.set(value, rows)
}

const showRows = ({ tx, key, place }: Showing, before: readonly object[]): readonly object[] => {
  const { index, rowPlayer } = tx
  const { type } = place
  const byId = index.open.byRow.get(type)
  if (!byId) return before
  const rows: (object | undefined)[] = before.slice()
  const showAt = (at: number, id: string) => {
    const operations = index.open.operationsOn(type, id)
    if (operations.length > 0) rows[at] = rowPlayer.show(before[at] as object, operations)
  }
  const changed = [...byId.keys()].flatMap((id) => idsOf(tx, { type, id }))
  const positions = changed.map((id) => index.rows.find(type, id)?.positions.get(key))
  // With many of them a walk over all rows is shorter.
  if (changed.length * 4 > before.length || positions.includes(SEVERAL)) {
    for (const [at, row] of before.entries()) showAt(at, place.idOf(row))
  } else {
    for (const [i, id] of changed.entries()) {
      const position = positions[i]
      const at = position === undefined ? -1 : findNear(before, place, id, position)
      if (at >= 0) showAt(at, id)
    }
  }
  return rows.filter((row) => row !== undefined)
}

interface Made {
  readonly row: object
  readonly isAtEnd: boolean
}

/** The row that an operation makes in the entry; `undefined` where it is there already, or gone. */
export const madeRow = ({ tx, key, place }: Showing, operation: Operation): Made | undefined => {
  const { index, schema, rowPlayer } = tx
  const insert = schema.recipeOf(operation).insert
  if (insert?.type !== place.type || !stands(tx, key, operation, insert)) return undefined
  const made = madeBy(tx, operation)
  if (!made) return undefined
  const id = schema.ask('', () => place.idOf(made), operation)
  const isThere = (one: string) => index.rows.find(place.type, one)?.positions.has(key) === true
  if (id === '' || isThere(id)) return undefined
  if (operation.madeId !== undefined && isThere(operation.madeId)) return undefined
  const row = rowPlayer.show(made, index.open.operationsOn(place.type, id), true)
  return row && { row, isAtEnd: insert.at === 'end' }
}
