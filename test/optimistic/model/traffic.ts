import { concerns } from './conflicts.ts'
import type { Knowledge, KnownChange } from './knowledge.ts'
import { raise } from './knowledge.ts'
import type { Oracle } from './oracle.ts'
import type { Answer } from './server.ts'
import type { Change, EntryData, Read, Row, TracedField } from './todos.ts'
import { allRowsOf, partsOf, rowOf, tracedFields } from './todos.ts'
import type { WireEvents } from './wire.ts'

/** Keeps what is known up to date with what goes over the wire. */
export interface Traffic extends WireEvents {
  readonly knowledge: Knowledge
  now(): number
  /** A mutation is called. */
  onCalled(change: Change): void
  /** Its caller gave it up. */
  onAborted(change: Change): void
  /** Another's change was just carried out: what can be known of a push that leaves now to tell of it. */
  momentOf(change: Change): PushMoment
  /** This client is told of another's change. */
  onTold(change: Change, answer: Answer<Row | null>, moment: PushMoment): void
}

/** The moment that a push is of. */
export interface PushMoment {
  /** The server's time. */
  readonly time: number
  /** Fields of its row that changes under way write: the order of these to the push cannot be known. */
  readonly unclear: readonly TracedField[]
}

/** Makes the {@link Traffic} of one run. */
export const createTraffic = (knowledge: Knowledge, oracle: Oracle): Traffic => {
  const { server, changes, told, gone, made, census } = knowledge
  const originOf = (change: Change) => ('origin' in change ? change.origin : undefined)
  const find = (change: Change): KnownChange | undefined =>
    changes.find((it) => it.change.n === change.n && originOf(it.change) === originOf(change))

  /** By entry: when the read of its first page was sent, of which others are the rest. */
  const firstSentAt = new Map<string, number>()

  /** Is a change of the field under way that the server has dealt with? Its order to a push cannot be known. */
  const isUnclear = (id: string, field: TracedField) =>
    changes.some(({ change, status, doneAt, createdId }) => {
      if (status !== 'pending' || doneAt === undefined) return false
      if (change.kind === 'create') return createdId === id
      if (change.kind === 'stamp') return concerns(change, id, server) && field === 'note'
      return knowledge.valueIn(change, id, field) !== undefined
    })

  const raiseTold = (change: Change, id: string, { time, unclear }: PushMoment) => {
    for (const field of tracedFields) {
      const isWritten = knowledge.valueIn(change, id, field) !== undefined
      if (isWritten && !unclear.includes(field)) raise(told, `${id} ${field}`, time)
    }
  }

  const learn = (change: Change, moment: PushMoment, createdId: string | undefined) => {
    const { time } = moment
    switch (change.kind) {
      case 'delete':
        gone.add(change.id)
        break
      case 'clear':
        for (const id of change.ids) gone.add(id)
        break
      case 'create': {
        const isAtStart = knowledge.scrolledTo === '' && (find(change)?.isAtStart ?? true)
        if (createdId !== undefined) made.set(createdId, { time, isAtStart })
        break
      }
      case 'update':
        raiseTold(change, change.id, moment)
        break
      case 'mark all':
        for (const id of server.ids('Todo')) {
          if (server.madeAt(id) < time) raiseTold(change, id, moment)
        }
    }
  }

  const idIn = (answer: Answer): string | undefined =>
    answer.ok ? (answer.value as Row | null)?.id : undefined

  const countEnd = ({ change, status }: KnownChange, answer: Answer) => {
    const isOlderPending = (other: KnownChange) =>
      other.status === 'pending' && other.change.n < change.n
    if (changes.some(isOlderPending)) census.count('answers out of order')
    if (status === 'unknown') census.count('unknown outcome')
    if (status !== 'refused' || answer.ok) return
    census.count(answer.error.outcome === 'not-sent' ? 'never sent' : 'refused change')
  }

  const countRead = (answer: Answer) => {
    if (answer.ok) return
    census.count(answer.error.status === 404 ? 'read of a row that is gone' : 'failed read')
  }

  /** What an answer says something of: the rows in it; those that its entry showed, unless it is a further page. */
  const noteAnswered = ({ entry, after }: Read, sentAt: number, answer: Answer) => {
    if (!answer.ok && answer.error.status !== 404) return
    const rows = answer.ok ? allRowsOf(answer.value as EntryData) : []
    for (const { id } of rows) knowledge.noteAnswered(id, sentAt)
    if (after === '') knowledge.noteAnswered(entry.key, sentAt)
  }

  return {
    knowledge,
    now: knowledge.now,
    onCalled: (change) => {
      const isAtStart = knowledge.scrolledTo === ''
      for (const part of partsOf(change)) {
        knowledge.add({ change: part, calledAt: server.time(), status: 'pending', isAtStart })
      }
      census.open(changes.filter(({ status }) => status === 'pending').length)
    },
    onAborted: (change) => {
      for (const known of changes) {
        if (known.change.n !== change.n || known.status !== 'pending') continue
        known.status = 'unknown'
        known.endedAt = knowledge.now()
        census.count('unknown outcome')
      }
    },
    momentOf: (change) => ({
      time: server.time(),
      unclear: tracedFields.filter((field) => isUnclear(rowOf(change) ?? '', field)),
    }),
    onTold: (change, answer, moment) => {
      const id = rowOf(change) ?? idIn(answer)
      if (id === undefined) return
      knowledge.writtenByHandAt.set(id, knowledge.now())
      learn(change, moment, id)
    },
    onReadAsked: ({ entry, after }) => {
      if (entry.endpoint === 'scrollTodos') knowledge.scrolledTo = after
    },
    onDone: (change, answer) => {
      for (const part of partsOf(change)) {
        const known = find(part)
        if (!known || !answer.ok) continue
        known.doneAt = server.time()
        const id = part.kind === 'create' ? server.idOf(part.origin) : undefined
        if (part.kind !== 'create' || id === undefined) continue
        known.createdId = id
        knowledge.addMade(part.origin, id)
      }
    },
    onChangeEnded: (change, answer, isUnknown, readsUnderWay) => {
      const endedAt = knowledge.now()
      for (const part of partsOf(change)) {
        const known = find(part)
        if (!known) continue
        known.endedAt = endedAt
        known.invalidates = new Set([...knowledge.answered, ...readsUnderWay])
        known.status = isUnknown ? 'unknown' : answer.ok ? 'succeeded' : 'refused'
        countEnd(known, answer)
        if (known.status !== 'succeeded' || known.doneAt === undefined) continue
        learn(part, { time: known.doneAt, unclear: [] }, known.createdId)
      }
    },
    onReadEnded: ({ call, sentAt }, answer, isTaken) => {
      if (call.kind !== 'read') return
      const { entry, after } = call
      const isFeed = entry.endpoint === 'feedTodos'
      countRead(answer)
      // That a row is gone is true whoever asked.
      if (isTaken || !answer.ok) noteAnswered(call, sentAt, answer)
      if (!isTaken) return
      if (after === '') firstSentAt.set(entry.key, sentAt)
      // The read of an infinite query is over with its last page; which one is that only its cache knows.
      const startedAt = (isFeed && firstSentAt.get(entry.key)) || sentAt
      raise(knowledge.readsAt, entry.key, startedAt)
      knowledge.answered.add(entry.key)
      const isAll = after === '' && !isFeed
      if (answer.ok && isAll) oracle.noteRead({ entry, sentAt, data: answer.value as EntryData })
    },
  }
}
