import type { Lens } from './lens.ts'
import type { Schema } from './schema.ts'

/** Where a row is shown, and how new it is. */
export interface RowPlaces {
  /** The overlay's clock when the request left whose answer wrote the row. */
  writtenAt: number
  /** The entry that was the answer's: its row has what that said, and nothing older. */
  writtenBy: string | undefined
  /** Once that entry is gone: the fields that it had. Nothing newer is known of the others. */
  writtenFields: readonly string[] | undefined
  /**
   * By the cache key of each entry whose server value holds it: its position among the rows there, or `SEVERAL` where it
   * may stand more than once, as in overlapping pages.
   */
  readonly positions: Map<string, number>
}

/** No one position is known. */
export const SEVERAL = -1

/** What a server value says of its rows. */
export interface RowNews {
  /** The overlay's clock when the request left that brought them. */
  readonly writtenAt: number
  /** Of rows that are the objects they were it says nothing: a user wrote the others. */
  readonly onlyChanged: boolean
  /** Rows (`type/id`) in which what was known won: they are as new as they were. */
  readonly kept: ReadonlySet<string>
}

/**
 * Which entries hold which row, so that nothing ever searches the cache: made from the server values, and kept up to
 * date with each of them. It is not part of the state: it can always be made again from there.
 */
export interface RowIndex {
  placesOf(type: string, id: string): RowPlaces | undefined
  /** How new an entry itself is: {@link RowNews.writtenAt} of what was last written into it. */
  writtenAt(queryCacheKey: string): number
  /** Does any entry hold the row of this key (`type/id`)? */
  holds(key: string): boolean
  /** The keys of the entries that an endpoint has data in. */
  entriesOf(endpointName: string): ReadonlySet<string>
  /** How many entries have data. */
  entryCount(): number
  /**
   * Learns an entry's new rows, and how new they are. Returns the keys (`type/id`) of rows that no entry holds any more.
   */
  write(
    queryCacheKey: string,
    endpointName: string,
    before: unknown,
    after: unknown,
    news?: RowNews,
  ): ReadonlySet<string>
  /** How many rows are known; for tests. */
  size(): number
}

/** One type's rows of an entry, before and after. */
interface Writing {
  readonly lens: Lens
  readonly queryCacheKey: string
  readonly old: readonly object[]
  readonly next: readonly object[]
}

const nobody: ReadonlySet<string> = new Set()

/** The key of a row among all types. */
export const rowKey = (type: string, id: string): string => `${type}/${id}`

/** Makes an empty index. */
export const createRowIndex = (schema: Schema): RowIndex => {
  const byType = new Map<string, Map<string, RowPlaces>>()
  const entries = new Map<string, Set<string>>()
  const written = new Map<string, number>()
  let count = 0

  const rowsOf = (type: string): Map<string, RowPlaces> => {
    const known = byType.get(type)
    if (known) return known
    const made = new Map<string, RowPlaces>()
    byType.set(type, made)
    return made
  }

  /** Notes where a row stands in an entry. */
  const stand = (
    { positions }: RowPlaces,
    { lens, queryCacheKey, next }: Writing,
    id: string,
    position: number,
  ) => {
    const known = positions.get(queryCacheKey)
    if (known === position || known === SEVERAL) return
    const other = known === undefined ? undefined : next[known]
    const isTwice = other !== undefined && lens.idOf(other) === id
    positions.set(queryCacheKey, isTwice ? SEVERAL : position)
  }

  const list = (queryCacheKey: string, endpointName: string, hasData: boolean) => {
    const keys = entries.get(endpointName) ?? new Set()
    const before = keys.size
    if (hasData) keys.add(queryCacheKey)
    else keys.delete(queryCacheKey)
    count += keys.size - before
    if (keys.size > 0) entries.set(endpointName, keys)
    else entries.delete(endpointName)
  }

  const age = (places: RowPlaces, queryCacheKey: string, writtenAt: number | undefined) => {
    if (writtenAt === undefined || writtenAt < places.writtenAt) return
    places.writtenAt = writtenAt
    places.writtenBy = queryCacheKey
    places.writtenFields = undefined
  }

  /** Notes an entry's rows, and how new they are; takes them off those that `left` it. */
  const enter = (writing: Writing, left: Set<string>, news: RowNews | undefined) => {
    const { lens, queryCacheKey, old, next } = writing
    const rows = rowsOf(lens.type)
    const dateOf = createDating(writing, news)
    for (let i = 0; i < next.length; i++) {
      const row = next[i] as object
      const isWhereItWas = row === old[i]
      if (isWhereItWas && !news) continue
      const id = lens.idOf(row)
      if (left.size > 0) left.delete(id)
      const writtenAt = dateOf(row, id)
      const places = rows.get(id)
      if (places) {
        if (!isWhereItWas) stand(places, writing, id, i)
        age(places, queryCacheKey, writtenAt)
      } else {
        const positions = new Map([[queryCacheKey, i]])
        rows.set(id, {
          writtenAt: writtenAt ?? 0,
          writtenBy: queryCacheKey,
          writtenFields: undefined,
          positions,
        })
      }
    }
  }

  /** Takes an entry off the rows that it does not hold any more; notes those that nothing holds. */
  const leave = (
    { lens, queryCacheKey, old, next }: Writing,
    left: Iterable<string>,
    hidden: Set<string>,
  ) => {
    const rows = rowsOf(lens.type)
    for (const id of left) {
      const places = rows.get(id)
      if (!places) continue
      const { positions } = places
      const at = positions.get(queryCacheKey) ?? SEVERAL
      const isIt = (row: object) => lens.idOf(row) === id
      // One of several may have stayed where it was.
      if (at === SEVERAL && next.some(isIt)) continue
      positions.delete(queryCacheKey)
      const row = at === SEVERAL ? old.find(isIt) : old[at]
      if (row && places.writtenBy === queryCacheKey) {
        places.writtenBy = undefined
        places.writtenFields = Object.keys(row)
      }
      if (positions.size > 0) continue
      rows.delete(id)
      hidden.add(rowKey(lens.type, id))
    }
  }

  return {
    placesOf: (type, id) => byType.get(type)?.get(id),
    writtenAt: (queryCacheKey) => written.get(queryCacheKey) ?? 0,
    holds: (key) =>
      [...byType].some(
        ([type, rows]) => key.startsWith(rowKey(type, '')) && rows.has(key.slice(type.length + 1)),
      ),
    entriesOf: (endpointName) => entries.get(endpointName) ?? nobody,
    entryCount: () => count,
    size: () => [...byType.values()].reduce((sum, rows) => sum + rows.size, 0),
    write: (queryCacheKey, endpointName, before, after, news) => {
      list(queryCacheKey, endpointName, after !== undefined)
      if (after === undefined) written.delete(queryCacheKey)
      else if (news) written.set(queryCacheKey, news.writtenAt)
      const hidden = new Set<string>()
      for (const lens of schema.lensesOf(endpointName)) {
        const writing = { lens, queryCacheKey, old: lens.get(before), next: lens.get(after) }
        const left = movedIds(writing)
        enter(writing, left, news)
        leave(writing, left, hidden)
      }
      return hidden
    },
  }
}

/** The ids of rows that do not stand where they stood: most answers hold the rows of the last one, in its order. */
const movedIds = ({ lens, old, next }: Writing): Set<string> => {
  const moved = new Set<string>()
  for (let i = 0; i < old.length; i++) {
    const row = old[i] as object
    const other = next[i]
    if (row === other) continue
    const id = lens.idOf(row)
    if (other === undefined || lens.idOf(other) !== id) moved.add(id)
  }
  return moved
}

/** Tells how new a row is by what is said of it; `undefined` where nothing is. */
const createDating = ({ lens, old }: Writing, news: RowNews | undefined) => {
  const same = news?.onlyChanged ? new Set(old) : undefined
  const kept = news && news.kept.size > 0 ? news.kept : undefined
  return (row: object, id: string): number | undefined =>
    same?.has(row) || kept?.has(rowKey(lens.type, id)) ? undefined : news?.writtenAt
}
