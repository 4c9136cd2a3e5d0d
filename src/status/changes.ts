import type { UnknownAction } from '@reduxjs/toolkit'
import { isRecord } from '../core/casing.ts'
import { isInstance, shownBy } from '../instances/rows-of.ts'
import type { Instance } from '../instances/schema.ts'
import { finderIn } from '../overlay/rows/identity.ts'
import type { Entry, SliceState } from '../overlay/rtk-query/entries.ts'
import type { StatusChanges } from './change-map.ts'
import { changeOf, withChanges } from './change-map.ts'
import type { InstanceStatus, StatusChange } from './status.ts'
import { statusFields } from './status.ts'

/** The slice's state, with when each status changed. */
interface WithChanges extends SliceState {
  readonly status?: StatusChanges
}

const noChanges: StatusChanges = {}

/** When the statuses in a slice changed. */
export const changesIn = (slice: unknown): StatusChanges =>
  (slice as WithChanges | undefined)?.status ?? noChanges

/** What the reducer works with. */
export interface ChangesParts {
  readonly reducerPath: string
  now(): number
  /** The cache keys of the entries that differ between two states. */
  changedKeys(before: SliceState['queries'], after: SliceState['queries']): readonly string[]
  /** The row as a slice shows it, wherever that is. */
  rowIn(slice: SliceState, instanceId: string): Instance | undefined
}

type Reducer = (state: never, action: UnknownAction) => SliceState

/**
 * Wraps the slice's reducer: notes in `status` when what a row says of its state changed, and what brought that, in the
 * action that brought it. The values stay in the row alone.
 */
export const withStatusChanges = <R extends Reducer>(reducer: R, parts: ChangesParts): R => {
  // What the wrapped reducer returned, so that it meets its own state again.
  const known = new WeakMap<WithChanges, SliceState>()
  const without = (state: WithChanges): SliceState => {
    const own = known.get(state)
    if (own) return own
    const { status: _status, ...rest } = state
    return rest
  }
  const reduce = (state: WithChanges | undefined, action: UnknownAction): WithChanges => {
    const own = state && without(state)
    const next = reducer(own as never, action)
    if (next === own) return state as WithChanges
    const before = changesIn(state)
    const status =
      next.queries === own?.queries ? before : note(before, own?.queries ?? {}, next, action, parts)
    const joined = { ...next, status }
    known.set(joined, next)
    return joined
  }
  return Object.assign(reduce as unknown as R, reducer)
}

const note = (
  before: StatusChanges,
  queries: SliceState['queries'],
  next: SliceState,
  action: UnknownAction,
  { reducerPath, now, changedKeys, rowIn }: ChangesParts,
): StatusChanges => {
  const changes = new Map<string, StatusChange | undefined>()
  const isOurs = action.type.startsWith(`${reducerPath}/`)

  const look = (id: string, old: Instance | undefined, entry: Entry | undefined) => {
    if (changes.has(id)) return
    const known = changeOf(before, id)
    const row = rowIn(next, id)
    if (row && (!known || (old && differs(old, row)))) {
      // A snapshot's rows are as old as their entry.
      const seenAt = (isOurs ? undefined : entry?.fulfilledTimeStamp) ?? now()
      changes.set(id, { changedAt: seenAt, source: sourceOf(action, reducerPath) })
    } else if (!row && known) changes.set(id, undefined)
  }
  const compare = (key: string) => {
    const [was, is] = [queries[key], next.queries[key]]
    if (was?.data === is?.data) return
    const [old, rows] = [shownIn(was), shownIn(is)]
    const left = new Map(without(old, rows).map((row) => [row.id, row]))
    for (const row of without(rows, old)) {
      look(row.id, left.get(row.id), is)
      left.delete(row.id)
    }
    for (const [id, row] of left) look(id, row, is)
  }
  for (const key of changedKeys(queries, next.queries)) compare(key)
  return withChanges(before, changes)
}

const sourceOf = (
  { type, payload }: UnknownAction,
  reducerPath: string,
): InstanceStatus['source'] => {
  if (type.startsWith(`${reducerPath}/executeMutation/`)) return 'mutation'
  // A poll says when it left.
  const isTold = type === `${reducerPath}/overlay/tellRows` && isRecord(payload)
  return isTold && payload.asOf === undefined ? 'push' : 'poll'
}

/** The rows that are not among others; one that comes or goes moves all those behind it. */
const without = (rows: readonly unknown[], others: readonly unknown[]): readonly Instance[] => {
  const isThere = finderIn(others)
  return rows.filter((row, i) => row !== others[i] && !isThere(row)).filter(isInstance)
}

/** What the old row said and the shown one says otherwise; what the old one did not say is no news of that. */
const differs = (old: Instance, row: Instance): boolean =>
  statusFields.some((field) => (old[field] ?? null) !== (row[field] ?? null))

const shownIn = (entry: Entry | undefined): readonly unknown[] =>
  shownBy(entry?.endpointName ?? '', entry?.data)
