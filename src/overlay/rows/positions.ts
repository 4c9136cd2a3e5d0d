import type { RowsIn } from '../recipes/rows-in.ts'
import type { RowRecord } from './row-record.ts'

// Where rows stand among the others of an entry: known about, and found from there.

/** The row may occur more than once in the entry. */
export const SEVERAL = -1

/** One type's rows of an entry, before and after. */
export interface Writing {
  readonly place: RowsIn
  readonly queryCacheKey: string
  readonly old: readonly object[]
  readonly next: readonly object[]
}

/** Notes where a row stands in an entry; `isFirst`: what is known of that is of before. */
export const setPosition = (
  { positions }: RowRecord,
  { place, queryCacheKey, next }: Writing,
  id: string,
  position: number,
  isFirst: boolean,
) => {
  const known = positions.get(queryCacheKey)
  if (isFirst && known !== SEVERAL) {
    positions.set(queryCacheKey, position)
    return
  }
  if (known === position || known === SEVERAL) return
  const other = known === undefined ? undefined : next[known]
  const isTwice = other !== undefined && place.idOf(other) === id
  positions.set(queryCacheKey, isTwice ? SEVERAL : position)
}

/** Finds a row by its id near where it is known to stand: rows in front of it may have come or gone. */
export const findNear = (
  rows: readonly object[],
  place: RowsIn,
  id: string,
  position: number,
): number => {
  for (let step = 0; step < rows.length || step <= position; step++) {
    const [after, before] = [rows[position + step], rows[position - step]]
    if (after && place.idOf(after) === id) return position + step
    if (before && place.idOf(before) === id) return position - step
    if (position - step < 0 && position + step >= rows.length) return -1
  }
  return -1
}
