import { concerns } from './conflicts.ts'
import type { Knowledge, KnownChange, KnownRead } from './knowledge.ts'
import { isOpen, raise } from './knowledge.ts'
import { createMembershipCheck } from './membership.ts'
import type { Entry, Row, TracedField } from './todos.ts'
import { fieldsOf, isTemporary, ownersOf, rowsOf, typeOfRow } from './todos.ts'
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

const ownerFields: readonly TracedField[] = ['name', 'note', 'label']

/** Makes the oracle of one run. */
export const createOracle = ({ knowledge, isRowOneThing, keepsOrder }: OracleOptions): Oracle => {
  const { server, changes, handwritten, told } = knowledge
  const checkMembership = createMembershipCheck(knowledge)
  let shownKeys: ReadonlySet<string> = new Set()
  /** The server's time of the newest value that was shown of a field. */
  const seen = new Map<string, Map<string, number>>()

  const placeOf = (entry: Entry) => (isRowOneThing ? '' : entry.key)

  /** A row that this client makes, or has made, has no part in what was called before it. */
  const isCalledOn = (row: Row, { change }: KnownChange): boolean => {
    if (change.kind !== 'mark all') return true
    if (typeOfRow(row) !== change.type) return false
    const isMaker = (it: KnownChange) =>
      it.change.kind === 'create' && it.change.origin === row.origin
    const maker = changes.find(isMaker)
    return maker ? maker.change.n < change.n : !isTemporary(row)
  }

  /** What marks all rows is shown on those too that the server made after it, or had no more. */
  const isMarkedBlindly = (row: Row, field: TracedField, writing: readonly KnownChange[]) =>
    writing.some(
      ({ change, status }) =>
        change.kind === 'mark all' && status === 'succeeded' && change.value === row[field],
    )

  /** Is what is pending shown, or something that the server wrote since? */
  const checkPending = (row: Row, field: TracedField, open: readonly KnownChange[]) => {
    const last = open.findLast(({ status }) => status === 'pending')
    const shown = shownOf(row, field, open)
    if (!last || (shown && shown.change.n >= last.change.n)) return undefined
    const time = server.writtenAt(row.id, field, row[field])
    return time !== undefined && time > last.calledAt ? undefined : last
  }

  /** What is called on the id that another entry shows already is about the row that stands in for it, too. */
  const idOf = (row: Row): string => (isTemporary(row) && server.idOf(row.origin)) || row.id

  /** The newest of the open changes whose value is shown. */
  const shownOf = (row: Row, field: TracedField, open: readonly KnownChange[]) =>
    open.findLast(({ change }) => knowledge.valueIn(change, idOf(row), field) === row[field])

  const checkField = (entry: Entry, row: Row, field: TracedField): Violation | undefined => {
    const value = row[field]
    if (value === undefined) return undefined
    const says = () => `${field} of ${row.id} in ${entry.key} is "${value}"`
    const all = knowledge.writing(idOf(row), field)
    const writing = all.filter((it) => isCalledOn(row, it))
    const succeeded = writing.findLast(({ status }) => status === 'succeeded')
    // What nobody knows the outcome of may be shown, but not over a later change that the server has carried out.
    const isLater = (it: KnownChange) => isOpen(it) && it.change.n > (succeeded?.change.n ?? -1)
    const open = writing.filter(isLater)
    const hidden = checkPending(row, field, open)
    if (hidden) return { rule: 'flicker', text: `${says()} while ${hidden.change.n} is pending` }
    const isOwn = isTemporary(row) || handwritten.has(`${row.id} ${field} ${value}`)
    if (isOwn || shownOf(row, field, all.filter(isLater))) return undefined
    const time = server.writtenAt(row.id, field, value)
    if (time === undefined) {
      return isMarkedBlindly(row, field, all) ? undefined : { rule: 'leftover', text: says() }
    }
    return checkOrder(entry, row, field, time)
  }

  /** A value that the server wrote at this time must not come after a newer one. */
  const checkOrder = (
    entry: Entry,
    row: Row,
    field: TracedField,
    time: number,
  ): Violation | undefined => {
    const place = placeOf(entry) + field
    const floors = seen.get(row.id) ?? new Map<string, number>()
    const known = Math.max(told.get(`${row.id} ${field}`) ?? -1, floors.get(place) ?? -1)
    if (time < known) {
      const what = `${field} of ${row.id} in ${entry.key} is "${row[field]}"`
      return { rule: 'back', text: `${what}, written at ${time}; known is that of ${known}` }
    }
    raise(floors, place, time)
    seen.set(row.id, floors)
    return undefined
  }

  const checkRows = (
    entry: Entry,
    rows: readonly Row[],
    fields: readonly TracedField[],
  ): Violation | undefined => {
    for (const row of rows) {
      for (const field of fields) {
        const violation = checkField(entry, row, field)
        if (violation) return violation
      }
    }
    return undefined
  }

  /** What no entry shows is forgotten: nobody can see it go back. */
  const forgetHidden = (shown: readonly Shown[]) => {
    const visible = new Set<string>()
    for (const { data } of shown) {
      for (const { id, owner } of rowsOf(data)) {
        visible.add(id)
        if (owner) visible.add(owner.id)
      }
    }
    for (const id of seen.keys()) if (!visible.has(id)) seen.delete(id)
  }

  return {
    check: (shown) => {
      shownKeys = new Set(shown.map(({ entry }) => entry.key))
      for (const it of shown) {
        const { entry, data } = it
        const violation =
          checkMembership(it) ??
          checkRows(entry, rowsOf(data), fieldsOf(entry)) ??
          checkRows(entry, ownersOf(data), ownerFields)
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
      const raiseRow = (row: Row, fields: readonly TracedField[]) => {
        const isOwn = ({ change, createdId }: KnownChange) =>
          concerns(change, row.id, server) || createdId === row.id
        const isUnsettled = ({ endedAt }: KnownChange) => endedAt === undefined || endedAt >= sentAt
        if (isBetween(row.id) || changes.some((it) => isOwn(it) && isUnsettled(it))) return
        const floors = seen.get(row.id) ?? new Map<string, number>()
        for (const field of fields) {
          const time = server.writtenAt(row.id, field, row[field])
          if (time !== undefined) raise(floors, field, time)
        }
        seen.set(row.id, floors)
      }
      for (const row of rowsOf(data)) raiseRow(row, fieldsOf(entry))
      for (const row of ownersOf(data)) raiseRow(row, ownerFields)
    },
  }
}
