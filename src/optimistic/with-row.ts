/** The rows with another one at a position. */
export const withRow = (rows: readonly object[], at: number, row: object): readonly object[] => {
  const next = rows.slice()
  next[at] = row
  return next
}
