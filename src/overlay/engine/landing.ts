import type { RowRef } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import { changeRows, positionsOf } from '../recipes/change-rows.ts'
import { pickFields } from '../recipes/named-fields.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { mergeRow } from '../rows/identity.ts'
import { serverRow, writeValue } from './server-values.ts'
import type { Transaction } from './transaction.ts'
import { land, placesIn, rowsInEntry, serverValue } from './transaction.ts'

/** Rows that come in with a value. */
interface Arrival {
  readonly key: string
  /** What the entry had before. */
  readonly before: unknown
  /** The overlay's clock when the request left that brings them. */
  readonly sentAt: number
  /** Only these were told; all unless said. */
  isTold?(row: object): boolean
}

/**
 * One row, one truth: an answer's rows are compared with what is known of them. The newer one wins, in the entry that
 * the answer is for too, and a row that wins is written into every other entry that holds it.
 *
 * @returns the entry's server value: the answer, with older rows replaced by what is known of them; and which those are.
 */
export const landRows = (
  tx: Transaction,
  arrival: Arrival,
  value: unknown,
): { readonly value: unknown; readonly kept: ReadonlySet<string> } => {
  const places = [...placesIn(tx, arrival.key).values()]
  let data = value
  const keptKeys = new Set<string>()
  const keptRows: unknown[] = []
  // All types are compared as they were said: a row that is kept may hold an older one of another type.
  const compared = places.map((place) => ({ place, ...compareRows(tx, arrival, place, value) }))
  for (const { place, kept } of compared) {
    if (kept.size > 0) data = changeRows(place, data, (row, id) => keepKnown(row, kept.get(id)))
    for (const [id, known] of kept) {
      keptKeys.add(rowKey(place.type, id))
      keptRows.push(known.row, known.own)
    }
  }
  if (keptRows.length > 0 && places.length > 1) {
    const inside = objectsIn(keptRows)
    for (const place of places) {
      const said = new Map(place.get(value).map((row) => [place.idOf(row), row]))
      data = changeRows(place, data, (row, id) => {
        const ref = rowKey(place.type, id)
        if (!inside.has(row) || keptKeys.has(ref)) return row
        const own = said.get(id)
        // Only the kept row has it: the answer says nothing of its age.
        if (!own) keptKeys.add(ref)
        return own ?? row
      })
    }
  }
  for (const { place, news } of compared) spreadRows(tx, place, data, news)
  return { value: data, kept: keptKeys }
}

/**
 * A row that an answer, or a tell, changed may hold rows of other types: the newer of each wins, and is known everywhere.
 *
 * @param refs the rows that were changed.
 */
export const spreadNested = (
  tx: Transaction,
  key: string,
  before: unknown,
  sentAt: number,
  refs: readonly RowRef[],
  made?: object,
): void => {
  const types = placesIn(tx, key)
  if (types.size < 2) return
  const value = serverValue(tx, key)
  const changed = refs.flatMap(({ type, id }) => {
    const place = types.get(type)
    const rows = place?.get(value) ?? []
    return place ? positionsOf(place, rows, id).map((at) => rows[at]) : []
  })
  const roots = new Set<unknown>([...changed, made, null])
  const nested = new Set([...objectsIn([...roots])].filter((one) => !roots.has(one)))
  if (nested.size === 0) return
  const landed = landRows(tx, { key, before, sentAt, isTold: (one) => nested.has(one) }, value)
  if (landed.value !== value) writeValue(tx, key, landed.value)
}

/** All objects that others lead to. */
const objectsIn = (values: readonly unknown[]): ReadonlySet<unknown> => {
  const found = new Set<unknown>(values)
  // A Set's iterator also visits what is added meanwhile.
  for (const value of found) {
    if (typeof value !== 'object' || value === null) continue
    for (const part of Object.values(value)) if (typeof part === 'object') found.add(part)
  }
  return found
}

interface Known {
  readonly row: object
  /** The entry's own row, if app code wrote it after this request left. */
  readonly own: object | undefined
  /** The known row may have fewer fields: the missing ones are taken from the answer. */
  readonly isPartial: boolean
}

const keepKnown = (answered: object, known: Known | undefined): object =>
  known?.isPartial ? { ...answered, ...known.own, ...known.row } : (known?.row ?? answered)

interface Comparison {
  /** Rows that are known newer, by id. */
  readonly kept: ReadonlyMap<string, Known>
  /** The ids of rows that other entries hold too, by the key of such an entry. */
  readonly news: ReadonlyMap<string, ReadonlySet<string>>
}

const compareRows = (
  tx: Transaction,
  { key: queryCacheKey, before, sentAt, isTold }: Arrival,
  place: RowsIn,
  data: unknown,
): Comparison => {
  const { type } = place
  const index = tx.index.rows
  const old = place.get(before)
  const kept = new Map<string, Known>()
  const news = new Map<string, Set<string>>()
  const isOwnNewer = index.writtenAt(queryCacheKey) > sentAt

  const compare = (row: object) => {
    const id = place.idOf(row)
    const record = index.find(type, id)
    if (!record) return
    const others = [...record.positions.keys()].filter((key) => key !== queryCacheKey)
    const { writtenFields } = record
    const holder = record.writtenBy ?? others[0] ?? queryCacheKey
    const known = serverRow(tx, holder, { type, id })
    if (known && (sentAt < record.writtenAt || tx.schema.compare(type, row, known) < 0)) {
      const own = isOwnNewer ? serverRow(tx, queryCacheKey, { type, id }) : undefined
      const isPartial = holder !== queryCacheKey || writtenFields !== undefined
      const isWritten = (name: string) => writtenFields?.includes(name) === true
      kept.set(id, { row: writtenFields ? pickFields(known, isWritten) : known, own, isPartial })
      return
    }
    for (const key of others) {
      news.set(key, (news.get(key) ?? new Set()).add(id))
    }
  }

  const rows = place.get(data)
  const isSameLength = rows.length === old.length
  const seen = isSameLength ? undefined : new Set(old)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    // Same object: unchanged, nothing to propagate.
    if (!row || row === old[i] || seen?.has(row)) continue
    if (!isTold || isTold(row)) compare(row)
  }
  return { kept, news }
}

const spreadRows = (
  tx: Transaction,
  from: RowsIn,
  data: unknown,
  news: Comparison['news'],
): void => {
  if (news.size === 0) return
  const rows = new Map(from.get(data).map((row) => [from.idOf(row), row]))
  for (const [key, ids] of news) {
    const place = rowsInEntry(tx, key, from.type)
    if (!place) continue
    // Fields that the row does not have keep their value: a list may show less of it than a detail.
    const next = changeRows(place, serverValue(tx, key), (row, id) => {
      const said = ids.has(id) ? rows.get(id) : undefined
      return said ? mergeRow(row, said) : row
    })
    writeValue(tx, key, next)
    land(tx, key)
  }
}
