import type { Change, Entry, EntryData, Todo } from './todos.ts'
import { showsCreated } from './todos.ts'

/** An open operation, as far as it matters for what is shown. */
export interface Played {
  readonly change: Change
  readonly temporaryId: string
  /** The row that the server made, once that is known. */
  readonly created: Todo | undefined
  /** An answer showed the row that it makes, and a newer one, or an operation, took it away again. */
  readonly isGone: boolean
}

const withRows = (
  data: EntryData,
  write: (rows: readonly Todo[]) => readonly Todo[],
): EntryData => {
  // A detail keeps its row when that goes: an entry cannot be without data again.
  if (!('rows' in data)) return write([data])[0] ?? data
  const rows = write(data.rows)
  return { rows, total: data.total + rows.length - data.rows.length }
}

const playOne = (entry: Entry, data: EntryData, { change, ...it }: Played): EntryData => {
  switch (change.kind) {
    case 'update':
      return withRows(data, (rows) =>
        rows.map((row) => (row.id === change.id ? { ...row, ...change.patch } : row)),
      )
    case 'delete':
      return withRows(data, (rows) => rows.filter((row) => row.id !== change.id))
    case 'create': {
      if (!('list' in entry) || !showsCreated(entry.list) || it.isGone) return data
      const { name, origin } = change
      const standIn = { id: it.temporaryId, name, note: '', label: '', done: false, origin }
      const made = it.created ?? standIn
      return withRows(data, (rows) =>
        rows.some((row) => row.id === made.id || row.origin === origin) ? rows : [made, ...rows],
      )
    }
    case 'stamp':
      return data
  }
}

/** What an entry shows, the slow and plain way: the server's value, and one operation after the other. */
export const fold = (entry: Entry, server: EntryData, played: readonly Played[]): EntryData =>
  played.reduce((data, it) => playOne(entry, data, it), server)
