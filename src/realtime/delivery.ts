import type { EventIssue } from './events.ts'
import type { Filter } from './filter.ts'
import { lets } from './filter.ts'

/** An event, and the id to acknowledge it with: as it came, a text or a number. */
export interface Frame<Event> {
  readonly event: Event
  readonly ackId: string | number | undefined
}

/** Somebody who wants events. */
export interface Consumer<Event> {
  readonly filter: Filter
  readonly bufferSize: number
  /** Its promise may give {@link LEFT}. */
  readonly onEvent: ((event: Event) => unknown) | undefined
  /** Takes each event at once, and says when it is handled: a handler in another tab. */
  readonly hand?:
    | ((event: Event, done: (outcome: 'handled' | 'unknown') => void) => void)
    | undefined
  /** Hears of each event at once, whatever `onEvent` is busy with. */
  next(event: Event): void
  onIssue(issue: EventIssue<Event>): void
}

/** What `onEvent` gives that went away instead of handling the event: others may have handled it all the same. */
export const LEFT: unique symbol = Symbol('left')

/** An event between its arrival and its acknowledgement. */
interface Delivered {
  readonly ackId: string | number | undefined
  /** Consumers that are not done with it. */
  open: number
  isHandled: boolean
  isFailed: boolean
  /** Another tab had it, and nobody knows whether it was handled there. */
  isUnknown: boolean
}

/** A consumer's events that wait for its `onEvent`. */
interface Inbox<Event> {
  /** Those that `hand` took, and that are not handled. */
  readonly handed: Set<Delivered>
  readonly waiting: { readonly event: Event; readonly delivered: Delivered }[]
  isBusy: boolean
}

type Outcome = 'handled' | 'failed' | 'left' | 'unknown'

/** As many ids are remembered to tell duplicates. */
const REMEMBERED = 1_000

/** Hands events to consumers, and acknowledges them. */
export type Delivery<Event extends { readonly type: string }> = ReturnType<
  typeof createDelivery<Event>
>

/** Makes the delivery of one instance's events; `ack` tells the server, if it can be told. */
export const createDelivery = <Event extends { readonly type: string }>(
  ack: (eventId: string | number) => void,
  lastEventId: string | undefined,
) => {
  const inboxes = new Map<Consumer<Event>, Inbox<Event>>()
  /** By id: is it handled, here at least, or still on its way? */
  const seen = new Map<string, 'handled' | 'unknown' | 'open'>()
  /** In the order in which they came. */
  const unsettled = new Set<Delivered>()
  let cursor = lastEventId

  /** Acknowledges in order: an event waits for those that came before it. */
  const acknowledge = () => {
    for (const delivered of unsettled) {
      const { ackId, open } = delivered
      if (open > 0) return
      unsettled.delete(delivered)
      if (ackId === undefined) continue
      cursor = String(ackId)
      if (seen.has(cursor)) seen.set(cursor, 'handled')
      ack(ackId)
    }
  }

  const settle = (delivered: Delivered, outcome: Outcome) => {
    delivered.open -= 1
    if (outcome === 'handled') delivered.isHandled = true
    if (outcome === 'failed') delivered.isFailed = true
    if (outcome === 'unknown') delivered.isUnknown = true
    if (delivered.open > 0) return
    const { isFailed, isHandled, isUnknown, ackId } = delivered
    const isDone = isHandled && !isFailed
    // It is to come again, and is no duplicate then, unless it was only not handled in another tab.
    if (!isDone || isUnknown) {
      unsettled.delete(delivered)
      if (ackId !== undefined && isDone) seen.set(String(ackId), 'unknown')
      else if (ackId !== undefined) seen.delete(String(ackId))
    }
    acknowledge()
  }

  const isPromise = (value: unknown): value is PromiseLike<unknown> =>
    typeof (value as PromiseLike<unknown> | undefined)?.then === 'function'

  /** Handles what waits, one after the other. */
  const drain = (consumer: Consumer<Event>, inbox: Inbox<Event>) => {
    const { waiting } = inbox
    while (!inbox.isBusy) {
      const next = waiting.shift()
      if (!next) return
      const { event, delivered } = next
      const fail = (error: unknown) => {
        settle(delivered, 'failed')
        consumer.onIssue({ kind: 'failed', event, error })
      }
      inbox.isBusy = true
      try {
        const result = consumer.onEvent?.(event)
        if (isPromise(result)) {
          const go = () => {
            inbox.isBusy = false
            drain(consumer, inbox)
          }
          result
            .then((is) => settle(delivered, is === LEFT ? 'left' : 'handled'), fail)
            .then(go, go)
          return
        }
        settle(delivered, 'handled')
      } catch (error) {
        fail(error)
      }
      inbox.isBusy = false
    }
  }

  const enqueue = (
    consumer: Consumer<Event>,
    inbox: Inbox<Event>,
    event: Event,
    delivered: Delivered,
  ) => {
    const { waiting } = inbox
    waiting.push({ event, delivered })
    drain(consumer, inbox)
    if (waiting.length <= consumer.bufferSize) return
    const oldest = waiting.shift()
    if (!oldest) return
    settle(oldest.delivered, 'failed')
    consumer.onIssue({ kind: 'dropped', event: oldest.event })
  }

  const remember = (id: string) => {
    seen.set(id, 'open')
    const [oldest] = seen.keys()
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest)
  }

  return {
    /** The id of the last event that was handled. */
    cursor: () => cursor,
    consumers: () => [...inboxes.keys()],

    /** Adds a consumer; returns the function that takes it away. */
    add: (consumer: Consumer<Event>) => {
      const inbox: Inbox<Event> = { handed: new Set(), waiting: [], isBusy: false }
      inboxes.set(consumer, inbox)
      return () => {
        inboxes.delete(consumer)
        for (const { delivered } of inbox.waiting.splice(0)) settle(delivered, 'left')
        for (const delivered of [...inbox.handed]) {
          inbox.handed.delete(delivered)
          settle(delivered, 'left')
        }
      }
    },

    /**
     * Is it one that came before? It is acknowledged again then, if it was handled. The first time that it comes for the
     * sake of another tab, that is left to the one which holds the sockets.
     */
    isDuplicate: ({ ackId }: Frame<Event>): boolean => {
      if (ackId === undefined) return false
      const id = String(ackId)
      const known = seen.get(id)
      if (known === 'handled') ack(ackId)
      if (known === 'unknown') seen.set(id, 'handled')
      return known !== undefined
    },

    deliver: ({ event, ackId }: Frame<Event>) => {
      if (ackId !== undefined) remember(String(ackId))
      const delivered: Delivered = {
        ackId,
        open: 1,
        isHandled: false,
        isFailed: false,
        isUnknown: false,
      }
      unsettled.add(delivered)
      let isWanted = false
      for (const [consumer, inbox] of [...inboxes]) {
        // One of them may have taken another away.
        if (!inboxes.has(consumer) || !lets(consumer.filter, event.type)) continue
        isWanted = true
        delivered.open += 1
        if (consumer.hand) {
          inbox.handed.add(delivered)
          const done = (outcome: 'handled' | 'unknown') =>
            inbox.handed.delete(delivered) && settle(delivered, outcome)
          consumer.hand(event, done)
          continue
        }
        if (consumer.onEvent) enqueue(consumer, inbox, event, delivered)
        consumer.next(event)
        if (!consumer.onEvent) settle(delivered, 'handled')
      }
      // One that nobody wants any more is done with, too.
      settle(delivered, isWanted ? 'left' : 'handled')
    },

    /** Another session's events begin. */
    reset: () => {
      for (const { waiting, handed } of inboxes.values()) {
        waiting.length = 0
        handed.clear()
      }
      seen.clear()
      unsettled.clear()
      cursor = undefined
    },
  }
}
