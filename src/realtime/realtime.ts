import type { Observable, Observer, Subscription } from 'rxjs'
import type { VZapsError } from '../core/errors.ts'
import { invalid, throwable } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import { judge } from '../status/failures.ts'
import type { AddressParts, Wish } from './address.ts'
import { createProve, PUBLIC } from './address.ts'
import type { BridgeParts } from './bridge.ts'
import { createBridge, statusEvents } from './bridge.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle } from './connection.ts'
import type { Consumer, Delivery } from './delivery.ts'
import { createDelivery } from './delivery.ts'
import type { EventsOptions, RealtimeEvent } from './events.ts'
import type { Filter } from './filter.ts'
import { covers, filterOf, unionOf } from './filter.ts'
import type { RawFrame } from './frames.ts'
import { parseFrame, readFrame } from './frames.ts'
import type { Member } from './relay-line.ts'
import { createRelayLine, MAX_RELAYED } from './relay-line.ts'
import type { Proof, Stream } from './stream.ts'
import { createStream } from './stream.ts'

/** What the realtime side of a store is made of. */
export interface RealtimeParts extends AddressParts, BridgeParts {
  readonly platform: Platform
  /** Of a relay: where its stream of events is. */
  readonly baseUrl: string
  /** Of an event that comes through a relay, in characters. */
  readonly maxAnswerBytes: number
  readonly timeoutMs: number
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
  onEvent(event: RealtimeEvent): void
  /** The tab that holds the sockets for all, where there are several. */
  readonly relay?: SocketRelay | undefined
}

/** What leads to the sockets of another tab. */
export interface SocketRelay {
  /** May these events come by way of another tab? */
  carries(filter: Filter): boolean
  /**
   * The way to the instance's events through the tab that holds the sockets; `undefined`: this tab opens its own. Never
   * rejects. `since`: when the first here subscribed to the instance; epoch ms.
   */
  prove(instanceId: string, since: number): Promise<Proof<Wish, unknown> | undefined>
  /** An event came over a socket of this tab. */
  note(event: RealtimeEvent, instanceId: string): void
}

/** Options as other tabs give them. */
export interface ServeOptions extends EventsOptions {
  readonly hand?: Consumer<RealtimeEvent>['hand']
}

/** Where events go: to the end, or to the `VZapsException` that says why none will come. */
export type Sink = Pick<Observer<RealtimeEvent>, 'next' | 'error'>

/** Opens and shares the sockets of a store. */
export type Realtime = ReturnType<typeof createRealtime>

/** An instance that somebody is subscribed to. */
interface Shared {
  readonly delivery: Delivery<RealtimeEvent>
  readonly member: Member
  /** Through the relay, or over a socket of its own? Another session may do otherwise. */
  isRelayed: boolean
  stream: Stream<Wish>
  readonly sinks: Set<Sink>
}

/** Somebody who stays subscribed whatever ends a subscription, and waits until another one may do. */
interface Keeper {
  readonly instanceId: string
  enter(): void
}

/** What it waits for: that fewer sockets are open, or a token or a session. */
type Lack = 'room' | 'proof'

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
  const { platform, sessions, relay } = parts
  const shared = new Map<string, Shared>()
  /** Those who wait for a token, a session, or room. */
  const parked = new Map<Keeper, Lack>()
  let tokenChanges: Subscription | undefined
  const prove = createProve(parts)
  const bridge = createBridge(parts)

  const end = (id: string, tell: (sink: Sink) => void, isKept = false) => {
    const one = shared.get(id)
    if (!one) return
    shared.delete(id)
    if (!isKept) one.stream.end()
    bridge.forget(id)
    const sinks = [...one.sinks]
    one.sinks.clear()
    for (const sink of sinks) tell(sink)
    admit((_, lack) => lack === 'room')
  }

  const isFinal = (error: VZapsError) => judge(error) !== 'later'
  const line = createRelayLine({ ...parts, isFinal })
  const isRelayed = () =>
    sessions.current()?.access.kind === 'proxy' && parts.realtimeUrl === PUBLIC

  /** Proves it to the tab that holds the sockets, where there is one that may carry what is wanted; else to the server. */
  const proveWith = async (
    id: string,
    wanted: Member['wanted'],
    since: number,
  ): Promise<Result<Proof<Wish, unknown>>> => {
    const other = relay?.carries(wanted().filter) ? await relay.prove(id, since) : undefined
    if (!other) return prove(id)
    return { ok: true, value: { ...other, suits: ({ filter }) => relay?.carries(filter) === true } }
  }

  const connect = (id: string, member: Member): Pick<Shared, 'isRelayed' | 'stream'> => {
    if (isRelayed()) return { isRelayed: true, stream: line(id, member) }
    const since = platform.now()
    const stream = createStream<Wish, unknown>({
      ...member,
      platform,
      timeoutMs: parts.timeoutMs,
      prove: () => proveWith(id, member.wanted, since),
      isFinal,
      covers: (carried, wanted) => covers(carried.filter, wanted.filter),
      onFrame: (data) => member.onFrame(parseFrame(data)),
    })
    return { isRelayed: false, stream }
  }

  const share = (id: string, lastEventId: string | undefined): Shared => {
    const delivery = createDelivery<RealtimeEvent>((event) => one.stream.ack(event), lastEventId)
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
      relay?.note(frame.event, id)
      bridge.take(id, frame.event)
      parts.onEvent(frame.event)
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
        bridge.setOpen(id, state.status === 'open' ? one.stream.carries() : undefined)
        if (state.status === 'stopped') end(id, (sink) => sink.error(throwable(state.error)), true)
      },
    }
    const one: Shared = { delivery, sinks, member, ...connect(id, member) }
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
    one.stream.want()
    return () => {
      leave()
      if (!one.sinks.delete(sink)) return
      // A component that is mounted again in the same turn finds its socket still open.
      queueMicrotask(() => {
        if (one.sinks.size === 0 && shared.get(id) === one) end(id, () => {})
      })
    }
  }

  /** Only while somebody waits: the account outlives the store. */
  const watchTokens = () => {
    if (parked.size === 0) {
      tokenChanges?.unsubscribe()
      tokenChanges = undefined
    } else {
      tokenChanges ??= parts.tokenChanges$.subscribe((id) =>
        admit(({ instanceId }) => instanceId === id),
      )
    }
  }

  /** Lets those in who waited for what is there now. */
  const admit = (isMeant: (keeper: Keeper, lack: Lack) => boolean) => {
    for (const [keeper, lack] of [...parked]) {
      if (isMeant(keeper, lack) && parked.delete(keeper)) keeper.enter()
    }
    watchTokens()
  }

  const keep = (instanceId: string, options: ServeOptions, isLimited = false): (() => void) => {
    let leave: (() => void) | undefined
    let isOver = false
    const park = (lack: Lack) => {
      leave = undefined
      if (!isOver) parked.set(keeper, lack)
      watchTokens()
    }
    const keeper: Keeper = {
      instanceId,
      enter: () => {
        const most = isRelayed() ? Math.min(parts.maxSockets, MAX_RELAYED) : parts.maxSockets
        const isFull = isLimited && !shared.has(instanceId) && shared.size >= most
        if (isFull) park('room')
        else {
          let isRefused = false
          const stopped = () => {
            isRefused = true
            park('proof')
          }
          const leaving = subscribe(instanceId, options, { next: () => {}, error: stopped })
          if (!isRefused) leave = leaving
        }
      },
    }
    keeper.enter()
    return () => {
      isOver = true
      leave?.()
      const wasLast = parked.delete(keeper) && !shared.has(instanceId)
      watchTokens()
      if (wasLast && ![...parked.keys()].some((other) => other.instanceId === instanceId)) {
        parts.onState(instanceId, idle)
      }
    }
  }

  return {
    subscribe,
    /** Subscribes, again and again when that was refused, as soon as there is a token or another session. */
    keep: (id: string, options: EventsOptions) => keep(id, options),
    /** The same for what a live status needs, while there is room for another socket. */
    push: (id: string) => keep(id, { events: statusEvents }, true),
    /** The same for another tab; what it wants of statuses alone is limited as here. */
    serve: (id: string, options: ServeOptions) =>
      keep(id, options, covers(filterOf(statusEvents), filterOf(options.events))),
    /** Another tab holds the sockets now, or this one. */
    reroute: () => {
      for (const { isRelayed, stream, member } of shared.values()) {
        if (!isRelayed && relay?.carries(member.wanted().filter)) stream.restart()
      }
    },
    /** Another session, or none: each instance begins anew, or ends with the error that says why. */
    reset: () => {
      for (const [id, one] of shared) {
        bridge.forget(id)
        one.delivery.reset()
        if (one.isRelayed === isRelayed()) one.stream.restart()
        else {
          one.stream.end()
          Object.assign(one, connect(id, one.member))
          one.stream.want()
        }
      }
      admit(() => true)
    },
    dispose: () => {
      parked.clear()
      watchTokens()
      for (const id of [...shared.keys()]) end(id, () => {})
    },
  }
}
