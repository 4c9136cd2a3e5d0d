/**
 * What a table's elements are. It is said, because its rows are laid out on their own, as no table: a browser may hold that
 * it is none then.
 */
export const roles = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const
