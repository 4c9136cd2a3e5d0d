import type { Knowledge } from './knowledge.ts'
import type { Entry, EntryData } from './todos.ts'
import { isDetail, rowsOf, tracedFields } from './todos.ts'
import type { Shown, Violation } from './violation.ts'

/** The server values of what is shown, by the entries' keys. */
export type ServerValues = ReadonlyMap<string, EntryData | undefined>

/** Looks at what is in the server values. Called for every state. */
export const createServerValueCheck = ({ server, handwritten, changes }: Knowledge) => {
  let before: ServerValues = new Map()

  /** Whatever a server value has, the server said at some time, or the app wrote by hand. */
  const checkRows = (entry: Entry, data: EntryData | undefined): Violation | undefined => {
    for (const row of data ? rowsOf(data) : []) {
      if (isDetail(entry) && row.body === undefined) {
        return { rule: 'base', text: `${entry.key} lost what only a detail has` }
      }
      for (const field of tracedFields) {
        const value = row[field]
        const isSaid =
          value === undefined ||
          server.writtenAt(row.id, field, value) !== undefined ||
          handwritten.has(`${row.id} ${field} ${value}`) ||
          isMark(value)
        if (!isSaid) {
          return { rule: 'base', text: `${field} of ${row.id} in ${entry.key} is "${value}"` }
        }
      }
    }
    return undefined
  }

  /** What marked all rows may be on one that the server made after it. */
  const isMark = (value: unknown) =>
    changes.some(
      ({ change, status }) =>
        change.kind === 'mark all' && change.value === value && status === 'succeeded',
    )

  return (shown: readonly Shown[], values: ServerValues): Violation | undefined => {
    let violation: Violation | undefined
    for (const { entry } of shown) {
      const value = values.get(entry.key)
      if (value !== before.get(entry.key)) violation ??= checkRows(entry, value)
    }
    before = values
    return violation
  }
}
