import type { Knowledge, KnownChange } from './knowledge.ts'
import { isOpen } from './knowledge.ts'
import type { Change, Entry, Row } from './todos.ts'
import { isDetail, ownersOf, rowsOf, showsCreated, typeOfEntry } from './todos.ts'
import type { Rule, Shown, Violation } from './violation.ts'

const isDeletedBy = (change: Change, { id, origin }: Pick<Row, 'id' | 'origin'>): boolean =>
  change.kind === 'clear'
    ? change.ids.includes(id)
    : change.kind === 'delete' && (change.id === id || change.maker === origin)

/** Looks at which rows an entry shows: those that are being made, and none that are being deleted. */
export const createMembershipCheck = ({ server, changes, gone, made }: Knowledge) => {
  /** It is deleted already, or about to be. */
  const isTakenBack = (row: Pick<Row, 'id' | 'origin'>): boolean =>
    gone.has(row.id) || changes.some((it) => isOpen(it) && isDeletedBy(it.change, row))

  const isMissing = (entry: Entry, known: KnownChange, rows: readonly Row[]): boolean => {
    const { change, createdId = '', isAtStart } = known
    if (change.kind !== 'create' || !showsCreated(entry, change.type)) return false
    if (entry.endpoint === 'scrollTodos' && !isAtStart) return false
    const { origin } = change
    return !isTakenBack({ id: createdId, origin }) && !rows.some((row) => row.origin === origin)
  }

  /** An answer may have come after other rows had pushed it off the page. */
  const isLost = (entry: Entry, id: string, rows: readonly Row[]): boolean => {
    const { time, isAtStart } = made.get(id) ?? { time: 0, isAtStart: false }
    const row = server.row(id)
    if (!row || !showsCreated(entry, id.startsWith('u') ? 'User' : 'Todo')) return false
    if (entry.endpoint === 'scrollTodos' && !isAtStart) return false
    const isThere = rows.some((other) => other.id === id)
    return !isThere && !isTakenBack(row) && server.leftAt(entry.key, id) < time
  }

  return ({ entry, data }: Shown): Violation | undefined => {
    const rows = isDetail(entry) ? [] : rowsOf(data)
    const all = [...rows, ...ownersOf(data)]
    const say = (rule: Rule, what: string): Violation => ({
      rule,
      text: `${what} in ${entry.key}: ${rows.map(({ id }) => id).join(' ')}`,
    })
    const back = all.find(({ id }) => gone.has(id))
    if (back) return say('rows', `${back.id} is back`)
    const pending = changes.filter(({ status }) => status === 'pending')
    const kept = pending.find(({ change }) => all.some((row) => isDeletedBy(change, row)))
    if (kept) return say('flicker', `the row that ${kept.change.n} deletes is`)
    if (isDetail(entry)) return undefined
    const origins = new Set(rows.map(({ origin }) => origin))
    if (origins.size < rows.length) return say('rows', 'one row twice')
    if (!showsCreated(entry, typeOfEntry(entry))) return undefined
    const missing = pending.find((it) => isMissing(entry, it, rows))
    if (missing) return say('flicker', `the row that ${missing.change.n} makes is missing`)
    const lost = [...made.keys()].find((id) => isLost(entry, id, rows))
    return lost === undefined ? undefined : say('rows', `${lost} is missing`)
  }
}
