import { toHttpError } from '../core/answers/http-errors.ts'
import { checkId } from '../core/calls/paths.ts'
import { isRecord } from '../core/casing.ts'
import type { NetworkError, VZapsError } from '../core/errors.ts'
import { createSecretFinder } from '../core/secrets/secret-finder.ts'
import type { AddressParts, Wish } from './address.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle } from './connection.ts'
import { createCursor } from './cursor.ts'
import type { StreamEvent } from './event-stream.ts'
import { covers } from './filter.ts'
import type { RawFrame } from './frames.ts'
import { ackIdOf, parseFrame } from './frames.ts'
import type { RelayParts } from './relay-connection.ts'
import { createProveToRelay } from './relay-connection.ts'
import type { Stream, StreamParts } from './stream.ts'
import { createStream } from './stream.ts'

/** One instance's part of it. */
export interface Member
  extends Pick<StreamParts<Wish, RawFrame | undefined>, 'onFrame' | 'onState'> {
  wanted(): Wish
}

/** What a relay's stream is made of. */
export type LineParts = RelayParts &
  Pick<AddressParts, 'whyNot'> &
  Pick<StreamParts<unknown, unknown>, 'timeoutMs' | 'isFinal'>

/** What a page wants of the relay: of these instances, these events. */
type Wishes = ReadonlyMap<string, Wish>

/** ms in which changes of what is wanted count as one: a list that is mounted brings its rows one by one. */
const GATHER_MS = 50

/** The relay's word on an instance that it is not connected to. */
const upstreamLost: NetworkError = {
  kind: 'network',
  outcome: 'unknown',
  message: 'The relay has no realtime connection for the instance at the moment',
}

/**
 * Makes the one stream that a store has from its relay, for all instances: a browser opens only six connections to a
 * server. What it gives is an instance's part in it, which looks like a connection of its own. When other instances are
 * wanted, a second stream takes the place of the first, so that no event is lost between them.
 */
export const createRelayLine = (parts: LineParts) => {
  const { platform } = parts
  const members = new Map<string, Member>()
  /** What each has been told. */
  const states = new Map<string, RealtimeConnection>()
  /** The cursor knows where they are. */
  const placed = new Set<string>()
  const cursor = createCursor()
  let common: Stream<Wishes> | undefined
  let isGathering = false

  const forget = () => {
    cursor.reset()
    placed.clear()
  }

  const remove = (id: string) => {
    members.delete(id)
    states.delete(id)
    placed.delete(id)
    cursor.forget(id)
    later()
  }

  const change = (id: string, state: RealtimeConnection) => {
    const member = members.get(id)
    if (!member) return
    states.set(id, state)
    if (state.status === 'stopped') remove(id)
    member.onState(state)
  }

  const ask = (wishes: Wishes) => {
    const query = new URLSearchParams()
    for (const id of wishes.keys()) query.append('instance_id', id)
    const add = (name: string, read: (wish: Wish, id: string) => string | undefined) => {
      const values = Array.from(wishes, ([id, wish]) => read(wish, id) ?? '')
      const all = new Set(values)
      // What they have in common is said once, what none has not at all.
      for (const value of all.size === 1 ? all : values) {
        if (value !== '' || all.size > 1) query.append(name, value)
      }
    }
    add('events', ({ filter }) => filter && [...filter].join(','))
    add('last_event_id', ({ lastEventId }, id) => (placed.has(id) ? '' : lastEventId))
    return { query, cursor: cursor.get() }
  }

  /** The relay says how it stands with an instance. */
  const hear = (data: string) => {
    const told: unknown = JSON.parse(data)
    if (!isRecord(told) || typeof told.instance_id !== 'string') return
    const { instance_id: id, status, retry_in_ms, error } = told
    if (members.has(id)) placed.add(id)
    if (status === 'open' || status === 'connecting') return change(id, { status })
    if (status === 'waiting') {
      const retryAt = platform.now() + (typeof retry_in_ms === 'number' ? retry_in_ms : 0)
      return change(id, { status, retryAt, error: upstreamLost })
    }
    if (status !== 'stopped') return
    const httpStatus = isRecord(error) && typeof error.status === 'number' ? error.status : 404
    const answer = { status: httpStatus, statusText: '', headers: new Headers() }
    const secrets = parts.sessions.current()?.secrets ?? createSecretFinder()
    const body = JSON.stringify(error ?? {})
    change(id, { status, error: toHttpError({ ...answer, body }, secrets, platform.now()) })
  }

  const takeState = (data: string, position: string | undefined) => {
    try {
      hear(data)
    } catch {
      // A relay of another version: what it says is no word that is known.
    }
    if (position !== undefined) cursor.add(position)
  }

  const takeEvent = (data: string, position: string | undefined) => {
    const frame = parseFrame(data)
    if (!frame) {
      for (const one of members.values()) one.onFrame(frame)
      return
    }
    const instanceId = String(frame.raw.instance_id)
    const id = ackIdOf(frame.raw)
    const member = members.get(instanceId)
    if (position !== undefined) {
      const isHandled = !member || id === undefined
      cursor.add(position, isHandled ? undefined : { instanceId, id: String(id) })
    }
    member?.onFrame(frame)
  }

  const take = ({ type, data, id }: StreamEvent) => {
    if (type === 'state') takeState(data, id)
    else if (type === 'message') takeEvent(data, id)
  }

  /** What befell the stream befell each instance; an open one waits for the relay's word on each. */
  const onState = (state: RealtimeConnection) => {
    if (state.status === 'idle') return
    if (state.status === 'stopped') common = undefined
    // It was another relay's: what was handled is known all the same.
    if (state.status === 'waiting' && state.error.code === 'bad-cursor') forget()
    for (const id of [...members.keys()]) {
      if (state.status !== 'open') change(id, state)
      // It may carry other events of it now.
      else if (states.get(id)?.status === 'open') change(id, state)
    }
  }

  const open = () =>
    createStream<Wishes, StreamEvent>({
      ...parts,
      prove: createProveToRelay(parts, ask),
      isFinal: (error: VZapsError) =>
        parts.isFinal(error) || (error.kind === 'http' && error.status === 501),
      wanted: () => new Map(Array.from(members, ([id, { wanted }]) => [id, wanted()])),
      covers: (carried, wanted) =>
        carried.size === wanted.size &&
        [...wanted].every(([id, { filter }]) => {
          const has = carried.get(id)
          return has !== undefined && covers(has.filter, filter)
        }),
      onFrame: take,
      onState,
    })

  const close = () => {
    common?.end()
    common = undefined
    forget()
  }

  const later = () => {
    if (isGathering) return
    isGathering = true
    platform.setTimeout(() => {
      isGathering = false
      sync()
    }, GATHER_MS)
  }

  const sync = () => {
    if (members.size === 0) return close()
    common ??= open()
    common.want()
  }

  return (id: string, member: Member): Stream<Wish> => {
    const enter = () => {
      const refused = checkId(id) ?? parts.whyNot(id)
      if (refused) return member.onState({ status: 'stopped', error: refused })
      const isNew = !members.has(id)
      members.set(id, member)
      if (isNew) change(id, { status: 'connecting' })
      later()
    }
    return {
      ack: (eventId) => cursor.handled(id, String(eventId)),
      carries: () => common?.carries()?.get(id),
      want: enter,
      // Another session: nothing of the stream there is counts.
      restart: () => {
        close()
        members.delete(id)
        enter()
      },
      end: () => {
        if (members.get(id) === member) remove(id)
        member.onState(idle)
      },
    }
  }
}

/** Gives an instance its part of a relay's stream. */
export type RelayLine = ReturnType<typeof createRelayLine>
