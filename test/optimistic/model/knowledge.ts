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
  /** Counts what happens on this side. */
  now(): number
  /** What it counted to. */
  clock(): number
  /** The calls of mutations that write a field of a row. */
  writing(id: string, field: TracedField): readonly KnownChange[]
  /** Learns of a call. */
  add(known: KnownChange): void
  readonly changes: readonly KnownChange[]
  /** Values that the app wrote by hand: `id field value`. */
  readonly handwritten: Set<string>
  /** The run's clock when a row or an entry was last written by hand, or by a push. */
  readonly writtenByHandAt: Map<string, number>
  /** The server's time of the newest change of a field that this client was told to be carried out: `id field`. */
  readonly told: Map<string, number>
  /** Rows that this client was told to be gone. */
  readonly gone: Set<string>
  /** Rows that this client was told to be made, and when. */
  readonly made: Map<string, number>
  /** Every entry that was asked for, or put in, and not forgotten. */
  readonly entries: Map<string, Entry>
  /** The keys of those that were asked for. */
  readonly watched: Set<string>
  /** The run's clock when an entry was last forgotten. */
  forgottenAt: number
  /** The newest read of an entry that came to an end, by the clock when it was sent. */
  readonly readsAt: Map<string, number>
  /** The keys of those that were answered since they were asked for. */
  readonly answered: Set<string>
}

/** Does the caller still have to show it, or may it? */
export const isOpen = ({ status }: KnownChange): boolean =>
  status === 'pending' || status === 'unknown'

/** The value that a change gives a field of a row. */
export const valueIn = (
  change: Change,
  id: string,
  field: TracedField,
): Patch[TracedField] | undefined =>
  change.kind === 'update' && change.id === id ? change.patch[field] : undefined

/** Raises what is known of when a field was written. */
export const raise = (floors: Map<string, number>, key: string, time: number): void => {
  if (time > (floors.get(key) ?? -1)) floors.set(key, time)
}

const none: readonly KnownChange[] = []

/** Nothing is known yet. */
export const createKnowledge = (server: Server): Knowledge => {
  let clock = 0
  const changes: KnownChange[] = []
  const byField = new Map<string, KnownChange[]>()
  return {
    server,
    now: () => {
      clock += 1
      return clock
    },
    clock: () => clock,
    changes,
    writing: (id, field) => byField.get(`${id} ${field}`) ?? none,
    add: (known) => {
      changes.push(known)
      const { change } = known
      if (change.kind !== 'update') return
      for (const field of tracedFields) {
        if (change.patch[field] === undefined) continue
        const key = `${change.id} ${field}`
        byField.set(key, [...(byField.get(key) ?? none), known])
      }
    },
    handwritten: new Set(),
    writtenByHandAt: new Map(),
    told: new Map(),
    gone: new Set(),
    made: new Map(),
    entries: new Map(),
    watched: new Set(),
    forgottenAt: -1,
    readsAt: new Map(),
    answered: new Set(),
  }
}
