import type { Observable, Subject } from 'rxjs'
import type { VZapsError } from '../core/errors.ts'
import { invalid, throwable } from '../core/errors.ts'
import type { BridgeParts } from './bridge.ts'
import { createBridge, statusEvents } from './bridge.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle } from './connection.ts'
import type { Delivery } from './delivery.ts'
import { createDelivery } from './delivery.ts'
import type { EventsOptions, RealtimeEvent } from './events.ts'
import { covers, filterOf, unionOf } from './filter.ts'
import type { RawFrame } from './frames.ts'
import { readFrame } from './frames.ts'
import type { ServeOptions, Sink } from './keepers.ts'
import { createKeepers } from './keepers.ts'
import type { Member } from './relay-line.ts'
import { MAX_RELAYED } from './relayed.ts'
import type { Way, WayParts } from './ways.ts'
import { createWays } from './ways.ts'

/** What the realtime side of a store is made of. */
export interface RealtimeParts extends WayParts, BridgeParts {
  /** The most events that wait for a handler. */
  readonly bufferSize: number
  /** The most sockets that live statuses open. */
  readonly maxSockets: number
  /** The id of an instance whose token changed. */
  readonly tokenChanges$: Observable<string>
  /** Hears of a frame that is no event. */
  onSchemaIssue?:
    | ((issue: { endpoint: string; path: string; expected: string }) => void)
    | undefined
  onState(instanceId: string, state: RealtimeConnection): void
  /** Hears each event once, whoever it is for. */
  readonly passing$: Pick<Subject<RealtimeEvent>, 'next'>
}

/** Opens and shares the sockets of a store. */
export type Realtime = ReturnType<typeof createRealtime>

/** An instance that somebody is subscribed to. */
interface Shared {
  readonly delivery: Delivery<RealtimeEvent>
  readonly member: Member
  way: Way
  readonly sinks: Set<Sink>
}

const isList = (events: unknown): boolean =>
  events === undefined ||
  (Array.isArray(events) &&
    events.every((type) => typeof type === 'string' && /^[^\s,]+$/.test(type)))

/** Says what is wrong with options, for those who write JavaScript. */
const checkOptions = ({ events, bufferSize }: EventsOptions): VZapsError | undefined => {
  if (!isList(events)) {
    return invalid('events must be a list of kinds of events, such as ["Message"]', {
      field: 'events',
    })
  }
  if (bufferSize !== undefined && !(bufferSize >= 1)) {
    return invalid('bufferSize must be a number, 1 or more', { field: 'bufferSize' })
  }
  return undefined
}

/** Makes it. No socket is opened before there is a subscriber, and none is left after the last one. */
export const createRealtime = (parts: RealtimeParts) => {
  const { sessions, tabs } = parts
  const shared = new Map<string, Shared>()
  const { connect, isRelayed, isShared } = createWays(parts)
  const bridge = createBridge(parts)

  const end = (id: string, tell: (sink: Sink) => void, isKept = false) => {
    const one = shared.get(id)
    if (!one) return
    shared.delete(id)
    if (!isKept) one.way.stream.end()
    bridge.forget(id)
    const sinks = [...one.sinks]
    one.sinks.clear()
    for (const sink of sinks) tell(sink)
    keepers.admitToRoom()
  }

  const share = (id: string, lastEventId: string | undefined): Shared => {
    const delivery = createDelivery<RealtimeEvent>(
      (event) => one.way.stream.ack(event),
      lastEventId,
    )
    const sinks = new Set<Sink>()

    const onFrame = (raw: RawFrame | undefined) => {
      if (!raw) {
        const message = 'What came over the socket is no event'
        const error: VZapsError = { kind: 'parse', outcome: 'unknown', message }
        for (const { onIssue } of delivery.consumers()) onIssue({ kind: 'unreadable', error })
        parts.onSchemaIssue?.({ endpoint: 'events$', path: '', expected: 'an event' })
        return
      }
      const frame = readFrame(raw, id, sessions.current()?.secrets)
      if (delivery.isDuplicate(frame)) return
      tabs.inside()?.note(frame.event, id)
      bridge.take(id, frame.event)
      parts.passing$.next(frame.event)
      delivery.deliver(frame)
    }

    const member: Member = {
      wanted: () => ({
        filter: unionOf(delivery.consumers().map(({ filter }) => filter)),
        lastEventId: delivery.cursor(),
      }),
      onFrame,
      onState: (state) => {
        parts.onState(id, state)
        bridge.setOpen(id, state.status === 'open' ? one.way.stream.carries() : undefined)
        if (state.status === 'stopped') end(id, (sink) => sink.error(throwable(state.error)), true)
      },
    }
    const one: Shared = { delivery, sinks, member, way: connect(id, member) }
    shared.set(id, one)
    return one
  }

  const subscribe = (id: string, options: ServeOptions, sink: Sink): (() => void) => {
    const refused = checkOptions(options)
    if (refused) {
      sink.error(throwable(refused))
      return () => {}
    }
    const { events, onEvent, lastEventId, bufferSize = parts.bufferSize, onIssue } = options
    const one = shared.get(id) ?? share(id, lastEventId)
    const leave = one.delivery.add({
      filter: filterOf(events),
      bufferSize,
      onEvent,
      hand: options.hand,
      next: (event) => sink.next(event),
      onIssue: (issue) => onIssue?.(issue),
    })
    one.sinks.add(sink)
    one.way.stream.want()
    return () => {
      leave()
      if (!one.sinks.delete(sink)) return
      // A component that is mounted again in the same turn finds its socket still open.
      queueMicrotask(() => {
        if (one.sinks.size === 0 && shared.get(id) === one) end(id, () => {})
      })
    }
  }

  const keepers = createKeepers({
    ...parts,
    subscribe,
    isFull: (id) => {
      const most = isRelayed() ? Math.min(parts.maxSockets, MAX_RELAYED) : parts.maxSockets
      return !shared.has(id) && shared.size >= most
    },
    onGone: (id) => {
      if (!shared.has(id)) parts.onState(id, idle)
    },
  })
  const { keep } = keepers

  return {
    subscribe,
    /** Subscribes, again and again when that was refused, as soon as there is a token or another session. */
    keep: (id: string, options: EventsOptions) => keep(id, options),
    /** The same for what a live status needs, while there is room for another socket. */
    push: (id: string) => keep(id, { events: statusEvents }, true),
    /** The same for another tab; what it wants of statuses alone is limited as here. */
    serve: (id: string, options: ServeOptions) =>
      keep(id, options, covers(filterOf(statusEvents), filterOf(options.events))),
    /** It may be time for what waits to connect. */
    look: () => {
      // One that is open is left alone: that it is to carry more is no reason to hurry.
      for (const { way } of shared.values()) if (!way.stream.carries()) way.stream.want()
    },
    /** Another tab holds the sockets now, or this one. */
    reroute: () => {
      for (const { way, member } of shared.values()) {
        if (!way.isRelayed && isShared(member.wanted().filter)) way.stream.restart(false)
      }
    },
    /** Another session, or none: each instance begins anew, or ends with the error that says why. */
    reset: () => {
      for (const [id, one] of shared) {
        bridge.forget(id)
        one.delivery.reset()
        if (one.way.isRelayed === isRelayed()) one.way.stream.restart(true)
        else {
          one.way.stream.end()
          one.way = connect(id, one.member)
          one.way.stream.want()
        }
      }
      keepers.admitAll()
    },
    dispose: () => {
      keepers.dispose()
      for (const id of [...shared.keys()]) end(id, () => {})
    },
  }
}
