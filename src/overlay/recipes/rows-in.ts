import type { Ask } from './guard.ts'

/** How one endpoint shows rows of one type; the functions of the app in it are guarded. */
export interface RowsIn {
  readonly type: string
  idOf(row: unknown): string
  /** Where the next row of an id stands, from a position on; -1 where there is none. */
  indexOf(rows: readonly object[], id: string, from?: number): number
  get(data: unknown): readonly object[]
  /** The data with other rows; as it is where that fails. */
  set(data: unknown, rows: readonly object[]): unknown
  /** The data is the row itself. */
  readonly isRow: boolean
  /** The id of the row that is gone, as a rejected read of the endpoint tells. */
  goneId(error: unknown, queryArg: unknown): string | undefined
  /** Does the data hold the rows just as they were set? Then only the last of several changes has to be set. */
  isPlain(): boolean
}

/** A row type as it is declared, without its types. */
export interface AnyRowType {
  readonly numericIds?: boolean
  id?(row: unknown): unknown
  version?(row: unknown): string | number | null | undefined
  readonly in: Readonly<Record<string, AnyRowsIn | undefined>>
}

interface AnyRowsIn {
  readonly isRow?: boolean
  get(data: unknown): unknown
  set(data: unknown, rows: readonly object[]): unknown
  gone?(error: unknown, queryArg: unknown): unknown
}

const none: readonly never[] = []

const isObject = (data: unknown): data is object => typeof data === 'object' && data !== null

/** Can it identify a row? */
export const isId = (id: unknown): id is string | number =>
  typeof id === 'string' || typeof id === 'number'

const idField = (row: unknown): unknown => (row as { id: unknown }).id

/** What identifies the rows of a type. */
export const idIn = (rowType: AnyRowType | undefined) => rowType?.id ?? idField

/** Many a `set` copies the list: it holds the same rows, in the same places. */
const holdsAll = (found: unknown, rows: readonly object[]): boolean =>
  Array.isArray(found) && found.length === rows.length && rows.every((row, at) => row === found[at])

/** Makes a {@link RowsIn} of what is declared. */
export const createRowsIn = (
  type: string,
  rowType: AnyRowType,
  place: AnyRowsIn & { readonly endpointName: string },
  ask: Ask,
): RowsIn => {
  const id = idIn(rowType)
  // Data that was looked at, and has rows at hand. A getter that makes its rows anew each time is asked once: what it
  // made is kept. Not for the others: a weak map's values live as long as large collections are apart.
  const checked = new WeakSet<object>()
  const made = new WeakMap<object, readonly object[]>()
  // Does the getter give the same list each time that it is asked for the same data? One look tells.
  let isStable = true
  let isPlain = true

  /** An app may have given an endpoint another shape (`transformResponse`): what has no rows has none. */
  const read = (data: unknown): readonly object[] =>
    ask<readonly object[]>(none, () => {
      const rows: unknown = place.get(data)
      if (!Array.isArray(rows)) return none
      for (const row of rows) {
        if (isId(id(row))) continue
        throw new Error(`A ${type} of '${place.endpointName}' has no id: see rows.${type}.id.`)
      }
      return rows
    })
  /** @param found what the getter gave: the rows themselves, or a copy. */
  const keep = (data: object, found: unknown, rows: readonly object[]): void => {
    if (rows !== none && isStable) isStable = found === place.get(data)
    if (rows !== none && isStable) checked.add(data)
    else made.set(data, rows)
  }
  /** Looks at the rows of data for the first time. */
  const learn = (data: object): readonly object[] => {
    const rows = read(data)
    keep(data, rows, rows)
    return rows
  }
  const get = (data: unknown): readonly object[] => {
    if (!isObject(data)) return none
    if (checked.has(data)) return place.get(data) as readonly object[]
    return made.get(data) ?? learn(data)
  }
  return {
    type,
    idOf: (row) => `${id(row)}`,
    indexOf: (rows, wanted, from = 0) => {
      // An id that is a text needs no other one made of it.
      for (let at = from; at < rows.length; at++) {
        const one = id(rows[at])
        if (one === wanted || (typeof one === 'number' && `${one}` === wanted)) return at
      }
      return -1
    },
    get,
    set: (data, rows) =>
      ask(data, () => {
        const next = place.set(data, rows)
        if (!isObject(next)) isPlain = false
        else {
          const found: unknown = place.get(next)
          // Rows that come from here were looked at when they came in.
          if (found === rows) checked.add(next)
          else if (holdsAll(found, rows)) keep(next, found, rows)
          else isPlain = false
        }
        return next
      }),
    goneId: (error, queryArg) => {
      const gone = ask(undefined, () => place.gone?.(error, queryArg))
      return isId(gone) ? `${gone}` : undefined
    },
    isRow: place.isRow === true,
    isPlain: () => isPlain,
  }
}
