import type { Knowledge, KnownChange } from './knowledge.ts'
import { raise, valueIn } from './knowledge.ts'
import type { Oracle } from './oracle.ts'
import type { Answer } from './server.ts'
import type { Change, Todo, TracedField } from './todos.ts'
import { rowOf, tracedFields } from './todos.ts'
import type { WireEvents } from './wire.ts'

/** Keeps what is known up to date with what goes over the wire. */
export interface Traffic extends WireEvents {
  readonly knowledge: Knowledge
  now(): number
  /** A mutation is called. */
  onCalled(change: Change): void
  /** Its caller gave it up. */
  onAborted(change: Change): void
  /** This client is told of another's change at once. */
  onTold(change: Change, answer: Answer<Todo | null>): void
}

/** Makes the {@link Traffic} of one run. */
export const createTraffic = (knowledge: Knowledge, oracle: Oracle): Traffic => {
  const { server, changes, told, gone, made } = knowledge
  const find = (change: Change): KnownChange | undefined =>
    changes.find((it) => it.change.n === change.n)

  /** Is a change of the field under way that the server has dealt with? Its order to a push cannot be known. */
  const isUnclear = (id: string, field: TracedField) =>
    changes.some(({ change, status, doneAt, createdId }) => {
      if (status !== 'pending' || doneAt === undefined) return false
      if (change.kind === 'create') return createdId === id
      if (change.kind === 'stamp') return change.id === id && field === 'note'
      return valueIn(change, id, field) !== undefined
    })

  const learn = (change: Change, time: number, createdId: string | undefined, isPush = false) => {
    if (change.kind === 'delete') gone.add(change.id)
    if (change.kind === 'create' && createdId !== undefined) made.set(createdId, time)
    if (change.kind !== 'update') return
    for (const field of tracedFields) {
      const isWritten = valueIn(change, change.id, field) !== undefined
      if (isWritten && !(isPush && isUnclear(change.id, field))) {
        raise(told, `${change.id} ${field}`, time)
      }
    }
  }

  const idIn = (answer: Answer): string | undefined =>
    answer.ok ? (answer.value as Todo | null)?.id : undefined

  return {
    knowledge,
    now: knowledge.now,
    onCalled: (change) => {
      knowledge.add({ change, calledAt: server.time(), status: 'pending' })
    },
    onAborted: (change) => {
      const known = find(change)
      if (known?.status !== 'pending') return
      known.status = 'unknown'
      known.endedAt = knowledge.now()
    },
    onTold: (change, answer) => {
      const id = rowOf(change) ?? idIn(answer)
      if (id === undefined) return
      knowledge.writtenByHandAt.set(id, knowledge.now())
      learn(change, server.time(), id, true)
    },
    onDone: (change, answer) => {
      const known = find(change)
      const id = idIn(answer)
      if (!known || !answer.ok) return
      known.doneAt = server.time()
      if (change.kind === 'create' && id !== undefined) known.createdId = id
    },
    onChangeEnded: (change, answer, isUnknown, readsUnderWay) => {
      const known = find(change)
      if (!known) return
      known.endedAt = knowledge.now()
      known.invalidates = new Set([...knowledge.answered, ...readsUnderWay])
      known.status = isUnknown ? 'unknown' : answer.ok ? 'succeeded' : 'refused'
      if (known.status !== 'succeeded' || known.doneAt === undefined) return
      learn(change, known.doneAt, known.createdId)
    },
    onReadEnded: ({ call, sentAt }, data) => {
      if (call.kind !== 'read') return
      const { entry } = call
      raise(knowledge.readsAt, entry.key, sentAt)
      knowledge.answered.add(entry.key)
      if (data) oracle.noteRead({ entry, sentAt, data })
    },
  }
}
