import type { SettledOperation } from '../operations/operation.ts'
import { isRow } from '../operations/operation.ts'
import { freezeNew } from '../recipes/draft.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { withServerFields } from '../rows/answered.ts'
import { isSameList } from '../rows/identity.ts'
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
  // Rows within these are dealt with by themselves.
  const inner = new Set(places.flatMap((one) => [...one.get(next), ...one.get(server)]))
  const isInner = (value: unknown): boolean =>
    Array.isArray(value) ? value.some(isInner) : inner.has(value as object)
  const known = finderOf(place, old)
  const said = finderOf(place, place.get(server))
  const left = finderOf(place, rows)
  const backOf = (row: object, i: number): object | undefined => {
    if (row === old[i] && made === undefined) return row
    const ref = { type, id: place.idOf(row) }
    const { id } = ref
    const [before, put] = [known(id, i), said(id, i)]
    if (!before && !put) return undefined
    const was = before ?? (reads?.some(isRow(ref)) ? getRow(type, id) : undefined)
    const own = put ?? knownRow(tx, ref)
    if (own && id === made) return withServerFields({}, { ...own, ...row }, own, isInner)
    if (!own) return row
    return was ? withServerFields(was, row, own, isInner) : own
  }
  const kept = rows.map(backOf).filter((row) => row !== undefined)
  // What it takes away, and a later answer has again, stands where it stood.
  old.forEach((row, i) => {
    const id = place.idOf(row)
    if (!left(id, i) && said(id, i)) kept.splice(i, 0, row)
  })
  // It is made after those that older operations make.
  const at = scope === undefined || made === undefined ? -1 : place.indexOf(kept, made)
  let to = at
  while (to > 0 && !said(place.idOf(kept[to - 1]), to - 1)) to--
  if (to < at) kept.splice(to, 0, ...kept.splice(at, 1))
  return isSameList(kept, rows) ? next : place.set(next, freezeNew(rows, kept))
}

/** Finds rows by their ids: nearly always one stands where another list has it. */
const finderOf = (place: RowsIn, rows: readonly object[]) => {
  let known: ReadonlyMap<string, object> | undefined
  return (id: string, at: number): object | undefined => {
    const near = rows[at]
    if (near && place.idOf(near) === id) return near
    known ??= byId(place, rows)
    return known.get(id)
  }
}

/** Rows by their ids. */
export const byId = (place: RowsIn, rows: readonly object[]): ReadonlyMap<string, object> =>
  new Map(rows.map((row) => [place.idOf(row), row]))
