import { freezeNew } from './draft.ts'
import type { RowsIn } from './rows-in.ts'

/** Where the rows of an id stand. */
export const positionsOf = (
  place: RowsIn,
  rows: readonly object[],
  id: string,
): readonly number[] => {
  const found: number[] = []
  for (let at = place.indexOf(rows, id); at >= 0; at = place.indexOf(rows, id, at + 1)) {
    found.push(at)
  }
  return found
}

/** The data with the rows of some ids changed, or without them; the same where none is. */
export const changeRowsOf = (
  place: RowsIn,
  data: unknown,
  ids: readonly string[],
  change: (row: object) => object | undefined,
): unknown => {
  const before = place.get(data)
  let after: (object | undefined)[] | undefined
  for (const id of ids) {
    for (const at of positionsOf(place, before, id)) {
      const row = before[at] as object
      const next = change(row)
      if (next === row) continue
      after ??= before.slice()
      after[at] = next
    }
  }
  if (!after) return data
  const rows = after.filter((row) => row !== undefined)
  return place.set(data, freezeNew(before, rows))
}

/** The data with its rows changed, or without those for which `change` gives `undefined`; the same where none is. */
export const changeRows = (
  place: RowsIn,
  data: unknown,
  change: (row: object, id: string) => object | undefined,
): unknown => {
  const before = place.get(data)
  const after = before.map((row) => change(row, place.idOf(row)))
  if (after.every((row, i) => row === before[i])) return data
  return place.set(
    data,
    after.filter((row) => row !== undefined),
  )
}
