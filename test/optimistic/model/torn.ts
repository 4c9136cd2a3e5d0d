import type { Entry, Row } from './todos.ts'
import { allRowsOf } from './todos.ts'
import type { Shown, Violation } from './violation.ts'

// A row has but one detail, so `body` is in one entry only (see `fieldsOf`).
const fields = ['name', 'note', 'label', 'done', 'rev'] as const

const differ = (a: Row, b: Row) =>
  fields.find((field) => a[field] !== undefined && b[field] !== undefined && a[field] !== b[field])

/** Two places that show one row agree on the fields that both have: two entries, or two rows that it is within. */
export const checkTorn = (shown: readonly Shown[]): Violation | undefined => {
  const first = new Map<string, readonly [Entry, Row]>()
  for (const { entry, data } of shown) {
    for (const row of allRowsOf(data)) {
      const known = first.get(row.id)
      if (!known) {
        first.set(row.id, [entry, row])
        continue
      }
      const [other, otherRow] = known
      const field = differ(row, otherRow)
      if (!field) continue
      const places = `"${row[field]}" in ${entry.key}, "${otherRow[field]}" in ${other.key}`
      return { rule: 'torn', text: `${field} of ${row.id} is ${places}` }
    }
  }
  return undefined
}
