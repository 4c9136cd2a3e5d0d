import type { Knowledge, KnownChange, KnownRead } from './knowledge.ts'
import { isOpen, raise, valueIn } from './knowledge.ts'
import { createMembershipCheck } from './membership.ts'
import type { Entry, Todo, TracedField } from './todos.ts'
import { fieldsOf, rowOf, rowsOf } from './todos.ts'
import { checkTorn } from './torn.ts'
import type { Shown, Violation } from './violation.ts'

/** Judges what is shown by the history of the server, which no cache can see. */
export interface Oracle {
  /** Looks at one state. */
  check(shown: readonly Shown[]): Violation | undefined
  /** A read was answered: its entry may not show anything older from now on, where nothing is in between. */
  noteRead(read: KnownRead): void
}

/** How strict it is. */
export interface OracleOptions {
  readonly knowledge: Knowledge
  /** Is a row one thing, wherever it is shown? Else entries are judged one by one. */
  readonly isRowOneThing: boolean
  /** Does the server deal with reads in the order in which they were sent? */
  readonly keepsOrder: boolean
}

const isTemporary = ({ id }: Todo): boolean => id.startsWith('tmp:')

/** Makes the oracle of one run. */
export const createOracle = ({ knowledge, isRowOneThing, keepsOrder }: OracleOptions): Oracle => {
  const { server, changes, handwritten, told } = knowledge
  const checkMembership = createMembershipCheck(knowledge)
  let shownKeys: ReadonlySet<string> = new Set()
  /** The server's time of the newest value that was shown of a field. */
  const seen = new Map<string, Map<string, number>>()

  const placeOf = (entry: Entry) => (isRowOneThing ? '' : entry.key)

  const checkField = (entry: Entry, row: Todo, field: TracedField): Violation | undefined => {
    const value = row[field]
    if (value === undefined) return undefined
    const says = () => `${field} of ${row.id} in ${entry.key} is "${value}"`
    const writing = knowledge.writing(row.id, field)
    const succeeded = writing.findLast(({ status }) => status === 'succeeded')
    // What nobody knows the outcome of may be shown, but not over a later change that the server has carried out.
    const open = writing.filter((it) => isOpen(it) && it.change.n > (succeeded?.change.n ?? -1))
    const last = open.findLast(({ status }) => status === 'pending')
    const shown = open.findLast(({ change }) => valueIn(change, row.id, field) === value)
    const time = server.writtenAt(row.id, field, value)
    if (last && !(shown && shown.change.n >= last.change.n)) {
      const isNewer = time !== undefined && time > last.calledAt
      if (!isNewer) return { rule: 'flicker', text: `${says()} while ${last.change.n} is pending` }
    }
    if (shown || handwritten.has(`${row.id} ${field} ${value}`)) return undefined
    if (time === undefined) return { rule: 'leftover', text: says() }
    const key = `${row.id} ${field}`
    const known = Math.max(told.get(key) ?? -1, seen.get(row.id)?.get(placeOf(entry) + field) ?? -1)
    if (time < known) {
      return { rule: 'back', text: `${says()}, written at ${time}; known is that of ${known}` }
    }
    const floors = seen.get(row.id) ?? new Map<string, number>()
    raise(floors, placeOf(entry) + field, time)
    seen.set(row.id, floors)
    return undefined
  }

  const checkFields = ({ entry, data }: Shown): Violation | undefined => {
    for (const row of rowsOf(data)) {
      if (isTemporary(row)) continue
      for (const field of fieldsOf(entry)) {
        const violation = checkField(entry, row, field)
        if (violation) return violation
      }
    }
    return undefined
  }

  /** What no entry shows is forgotten: nobody can see it go back. */
  const forgetHidden = (shown: readonly Shown[]) => {
    const visible = new Set(shown.flatMap(({ data }) => rowsOf(data).map(({ id }) => id)))
    for (const id of seen.keys()) if (!visible.has(id)) seen.delete(id)
  }

  return {
    check: (shown) => {
      shownKeys = new Set(shown.map(({ entry }) => entry.key))
      for (const it of shown) {
        const violation = checkMembership(it) ?? checkFields(it)
        if (violation) return violation
      }
      forgetHidden(shown)
      return checkTorn(shown)
    },
    noteRead: ({ entry, sentAt, data }) => {
      // An entry that nobody watches may be gone when its answer comes: an invalidation takes it away.
      if (!isRowOneThing || !keepsOrder || !shownKeys.has(entry.key)) return
      const isBetween = (key: string) => (knowledge.writtenByHandAt.get(key) ?? -1) >= sentAt
      if (isBetween(entry.key)) return
      for (const row of rowsOf(data)) {
        const isOwn = ({ change, createdId }: KnownChange) =>
          rowOf(change) === row.id || createdId === row.id
        const isUnsettled = ({ endedAt }: KnownChange) => endedAt === undefined || endedAt >= sentAt
        if (isBetween(row.id) || changes.some((it) => isOwn(it) && isUnsettled(it))) continue
        const floors = seen.get(row.id) ?? new Map<string, number>()
        for (const field of fieldsOf(entry)) {
          const time = server.writtenAt(row.id, field, row[field])
          if (time !== undefined) raise(floors, field, time)
        }
        seen.set(row.id, floors)
      }
    },
  }
}
