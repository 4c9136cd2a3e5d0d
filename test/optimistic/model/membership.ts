import type { Knowledge, KnownChange } from './knowledge.ts'
import { isOpen } from './knowledge.ts'
import type { Todo } from './todos.ts'
import { rowsOf, showsCreated } from './todos.ts'
import type { Rule, Shown, Violation } from './violation.ts'

/** Looks at which rows a list shows: those that are being made, and none that are being deleted. */
export const createMembershipCheck = ({ server, changes, gone, made }: Knowledge) => {
  const isDeletedBy = ({ change }: KnownChange, id: string) =>
    change.kind === 'delete' && change.id === id

  /** Its real id came with an answer, and it is deleted already, or about to be. */
  const isTakenBack = (id: string): boolean =>
    gone.has(id) || changes.some((it) => isOpen(it) && isDeletedBy(it, id))

  const isMissing = ({ change, createdId }: KnownChange, rows: readonly Todo[]): boolean => {
    if (change.kind !== 'create') return false
    if (createdId !== undefined && isTakenBack(createdId)) return false
    return !rows.some(({ origin }) => origin === change.origin)
  }

  /** An answer may have come after other rows had pushed it off the page. */
  const isLost = (key: string, id: string, madeAt: number, rows: readonly Todo[]): boolean =>
    !isTakenBack(id) && !rows.some((row) => row.id === id) && server.leftAt(key, id) < madeAt

  return ({ entry, data }: Shown): Violation | undefined => {
    if (!('list' in entry)) return undefined
    const rows = rowsOf(data)
    const say = (rule: Rule, what: string): Violation => ({
      rule,
      text: `${what} in ${entry.key}: ${rows.map(({ id }) => id).join(' ')}`,
    })
    const origins = new Set(rows.map(({ origin }) => origin))
    if (origins.size < rows.length) return say('rows', 'one row twice')
    const back = rows.find(({ id }) => gone.has(id))
    if (back) return say('rows', `${back.id} is back`)
    const pending = changes.filter(({ status }) => status === 'pending')
    const kept = pending.find((it) => rows.some(({ id }) => isDeletedBy(it, id)))
    if (kept) return say('flicker', `the row that ${kept.change.n} deletes is`)
    if (!showsCreated(entry.list)) return undefined
    const missing = pending.find((it) => isMissing(it, rows))
    if (missing) return say('flicker', `the row that ${missing.change.n} makes is missing`)
    const lost = [...made].find(([id, time]) => isLost(entry.key, id, time, rows))
    return lost && say('rows', `${lost[0]} is missing`)
  }
}
