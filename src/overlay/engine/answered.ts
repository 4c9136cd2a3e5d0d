import type { SettledOperation } from '../operations/operation.ts'
import { isRow, rowKey } from '../operations/operation.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { withServerFields } from '../rows/answered.ts'
import { isSameList } from '../rows/identity.ts'
import { readRow } from './read-rows.ts'
import type { Transaction } from './transaction.ts'
import { placesIn } from './transaction.ts'

// An answered operation is part of the server value. As long as an older one is open, that is played over both; then the
// answered one takes back what the older one changes of its own, and what the server has of that is shown again.

interface Played {
  /** The entry's data without the operation, and as its recipe makes it of that. */
  readonly data: unknown
  readonly next: unknown
  /** A value that the operation is part of. */
  readonly server: unknown
  /** Rows on which it is played again, by `type/id`, as on all that are others than in `server`. */
  readonly again?: ReadonlySet<string> | undefined
}

/** The data in which all that an answered operation changes is as the server has it; rows that it lacks are as played. */
export const takeBack = (
  tx: Transaction,
  key: string,
  operation: SettledOperation,
  played: Played,
): unknown => {
  const { madeId, scope } = operation
  const places = [...placesIn(tx, key).values()]
  const madeType = tx.schema.recipeOf(operation).insert?.type
  return places.reduce((value, place) => {
    const made = place.type === madeType ? madeId : undefined
    const others = places.filter((one) => one !== place)
    const { type } = place
    const isIn = (row: object) => tx.rowPlayer.isIn({ type, id: place.idOf(row) }, row, operation)
    const serverOf = (id: string) => readRow(tx, { type, id })
    const isRead = (id: string) => operation.reads?.some(isRow({ type, id })) === true
    const isOrdered = scope !== undefined
    const taking = { place, others, made, isOrdered, isIn, serverOf, isRead }
    return takeBackRows(taking, { ...played, next: value })
  }, played.next)
}

/** Rows of one type. */
interface Taking {
  readonly place: RowsIn
  /** How the entry shows rows of other types. */
  readonly others: readonly RowsIn[]
  /** The id of the row that the operation made. */
  readonly made: string | undefined
  /** It is made after those that older operations make. */
  readonly isOrdered: boolean
  /** Does a row's version prove that the operation is part of it? */
  isIn(row: object): boolean
  /** A row that stands here for an operation took it from another entry, as the server has it. */
  serverOf(id: string): object | undefined
  /** Is the row one that this operation took? */
  isRead(id: string): boolean
}

const takeBackRows = (
  { place, others, made, isOrdered, isIn, serverOf, isRead }: Taking,
  { data, next, server, again }: Played,
): unknown => {
  const [old, rows] = [place.get(data), place.get(next)]
  if (made === undefined && isSameList(old, rows)) return next
  const [known, said] = [byId(place, old), byId(place, place.get(server))]
  // Rows of another type within these are dealt with by themselves.
  const inner = new Set(others.flatMap((one) => [...one.get(next), ...one.get(server)]))
  const isInner = (value: unknown): boolean =>
    Array.isArray(value) ? value.some(isInner) : inner.has(value as object)
  // An answer that has the operation lacks what it lacks.
  const isPut = (row: object) => known.has(place.idOf(row)) || said.has(place.idOf(row))
  const kept = (again ? rows.filter(isPut) : rows).map((row) => {
    const id = place.idOf(row)
    const [was, own] = [known.get(id), said.get(id) ?? serverOf(id)]
    if (own && id === made) return withServerFields({}, { ...own, ...row }, own, isInner)
    if (row === was || !own) return row
    const isAgain = again && (was !== own || again.has(rowKey(place.type, id)))
    if (isAgain && !isIn(own)) return row
    if (!was) return isRead(id) ? row : own
    return withServerFields(was, row, own, isInner)
  })
  const ids = new Set(rows.map(place.idOf))
  // What it takes away, and a later answer has again, stands where it stood.
  old.forEach((row, i) => {
    const id = place.idOf(row)
    if (!ids.has(id) && said.has(id)) kept.splice(i, 0, row)
  })
  const at = isOrdered ? kept.findIndex((row) => place.idOf(row) === made) : -1
  let to = at
  while (to > 0 && !said.has(place.idOf(kept[to - 1]))) to--
  if (to < at) kept.splice(to, 0, ...kept.splice(at, 1))
  return isSameList(kept, rows) ? next : place.set(next, kept)
}

export const byId = (place: RowsIn, rows: readonly object[]): ReadonlyMap<string, object> =>
  new Map(rows.map((row) => [place.idOf(row), row]))
