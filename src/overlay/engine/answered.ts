import type { SettledOperation } from '../operations/operation.ts'
import { isRow } from '../operations/operation.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { withServerFields } from '../rows/answered.ts'
import { isSameList } from '../rows/identity.ts'
import { readRow } from './read-rows.ts'
import { knownRow } from './server-values.ts'
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
  /** A row that it took from another entry, as it is shown there without the operation. */
  getRow(type: string, id: string): object | undefined
}

/** The data in which all that an answered operation changes is as the server has it: it puts in no row that this lacks. */
export const takeBack = (
  tx: Transaction,
  key: string,
  operation: SettledOperation,
  played: Played,
): unknown => {
  const places = [...placesIn(tx, key).values()]
  const taking = { tx, places, operation, played }
  return places.reduce((next, place) => takeBackRows(taking, place, next), played.next)
}

interface Taking {
  readonly tx: Transaction
  /** How the entry shows rows, of all types. */
  readonly places: readonly RowsIn[]
  readonly operation: SettledOperation
  readonly played: Played
}

/** Takes back rows of one type. */
const takeBackRows = (
  { tx, places, operation, played: { data, server, getRow } }: Taking,
  place: RowsIn,
  next: unknown,
): unknown => {
  const { madeId, scope, reads } = operation
  const { type } = place
  const made = type === tx.schema.recipeOf(operation).insert?.type ? madeId : undefined
  const [old, rows] = [place.get(data), place.get(next)]
  if (made === undefined && isSameList(old, rows)) return next
  const [known, said] = [byId(place, old), byId(place, place.get(server))]
  // Rows of another type within these are dealt with by themselves.
  const others = places.filter((one) => one !== place)
  const inner = new Set(others.flatMap((one) => [...one.get(next), ...one.get(server)]))
  const isInner = (value: unknown): boolean =>
    Array.isArray(value) ? value.some(isInner) : inner.has(value as object)
  const isPut = (row: object) => known.has(place.idOf(row)) || said.has(place.idOf(row))
  const kept = rows.filter(isPut).map((row) => {
    const ref = { type, id: place.idOf(row) }
    const { id } = ref
    const was = known.get(id) ?? (reads?.some(isRow(ref)) ? getRow(type, id) : undefined)
    const own = said.get(id) ?? readRow(tx, ref) ?? knownRow(tx, ref)
    if (own && id === made) return withServerFields({}, { ...own, ...row }, own, isInner)
    if (row === was || !own) return row
    return was ? withServerFields(was, row, own, isInner) : own
  })
  const ids = new Set(rows.map(place.idOf))
  // What it takes away, and a later answer has again, stands where it stood.
  old.forEach((row, i) => {
    const id = place.idOf(row)
    if (!ids.has(id) && said.has(id)) kept.splice(i, 0, row)
  })
  // It is made after those that older operations make.
  const at = scope === undefined ? -1 : kept.findIndex((row) => place.idOf(row) === made)
  let to = at
  while (to > 0 && !said.has(place.idOf(kept[to - 1]))) to--
  if (to < at) kept.splice(to, 0, ...kept.splice(at, 1))
  return isSameList(kept, rows) ? next : place.set(next, kept)
}

export const byId = (place: RowsIn, rows: readonly object[]): ReadonlyMap<string, object> =>
  new Map(rows.map((row) => [place.idOf(row), row]))
