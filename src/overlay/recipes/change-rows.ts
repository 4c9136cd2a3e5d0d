import type { RowsIn } from './rows-in.ts'

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
