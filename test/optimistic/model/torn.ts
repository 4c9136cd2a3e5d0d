import type { Entry, Todo } from './todos.ts'
import { rowsOf } from './todos.ts'
import type { Shown, Violation } from './violation.ts'

// A row has but one detail, so `body` is in one entry only (see `fieldsOf`).
const fields = ['name', 'note', 'label', 'done', 'rev'] as const

const differ = (a: Todo, b: Todo) =>
  fields.find((field) => a[field] !== undefined && b[field] !== undefined && a[field] !== b[field])

/** Two entries that show one row agree on the fields that both have. */
export const checkTorn = (shown: readonly Shown[]): Violation | undefined => {
  const first = new Map<string, readonly [Entry, Todo]>()
  for (const { entry, data } of shown) {
    for (const row of rowsOf(data)) {
      const [other, otherRow] = first.get(row.id) ?? [entry, row]
      const field = differ(row, otherRow)
      if (field) {
        const [is, is2] = [
          `"${row[field]}" in ${entry.key}`,
          `"${otherRow[field]}" in ${other.key}`,
        ]
        return { rule: 'torn', text: `${field} of ${row.id} is ${is}, ${is2}` }
      }
      first.set(row.id, [other, otherRow])
    }
  }
  return undefined
}
