import type { Census } from './census.ts'
import { createCensus } from './census.ts'
import { concerns } from './conflicts.ts'
import type { Server } from './server.ts'
import type { Change, Entry, EntryData, Patch, TracedField } from './todos.ts'
import { tracedFields } from './todos.ts'

/** A mutation of this client, and what the model, which sees both sides, knows of it. */
export interface KnownChange {
  readonly change: Change
  /** The server's time at the call. */
  readonly calledAt: number
  /** `unknown`: its caller cannot know; it may be shown until a later read says more. */
  status: 'pending' | 'succeeded' | 'refused' | 'unknown'
  /** The server's time when it was carried out. */
  doneAt?: number
  /** The run's clock when its caller heard of its end. */
  endedAt?: number
  /** The id of the row that it made. */
  createdId?: string
  /** Was the merged list at its first page when this was called? Its recipe makes rows only there. */
  readonly isAtStart: boolean
  /** The entries that had been read, or were being read, when it ended. */
  invalidates?: ReadonlySet<string>
}

/** A read that was answered. */
export interface KnownRead {
  readonly entry: Entry
  readonly sentAt: number
  readonly data: EntryData
}

/** Everything that the run knows besides the cache under test. */
export interface Knowledge {
  readonly server: Server
  /** What happened in the run. */
  readonly census: Census
  /** Counts what happens on this side. */
  now(): number
  /** What it counted to. */
  clock(): number
  /** The calls of mutations that write a field of a row, in their order. */
  writing(id: string, field: TracedField): readonly KnownChange[]
  /** The value that a change gives a field of a row. */
  valueIn(change: Change, id: string, field: TracedField): Patch[TracedField] | undefined
  /** Learns of a call. */
  add(known: KnownChange): void
  /** Learns that a row was made: what was called on its temporary id is about this one. */
  addMade(origin: string, id: string): void
  readonly changes: readonly KnownChange[]
  /** Values that the app wrote by hand: `id field value`. */
  readonly handwritten: Set<string>
  /** The run's clock when a row or an entry was last written by hand, or by a push. */
  readonly writtenByHandAt: Map<string, number>
  /** The server's time of the newest change of a field that this client was told to be carried out: `id field`. */
  readonly told: Map<string, number>
  /** Rows that this client was told to be gone. */
  readonly gone: Set<string>
  /** Rows that this client was told to be made, and when; and whether the merged list was at its first page. */
  readonly made: Map<string, { readonly time: number; readonly isAtStart: boolean }>
  /** Every entry that was asked for, or put in, and not forgotten. */
  readonly entries: Map<string, Entry>
  /** The keys of those that were asked for. */
  readonly watched: Set<string>
  /** The newest read of an entry that came to an end, by the clock when it was sent. */
  readonly readsAt: Map<string, number>
  /** The newest answer that said something of a row, or of all that an entry shows, by the clock when it was sent. */
  readonly answeredAt: ReadonlyMap<string, number>
  /** An answer came that was asked for at `sentAt`, and says something of a row, or of all that an entry shows. */
  noteAnswered(key: string, sentAt: number): void
  /** The keys of those that were answered since they were asked for. */
  readonly answered: Set<string>
  /** Where the merged list was last asked for from: at the start, or behind this row. */
  scrolledTo: string
}

/** Does the caller still have to show it, or may it? */
export const isOpen = ({ status }: KnownChange): boolean =>
  status === 'pending' || status === 'unknown'

/** Raises what is known of when a field was written. */
export const raise = (floors: Map<string, number>, key: string, time: number): void => {
  if (time > (floors.get(key) ?? -1)) floors.set(key, time)
}

const none: readonly KnownChange[] = []
const byCall = (a: KnownChange, b: KnownChange) => a.change.n - b.change.n

/** Nothing is known yet. */
export const createKnowledge = (server: Server): Knowledge => {
  let clock = 0
  const changes: KnownChange[] = []
  const answeredAt = new Map<string, number>()
  const byField = new Map<string, readonly KnownChange[]>()

  const note = (id: string, field: TracedField, known: KnownChange) => {
    const key = `${id} ${field}`
    const others = byField.get(key) ?? none
    if (!others.includes(known)) byField.set(key, [...others, known].sort(byCall))
  }
  const noteUpdate = (id: string, known: KnownChange) => {
    if (known.change.kind !== 'update') return
    for (const field of tracedFields) {
      if (known.change.patch[field] !== undefined) note(id, field, known)
    }
  }

  return {
    server,
    census: createCensus(),
    now: () => {
      clock += 1
      return clock
    },
    clock: () => clock,
    changes,
    writing: (id, field) => {
      const own = byField.get(`${id} ${field}`) ?? none
      const all = id.startsWith('u') ? none : (byField.get(`* ${field}`) ?? none)
      return all.length === 0 ? own : [...own, ...all].sort(byCall)
    },
    valueIn: (change, id, field) => {
      if (change.kind === 'mark all') {
        return change.field === field && !id.startsWith('u') ? change.value : undefined
      }
      return change.kind === 'update' && concerns(change, id, server)
        ? change.patch[field]
        : undefined
    },
    add: (known) => {
      changes.push(known)
      const { change } = known
      if (change.kind === 'mark all') note('*', change.field, known)
      if (change.kind !== 'update') return
      noteUpdate(change.id, known)
      const realId = change.maker === undefined ? undefined : server.idOf(change.maker)
      if (realId !== undefined) noteUpdate(realId, known)
    },
    addMade: (origin, id) => {
      for (const known of changes) {
        if ('maker' in known.change && known.change.maker === origin) noteUpdate(id, known)
      }
    },
    handwritten: new Set(),
    writtenByHandAt: new Map(),
    told: new Map(),
    gone: new Set(),
    made: new Map(),
    entries: new Map(),
    watched: new Set(),
    readsAt: new Map(),
    answeredAt,
    noteAnswered: (key, sentAt) => raise(answeredAt, key, sentAt),
    answered: new Set(),
    scrolledTo: '',
  }
}
