import type { Filter } from '../../realtime/filter.ts'
import { filterOf } from '../../realtime/filter.ts'
import { safeId } from '../match-route.ts'
import { refusal } from '../refusal.ts'
import { fromCursor, isPosition } from './positions.ts'

/** What a stream is asked for, of one instance. */
export interface Wanted {
  readonly instanceId: string
  readonly filter: Filter
  /** After which event it begins; empty: after none of those that the relay knows. `undefined`: now. */
  readonly from: string | undefined
}

/** The most instances of one stream. */
const MAX_INSTANCES = 100
/** The most kinds of events of one instance. */
const MAX_KINDS = 50

const bad = (why: string) => refusal(400, 'bad-query', `A stream of events ${why}`)

/** A parameter that stands there once for all instances, or once for each. */
const alignedTo = (ids: readonly string[], name: string, values: readonly string[]) => {
  if (values.length > 1 && values.length !== ids.length) {
    throw bad(`needs ${name} once, or once for each instance_id`)
  }
  return ids.map((_, at) => (values.length > 1 ? values[at] : values[0]) ?? '')
}

const kindsIn = (text: string): Filter => {
  const kinds = text.split(',').filter((kind) => kind !== '')
  if (kinds.length > MAX_KINDS || !kinds.every((kind) => /^\w{1,50}$/.test(kind))) {
    throw bad('needs events as names with commas between them, such as Message,Connected')
  }
  return filterOf(kinds)
}

/** Reads `?instance_id=a&instance_id=b&events=Message`, and where the last stream ended. */
export const readQuery = (query: URLSearchParams, cursor: string | null): readonly Wanted[] => {
  const known = ['instance_id', 'events', 'last_event_id']
  const unknown = [...query.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined) throw bad(`takes ${known.join(', ')} and nothing else`)
  const given = query.getAll('instance_id')
  const ids = [...new Set(given)]
  if (ids.length === 0) throw bad('needs an instance_id')
  if (ids.length !== given.length) throw bad('must name each instance_id once')
  if (ids.length > MAX_INSTANCES) {
    throw refusal(
      422,
      'too-many-instances',
      `A stream carries at most ${MAX_INSTANCES} instances, and ${ids.length} were asked for`,
    )
  }
  const positions = cursor === null || cursor === '' ? new Map() : fromCursor(cursor)
  if (!positions) throw refusal(400, 'bad-cursor', 'Last-Event-ID is none that this relay gave')
  const events = alignedTo(ids, 'events', query.getAll('events'))
  const lasts = alignedTo(ids, 'last_event_id', query.getAll('last_event_id'))
  if (!lasts.every(isPosition)) throw bad('needs ids of events as last_event_id')
  return ids.map((id, at) => ({
    instanceId: safeId(id),
    filter: kindsIn(events[at] ?? ''),
    from: positions.get(id) ?? (lasts[at] || undefined),
  }))
}
