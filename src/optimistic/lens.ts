/** How one endpoint shows rows of one type. */
export interface Lens {
  readonly type: string
  idOf(row: unknown): string
  versionOf(row: unknown): string | number | null | undefined
  get(data: unknown): readonly object[]
  set(data: unknown, rows: readonly object[]): unknown
}

/** {@link RowType}, without its types. */
export interface AnyRowType {
  id?(row: unknown): string | number
  version?(row: unknown): string | number | null | undefined
  readonly in: Readonly<Record<string, Pick<Lens, 'get' | 'set'> | undefined>>
}

const none: readonly never[] = []

const plainId = (row: unknown): string | number => (row as { id: string | number }).id

const isObject = (data: unknown): data is object => typeof data === 'object' && data !== null

const isId = (id: unknown): boolean => typeof id === 'string' || typeof id === 'number'

/** Makes a lens. */
export const createLens = (
  type: string,
  rowType: AnyRowType,
  place: Pick<Lens, 'get' | 'set'>,
): Lens => {
  const id = rowType.id ?? plainId
  // Data that was looked at, and has rows at hand. A getter that makes its rows anew each time is asked once: what it
  // made is kept. Not for the others: a weak map's values live as long as large collections are apart.
  const checked = new WeakSet<object>()
  const made = new WeakMap<object, readonly object[]>()

  /** An app may have given an endpoint another shape (`transformResponse`): what has no rows has none. */
  const read = (data: unknown): readonly object[] => {
    try {
      const rows: unknown = place.get(data)
      if (!Array.isArray(rows)) return none
      for (const row of rows) if (!isId(id(row))) return none
      return rows
    } catch {
      return none
    }
  }
  const keep = (data: object, rows: readonly object[]): void => {
    if (rows !== none && place.get(data) === rows) checked.add(data)
    else made.set(data, rows)
  }
  return {
    type,
    idOf: (row) => `${id(row)}`,
    versionOf: (row) => rowType.version?.(row),
    get: (data) => {
      if (!isObject(data)) return none
      if (checked.has(data)) return place.get(data)
      const known = made.get(data)
      if (known) return known
      const rows = read(data)
      keep(data, rows)
      return rows
    },
    set: (data, rows) => {
      const next = place.set(data, rows)
      // Rows that come from here were looked at when they came in.
      if (isObject(next) && place.get(next) === rows) checked.add(next)
      return next
    },
  }
}
