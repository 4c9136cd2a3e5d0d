import type { Lens } from './lens.ts'
import { mergeRow } from './merge-row.ts'
import { rowKey } from './row-index.ts'
import { writeValue } from './server-values.ts'
import { serverRow } from './single-row.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, land, lensOn, serverValue } from './transaction.ts'

/**
 * One row, one truth (design.md, I4). An answer's rows are compared with what is known of them: the newer one wins, in
 * the entry that the answer is for too, and a row that wins is written into every other entry that holds it.
 *
 * @returns the entry's server value: the answer, with older rows replaced by what is known of them; and which those are.
 */
export const landRows = (
  tx: Transaction,
  queryCacheKey: string,
  value: unknown,
  sentAt: number,
): { readonly value: unknown; readonly kept: ReadonlySet<string> } => {
  let data = value
  const keptKeys = new Set<string>()
  for (const lens of tx.schema.lensesOf(entryOf(tx, queryCacheKey)?.endpointName)) {
    const { kept, news } = compareRows(tx, lens, queryCacheKey, data, sentAt)
    if (kept.size > 0) data = replaceRows(lens, data, (row, id) => keepKnown(row, kept.get(id)))
    for (const id of kept.keys()) keptKeys.add(rowKey(lens.type, id))
    spreadRows(tx, lens.type, news)
  }
  return { value: data, kept: keptKeys }
}

interface Known {
  readonly row: object
  /** What the entry itself had, where that is newer than its answer: its user wrote it meanwhile. */
  readonly own: object | undefined
  /** It is known from an entry that may show less of it: what that does not show is news all the same. */
  readonly isPartial: boolean
}

const keepKnown = (answered: object, known: Known | undefined): object | undefined =>
  known?.isPartial ? { ...answered, ...known.own, ...known.row } : known?.row

interface Comparison {
  /** Rows that are known newer, by id. */
  readonly kept: ReadonlyMap<string, Known>
  /** Rows that other entries hold too, by the key of such an entry and by id. */
  readonly news: ReadonlyMap<string, ReadonlyMap<string, object>>
}

const compareRows = (
  tx: Transaction,
  lens: Lens,
  queryCacheKey: string,
  data: unknown,
  sentAt: number,
): Comparison => {
  const old = lens.get(serverValue(tx, queryCacheKey))
  const kept = new Map<string, Known>()
  const news = new Map<string, Map<string, object>>()
  const isOwnNewer = tx.index.writtenAt(queryCacheKey) > sentAt

  const compare = (row: object) => {
    const id = lens.idOf(row)
    const places = tx.index.placesOf(lens.type, id)
    if (!places) return
    const others = [...places.positions.keys()].filter((key) => key !== queryCacheKey)
    const { writtenFields } = places
    const holder = places.writtenBy ?? others[0] ?? queryCacheKey
    const ref = { type: lens.type, id }
    const known = serverRow(tx, holder, ref)
    if (known && (sentAt < places.writtenAt || isOlder(lens, row, known))) {
      const own = isOwnNewer ? serverRow(tx, queryCacheKey, ref) : undefined
      const isPartial = holder !== queryCacheKey || writtenFields !== undefined
      kept.set(id, { row: writtenFields ? pick(known, writtenFields) : known, own, isPartial })
      return
    }
    for (const key of others) {
      const rows = news.get(key) ?? new Map<string, object>()
      news.set(key, rows.set(id, row))
    }
  }

  const rows = lens.get(data)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    // Structural sharing keeps a row that did not change: nobody has to hear of it.
    if (row && row !== old[i]) compare(row)
  }
  return { kept, news }
}

const pick = (row: object, fields: readonly string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([field]) => fields.includes(field)))

/** Only where both say when the server wrote them. */
const isOlder = (lens: Lens, row: object, known: object): boolean => {
  const [a, b] = [lens.versionOf(row), lens.versionOf(known)]
  return a !== undefined && a !== null && b !== undefined && b !== null && a < b
}

const spreadRows = (tx: Transaction, type: string, news: Comparison['news']): void => {
  for (const [key, rows] of news) {
    const lens = lensOn(tx, key, type)
    if (!lens) continue
    // Fields that the row does not have keep their value: a list may show less of it than a detail.
    const next = replaceRows(lens, serverValue(tx, key), (row, id) => {
      const news = rows.get(id)
      return news && mergeRow(row, news)
    })
    writeValue(tx, key, next)
    land(tx, key)
  }
}

const replaceRows = (
  lens: Lens,
  data: unknown,
  replacement: (row: object, id: string) => object | undefined,
): unknown => {
  const before = lens.get(data)
  let isChanged = false
  const rows = before.map((row) => {
    const next = replacement(row, lens.idOf(row)) ?? row
    if (next !== row) isChanged = true
    return next
  })
  return isChanged ? lens.set(data, rows) : data
}
