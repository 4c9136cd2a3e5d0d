import type { VZapsError } from '../../core/errors.ts'
import type { Result } from '../../core/result.ts'
import { failure } from '../../core/result.ts'
import type { AddressParts, Wish } from '../../realtime/address.ts'
import { createProve } from '../../realtime/address.ts'
import type { RealtimeConnection } from '../../realtime/connection.ts'
import { idle } from '../../realtime/connection.ts'
import { createDelivery, LEFT } from '../../realtime/delivery.ts'
import type { Filter } from '../../realtime/filter.ts'
import { covers, lets, unionOf } from '../../realtime/filter.ts'
import { ackIdOf, parseFrame } from '../../realtime/frames.ts'
import type { Proof, StreamParts } from '../../realtime/stream.ts'
import { createStream } from '../../realtime/stream.ts'
import type { RelayAccount } from '../account.ts'
import type { RelayedEvent } from './recent.ts'
import { createRecent } from './recent.ts'

/** A page's stream, for one instance. */
export interface Listener {
  readonly filter: Filter
  /** Hears of an event at once, before it is its turn to be written. */
  expect(event: RelayedEvent): void
  /** Resolves when it was written; false: the page went away. */
  write(event: RelayedEvent): Promise<boolean>
  /** More wait than it may be kept for. */
  overflow(): void
  onState(state: RealtimeConnection): void
}

/** The events of one instance, for all who listen in this process. */
export interface Channel {
  /** The id of the last event. */
  last(): string | undefined
  /** Begins after `from` as far as that is known, else now; returns the function that leaves. */
  join(listener: Listener, from: string | undefined): () => void
}

/** What channels are made of. */
export interface ChannelParts
  extends Pick<StreamParts<Wish, unknown>, 'timeoutMs'>,
    Pick<AddressParts, 'realtimeUrl'> {
  readonly platform: StreamParts<Wish, unknown>['platform'] & AddressParts['platform']
  readonly account: RelayAccount
  /** Reads the instance, which teaches its token; gives why that did not work. */
  learn(instanceId: string): Promise<VZapsError | undefined>
}

/** Events of an instance that may wait for one page. */
const MAX_WAITING = 1_000
/** ms that a socket stays without a listener: a page that comes back goes on where it was. */
const LINGER_MS = 30_000

const isFinal = ({ kind, ...error }: VZapsError): boolean =>
  kind === 'validation' ||
  kind === 'config' ||
  (kind === 'http' && 'status' in error && (error.status === 404 || error.status === 410))

/** Opens the channel of an instance for its first listener; `onEnd`: its socket is closed. */
export const createChannel = (
  instanceId: string,
  first: string | undefined,
  parts: ChannelParts,
  onEnd: () => void,
): Channel => {
  const { account, platform, timeoutMs } = parts
  const { sessions, tokens } = account
  const listeners = new Set<Listener>()
  const recent = createRecent()
  let state: RealtimeConnection = idle
  let endWait = () => {}
  const proveSocket = createProve({ ...parts, sessions, whyNot: () => undefined })

  const prove = async (): Promise<Result<Proof<Wish, unknown>>> => {
    const refused = tokens.get(instanceId) ? undefined : await parts.learn(instanceId)
    if (refused) return failure(refused)
    const proof = await proveSocket(instanceId)
    if (!proof.ok) return proof
    const refuse = () => {
      proof.value.refuse()
      // A socket does not say what was refused: it may be this one.
      tokens.forget(instanceId)
    }
    return { ok: true, value: { ...proof.value, refuse } }
  }

  const delivery = createDelivery<RelayedEvent>((id) => stream.ack(id), first || undefined)

  const take = (data: unknown) => {
    const frame = parseFrame(data)
    if (!frame) return
    const ackId = ackIdOf(frame.raw)
    // Ids are in cursors too: one that holds a secret is not told.
    const isTold = ackId !== undefined && !account.secrets.has(String(ackId))
    const id = isTold ? String(ackId) : undefined
    const clean = { ...frame.raw, id: isTold ? ackId : undefined, instance_id: instanceId }
    const { text } = account.writeJson(clean)
    const event = { type: frame.raw.type, id, text }
    if (delivery.isDuplicate({ event, ackId })) return
    recent.add(event)
    delivery.deliver({ event, ackId })
  }

  const stream = createStream<Wish, unknown>({
    platform,
    timeoutMs,
    prove,
    isFinal,
    wanted: () => ({
      filter: unionOf(delivery.consumers().map(({ filter }) => filter)),
      lastEventId: delivery.cursor(),
    }),
    covers: (carried, wanted) => covers(carried.filter, wanted.filter),
    onFrame: take,
    onState: (next) => {
      state = next
      if (next.status === 'idle') return
      for (const listener of [...listeners]) listener.onState(next)
      if (next.status === 'stopped') onEnd()
    },
  })

  /** What comes while nobody listens is not acknowledged: whoever comes back shall have it. */
  const waitForListeners = () => {
    const filter = unionOf(delivery.consumers().map((consumer) => consumer.filter))
    let release = () => {}
    const left = new Promise<typeof LEFT>((resolve) => {
      release = () => resolve(LEFT)
    })
    const none = () => {}
    const onEvent = () => left
    const leave = delivery.add({
      filter,
      bufferSize: MAX_WAITING,
      onEvent,
      next: none,
      onIssue: none,
    })
    const timer = platform.setTimeout(() => {
      endWait()
      stream.end()
      onEnd()
    }, LINGER_MS)
    endWait = () => {
      endWait = none
      platform.clearTimeout(timer)
      leave()
      release()
    }
  }

  const put = async (listener: Listener, event: RelayedEvent) =>
    (await listener.write(event)) ? undefined : LEFT

  return {
    last: recent.last,
    join: (listener, from) => {
      for (const event of from === undefined ? [] : recent.after(from)) {
        // The account may have learned a secret since.
        if (!lets(listener.filter, event.type) || account.secrets.has(event.text)) continue
        listener.expect(event)
        void put(listener, event)
      }
      listeners.add(listener)
      const leaveDelivery = delivery.add({
        filter: listener.filter,
        bufferSize: MAX_WAITING,
        onEvent: (event) => put(listener, event),
        next: listener.expect,
        onIssue: ({ kind }) => kind === 'dropped' && listener.overflow(),
      })
      endWait()
      if (state.status !== 'idle') listener.onState(state)
      stream.want()
      return () => {
        if (!listeners.delete(listener)) return
        if (listeners.size === 0 && state.status !== 'stopped') waitForListeners()
        leaveDelivery()
      }
    },
  }
}
